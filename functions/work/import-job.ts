import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Caller, Owner } from '../domain/access.ts'
import { IMPORT_FILES_KEPT_DAYS } from '../domain/import-retention.ts'
import { DAY_MS, fromMs, instant, toMs, type Instant } from '../domain/instant.ts'
import { definedOnly, without } from '../domain/objects.ts'
import { slug } from '../domain/slug.ts'
import type { Link } from '../store/file-links.ts'
import type { ImportJob } from '../store/import-store.ts'
import { LIMITS } from '../sheet/limits.ts'
import { nothingYet } from './apply-import.ts'
import type { ImportDeps } from './deps.ts'
import { fileKey, importFiles, refusedKey, type RowResult } from './import-files.ts'
import { saveJob } from './import-run.ts'

/** `POST /imports`: which file is to come, and how it is to be taken in. */
export const importRequest = z.strictObject({
  file: z.strictObject({
    name: z.string().normalize().trim().min(1).max(200),
    bytes: z.int().min(1).max(LIMITS.fileBytes),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in hexadecimal'),
  }),
  mapping: slug.optional(),
  armFrom: z.literal('now').optional(),
  reportedAt: instant.optional(),
})
export type ImportRequest = z.output<typeof importRequest>

/** `check` reads the file and finds out what would become of each row; `apply` then takes the good ones in. */
export const importCommand = z.strictObject({ type: z.enum(['check', 'apply']) })
export type ImportCommand = z.output<typeof importCommand>['type']

/** The results of one chunk: what became of each row, or would. */
export const importQuery = z.strictObject({ page: z.coerce.number().int().min(1).optional() })

export const importOwner = ({ by }: ImportJob): Owner => (by.role === 'agency' ? { agency: by.agency } : {})

/** Until then its files are there for certain. */
const filesUntil = ({ createdAt }: ImportJob): Instant => fromMs(toMs(createdAt) + IMPORT_FILES_KEPT_DAYS * DAY_MS)

/** What was uploaded is deleted by now: to go on, the file is announced and sent again. */
export const isGone = (job: ImportJob, now: Instant): boolean => filesUntil(job) <= now

/**
 * The same file, to be taken in the same way by the same person, is one import: whoever was cut off asks again. One
 * that was not done while its files were there begins anew; rows that it took in count once all the same.
 */
export async function createImport(deps: ImportDeps, who: Caller, request: ImportRequest): Promise<ImportJob> {
  const { file, mapping, armFrom, reportedAt } = request
  const identity = JSON.stringify([file.sha256, mapping, armFrom, reportedAt, who.role, who.id])
  const id = createHash('sha256').update(identity).digest('hex').slice(0, 32)
  const known = await deps.imports.load(id)
  if (known !== undefined && (known.status === 'applied' || !isGone(known, deps.now()))) return known
  const { version, run } = known ?? { version: 0, run: 0 }
  const begun = { version: version + 1, status: 'waiting' as const, by: who, createdAt: deps.now(), run }
  const job: ImportJob = { id, ...begun, file, ...definedOnly({ mapping, armFrom, reportedAt }) }
  const saved = await deps.imports.save(job, known?.version)
  return saved === 'saved' ? job : createImport(deps, who, request)
}

/**
 * Starts a run through the rows. Ordered again, a run goes on where it was; what is applied is done.
 * @returns undefined where the import is not in a state for it
 */
export async function commandImport(
  deps: ImportDeps,
  job: ImportJob,
  type: ImportCommand,
): Promise<ImportJob | undefined> {
  const run = job.run + 1
  const ordered = type === 'check' ? checking(job) : applying(job)
  if (ordered === undefined) return undefined
  await saveJob(deps, { ...ordered, run })
  const chunk = (ordered.status === 'applying' ? (job.applied ?? nothingYet).chunks : 0) + 1
  const action = type === 'check' ? 'read' : 'apply'
  await deps.machines.startImport(`${job.id}-${run}`, { contract: 1, id: job.id, run, action, chunk })
  return { ...ordered, run }
}

/** Read anew, by the rules of now. */
function checking(job: ImportJob): ImportJob | undefined {
  return job.applied === undefined ? { ...without(job, 'list', 'checked', 'refusal'), status: 'checking' } : undefined
}

const applying = (job: ImportJob): ImportJob | undefined =>
  job.status === 'checked' || job.status === 'applying' ? { ...job, status: 'applying' } : undefined

/** What is told of an import. */
export interface ImportView extends Omit<ImportJob, 'version' | 'run' | 'by'> {
  /** Then the file and all that was made of it is deleted: what became of each row, and the refused rows. */
  filesUntil: Instant
  /** Where the file is to be sent, to whoever announces it and until it has been read. */
  upload?: Link
  /** The refused rows with their reasons, as a file. */
  refusedRows?: Link
  page?: { rows: readonly RowResult[]; next?: number }
}

interface ViewAsk {
  upload?: boolean
  page?: number | undefined
}

export async function viewImport(deps: ImportDeps, job: ImportJob, ask: ViewAsk = {}): Promise<ImportView> {
  const { upload = false, page } = ask
  const rejected = (job.applied ?? job.checked)?.rejected ?? 0
  const gone = isGone(job, deps.now())
  const isDone = job.status === 'checked' || job.status === 'applied'
  const name = `${job.file.name.replace(/\.\w+$/, '')}-refused.csv`
  return {
    ...without(job, 'version', 'run', 'by'),
    filesUntil: filesUntil(job),
    ...(upload && job.list === undefined && { upload: await deps.links.upload(fileKey(job.id), job.file.bytes) }),
    ...(isDone && !gone && rejected > 0 && { refusedRows: await deps.links.download(refusedKey(job.id), name) }),
    ...(page !== undefined && !gone && { page: await pageOf(deps, job, page) }),
  }
}

async function pageOf(
  { documents }: ImportDeps,
  job: ImportJob,
  page: number,
): Promise<NonNullable<ImportView['page']>> {
  const run = job.applied === undefined ? 'checked' : 'applied'
  const done = job[run]?.chunks ?? 0
  if (page > done) return { rows: [] }
  const rows = await importFiles(documents, job.id).results(run, page)
  return { rows, ...(page < done && { next: page + 1 }) }
}
