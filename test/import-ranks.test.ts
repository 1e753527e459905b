import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Upwards from the pure core. A folder may import those below it, never a neighbour on its own step. */
const STEPS = [['domain'], ['workflows'], ['text', 'sheet'], ['store', 'mail'], ['work'], ['platform'], ['handlers']]

/** What the stack may know of the functions; handlers it knows as paths only. */
const KNOWN_TO_INFRA =
  /^(functions\/domain\/|functions\/store\/table\.ts|functions\/platform\/render-assets\.ts|functions\/text\/dashboard-words\.ts|workflows\/|infra\/)/

interface Import {
  from: string
  to: string
  /** `import type`: gone when the code runs. */
  type: boolean
}

const files = globSync(['functions/**/*.ts', 'infra/**/*.ts', 'workflows/**/*.ts'])
const imports = files.flatMap((from) => importsOf(from))
const ours = imports.filter(({ to }) => !isPackage(to))

describe('imports', () => {
  it('are found at all', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(ours).toContainEqual({ from: 'workflows/contract.ts', to: 'functions/domain/case-id.ts', type: false })
  })

  it('go downwards only, never sideways', () => {
    expect(ours.filter(breaksRank).map(arrow)).toEqual([])
  })

  it('never leave the functions for what deploys or runs them', () => {
    const outward = ours.filter(({ from, to }) => from.startsWith('functions/') && to.startsWith('infra/'))
    expect(outward.map(arrow)).toEqual([])
  })

  it('bring the stack constants, the table, the words of its dashboard and the workflows, no code', () => {
    const declarations = ours.filter(({ from }) => /^infra\/[^/]+\.ts$/.test(from))
    expect(declarations.filter(({ to }) => !KNOWN_TO_INFRA.test(to)).map(arrow)).toEqual([])
  })

  it('bring the domain a schema library and deep equality, nothing that knows time, network or environment', () => {
    const packages = imports.filter(({ from, to }) => from.startsWith('functions/domain/') && isPackage(to))
    expect(new Set(packages.map(({ to }) => to)).difference(new Set(['zod', 'node:util']))).toEqual(new Set())
  })

  it('make no circles', () => {
    expect(circles()).toEqual([])
  })
})

describe('size', () => {
  it('stays below what a reader keeps in mind: 250 lines a file', () => {
    const long = [...files, ...globSync('test/**/*.ts')].filter(
      (file) => readFileSync(file, 'utf8').split('\n').length > 251,
    )
    expect(long).toEqual([])
  })
})

function importsOf(from: string): Import[] {
  const found = readFileSync(from, 'utf8').matchAll(
    /^(?:import|export)(?<type> type)?\b[^'"]*?\bfrom '(?<fixed>[^']+)'|\bimport\('(?<dynamic>[^']+)'\)/gm,
  )
  return [...found].map(({ groups: { type, fixed, dynamic } = {} }) => {
    const to = fixed ?? dynamic ?? ''
    return { from, to: to.startsWith('.') ? normalize(join(dirname(from), to)) : to, type: type !== undefined }
  })
}

function isPackage(path: string): boolean {
  return !/^(functions|infra|workflows|test)\//.test(path)
}

function breaksRank({ from, to }: Import): boolean {
  const [above, below] = [placeOf(from), placeOf(to)]
  if (above === undefined || below === undefined || above.folder === below.folder) return false
  return below.step >= above.step
}

/** Undefined for files that stand on no step. */
function placeOf(path: string): { step: number; folder: string } | undefined {
  const [top = '', folder = ''] = path.split('/')
  if (top !== 'functions' && top !== 'workflows') return undefined
  const name = top === 'workflows' ? top : folder
  const step = STEPS.findIndex((folders) => folders.includes(name))
  return { step: step < 0 ? STEPS.length - 1 : step, folder: name }
}

function circles(): string[] {
  const next = Map.groupBy(
    ours.filter(({ type }) => !type),
    ({ from }) => from,
  )
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (done.has(file)) return
    done.add(file)
    for (const { to } of next.get(file) ?? []) visit(to, [...path, file])
  }
  for (const file of files) visit(file, [])
  return found
}

function arrow({ from, to }: Import): string {
  return `${from} → ${to}`
}
