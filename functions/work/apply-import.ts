import type { ApplyImportInput, ImportAnswer } from '../../workflows/contract.ts'
import { may, type Action } from '../domain/access.ts'
import type { Register } from '../domain/command.ts'
import { localDateOf } from '../domain/instant.ts'
import type { MappingProfile } from '../domain/mapping.ts'
import type { ImportJob, Progress } from '../store/import-store.ts'
import { fixedProblem, type Problem, type ProblemError } from '../text/problem.ts'
import { rejectionProblem } from '../text/rejection-words.ts'
import type { ImportDeps } from './deps.ts'
import { dryRun } from './dry-run.ts'
import { importFiles, type ReadRow, type RowResult, type RunName } from './import-files.ts'
import { listedCase, type ListedCase } from './import-item.ts'
import { nextChunk, saveJob, stopped, supersededBy } from './import-run.ts'
import { readAhead } from './read-ahead.ts'
import { keepRefused } from './refused-rows.ts'
import { register, registeredId, registeredOwner } from './register.ts'

/** How many rows of a chunk are under way at once; rows of the same case never. */
const AT_ONCE = 10

/** Takes in one chunk of rows, or finds out what would become of it. Done again, it does nothing and answers the same. */
export async function applyImport(deps: ImportDeps, task: ApplyImportInput): Promise<ImportAnswer> {
  const job = await deps.imports.load(task.id)
  const superseded = supersededBy(job, task)
  if (job?.list === undefined || superseded !== undefined) return stopped(task, superseded ?? 'notRead')
  const run: RunName = job.status === 'applying' ? 'applied' : 'checked'
  const done = job[run] ?? nothingYet
  const { chunk } = task
  if (chunk > done.chunks) {
    const files = importFiles(deps.documents, job.id)
    const results = await attend(deps, job, { run, rows: await files.rows(chunk) })
    await files.keepResults(run, chunk, results)
    const isLast = chunk === job.list.chunks
    if (isLast) await keepRefused(deps.documents, job, run)
    const status = isLast ? run : job.status
    await saveJob(deps, { ...job, status, [run]: advanced(done, results) })
  }
  return chunk >= job.list.chunks ? stopped(task, run) : nextChunk(task, chunk + 1)
}

export const nothingYet: Progress = { chunks: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 }

function advanced(done: Progress, results: readonly RowResult[]): Progress {
  const count = (result: RowResult['result']): number => results.filter((each) => each.result === result).length
  return {
    chunks: done.chunks + 1,
    created: done.created + count('created'),
    updated: done.updated + count('updated'),
    unchanged: done.unchanged + count('unchanged'),
    rejected: done.rejected + count('rejected'),
  }
}

interface Attending {
  run: RunName
  rows: readonly ReadRow[]
}

async function attend(deps: ImportDeps, job: ImportJob, { run, rows }: Attending): Promise<RowResult[]> {
  const profile = (await deps.registry.current()).find('mapping', job.list?.mapping ?? '', localDateOf(deps.now()))
  const cases = rows.map((row) => ({ row, listed: listedIn(job, row, profile) }))
  const ids = cases.flatMap(({ listed }) => (listed === undefined ? [] : [registeredId(listed.command)]))
  const ahead = { ...deps, cases: await readAhead(deps.cases, [...new Set(ids)]) }
  const acting = run === 'applied' ? ahead : dryRun(ahead)
  const results: RowResult[] = []
  for (const batch of apart(cases))
    results.push(...(await Promise.all(batch.map(({ row, listed }) => take(acting, job, { row, listed })))))
  return results
}

interface Listed {
  row: ReadRow
  listed: ListedCase | undefined
}

function listedIn(job: ImportJob, { item }: ReadRow, profile: MappingProfile | undefined): ListedCase | undefined {
  if (item === undefined || profile === undefined) return undefined
  const { command, person, before } = listedCase(profile, item)
  const { armFrom, reportedAt } = job
  const told = (each: Register): Register => ({
    ...each,
    source: profile.source,
    ...(reportedAt !== undefined && { reportedAt }),
    ...(armFrom !== undefined && each.type !== 'registerTask' && { armFrom }),
  })
  return { command: told(command), person, before: before.map(told) }
}

/** In order, a few at once; a case that is told of twice is attended to twice, one after the other. */
function* apart(cases: readonly Listed[]): Generator<Listed[]> {
  let batch: Listed[] = []
  let ids = new Set<string>()
  for (const each of cases) {
    const id = each.listed && registeredId(each.listed.command)
    if (batch.length === AT_ONCE || (id !== undefined && ids.has(id))) {
      yield batch
      batch = []
      ids = new Set()
    }
    batch.push(each)
    if (id !== undefined) ids.add(id)
  }
  if (batch.length > 0) yield batch
}

async function take(deps: ImportDeps, job: ImportJob, { row, listed }: Listed): Promise<RowResult> {
  if (listed === undefined) return { row: row.row, result: 'rejected', errors: row.errors ?? [] }
  const id = registeredId(listed.command)
  if (!may(job.by, actionOf(listed.command), registeredOwner(listed.command)))
    return { row: row.row, id, result: 'rejected', errors: errorsOf(fixedProblem('forbidden')) }
  const done = await register(deps, job.by, {
    ...listed,
    commandId: `import:${job.id}:${row.row}`,
    leaveToSweep: true,
  })
  if (done.result !== 'rejected') return { row: row.row, id, result: done.result }
  return { row: row.row, id, result: 'rejected', errors: errorsOf(rejectionProblem(done.rejection)) }
}

const actionOf = ({ type }: Register): Action =>
  type === 'registerDossier' ? 'registerDossier' : 'registerFieldReport'

const errorsOf = ({ errors, detail, detailEn }: Problem): ProblemError[] =>
  errors.length > 0 ? errors : [{ field: '$', value: null, ruleVi: detail, ruleEn: detailEn }]
