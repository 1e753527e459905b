import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { accessMatrix, type Role } from '../functions/domain/access.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const [heading = [], ...rows] = tableAfter('## Who may do what')

const roles = ['provider', 'agency', 'monitoring', 'operator', 'signer', 'auditor', 'administrator'] satisfies Role[]

describe('the README', () => {
  it('shows the access matrix as it is', () => {
    const told = rows.map(([deed = '', ...cells]) => [
      /`(\w+)`/.exec(deed)?.[1],
      Object.fromEntries(heading.slice(1).map((role, column) => [role, cells[column] ?? ''])),
    ])
    const kept = Object.entries(accessMatrix).map(([action, cells]) => [
      action,
      { ...Object.fromEntries(roles.map((role) => [role, ''])), ...cells },
    ])
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(kept))
  })

  it('names for each claim a test that is there, the bench, or what cannot be proven here', () => {
    const [, ...claims] = tableAfter('## Proven how')
    const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    const isThere = (name: string) => tests.some((path) => path === name || path.endsWith(`/${name}`))
    const unproven = claims.filter(([, proof = '']) => !/`(test\/|npm run)|\*\*not proven here/.test(proof))
    const named = claims.flatMap(([, proof = '']) => [...proof.matchAll(/`(?:test\/)?([\w./-]+\.test\.ts)`/g)])
    expect(named.length).toBeGreaterThan(30)
    expect(named.map(([, name = '']) => name).filter((name) => !isThere(name))).toEqual([])
    expect(unproven.map(([claim]) => claim)).toEqual([])
  })
})

/** The cells of the first table below a heading, the row of dashes left out. */
function tableAfter(title: string): string[][] {
  const lines = readme.slice(readme.indexOf(`\n${title}\n`)).split('\n')
  const first = lines.findIndex((line) => line.startsWith('|'))
  const table = lines.slice(first).slice(
    0,
    lines.slice(first).findIndex((line) => !line.startsWith('|')),
  )
  return table
    .filter((line) => !/^\|[-|]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}
