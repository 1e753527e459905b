import { createHash } from 'node:crypto'
import { importInput } from '../../workflows/contract.ts'
import type { Caller } from '../../functions/domain/access.ts'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import { applyImport } from '../../functions/work/apply-import.ts'
import { fileKey } from '../../functions/work/import-files.ts'
import {
  commandImport,
  createImport,
  viewImport,
  type ImportRequest,
  type ImportView,
} from '../../functions/work/import-job.ts'
import { readImport } from '../../functions/work/read-import.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import { testDeps, type TestDeps } from './deps.ts'

export const operator: Caller = { role: 'operator', id: 'truc' }

/** The doubles with the centre's first registry beside the small province. */
export const importDeps = (start = '2021-10-29 09:00'): Promise<TestDeps> =>
  testDeps(start, ...firstRegistry().filter(isOfLists), namesake)

/** The small province has a city of the same name as the centre's. */
const namesake: RegistryRow = {
  kind: 'agency',
  code: 'bmt',
  from: '2021-01-01',
  recordedAt: '2021-01-02T00:00:00.000Z',
  author: 'test',
  reason: 'test',
  source: 'test',
  value: null,
}

const isOfLists = ({ kind }: RegistryRow): boolean => ['mapping', 'agency', 'procedure', 'category'].includes(kind)

export type Options = Omit<Partial<ImportRequest>, 'file'>

/** Announces a file and puts it where the link says. @returns the id of the import */
export async function announce(
  deps: TestDeps,
  body: Uint8Array,
  { who = operator, ...options }: Options & { who?: Caller } = {},
): Promise<string> {
  const sha256 = createHash('sha256').update(body).digest('hex')
  const request = { file: { name: 'danh-sach.csv', bytes: body.length, sha256 }, ...options }
  const { id } = await createImport(deps, who, request)
  await deps.documents.put(fileKey(id), { body, contentType: 'text/csv' })
  return id
}

/** Orders a run and does what the machine does until it stops, or `tasks` Tasks are done. */
export async function order(
  deps: TestDeps,
  id: string,
  type: 'check' | 'apply',
  tasks = Infinity,
): Promise<ImportView> {
  const job = await deps.imports.load(id)
  if (job === undefined || (await commandImport(deps, job, type)) === undefined)
    throw new Error(`${type} is not possible`)
  const [, started] = [...deps.machines.started].at(-1) ?? []
  const { action, ...begin } = importInput.parse(started)
  let answer = action === 'read' ? await readImport(deps, begin) : await applyImport(deps, begin)
  for (let left = tasks - 1; answer.next === 'apply' && left > 0; left -= 1) answer = await applyImport(deps, answer)
  return view(deps, id)
}

export async function view(deps: TestDeps, id: string, page?: number): Promise<ImportView> {
  const job = await deps.imports.load(id)
  if (job === undefined) throw new Error(`no import ${id}`)
  return viewImport(deps, job, { page })
}
