import { createHash } from 'node:crypto'
import type { ImportAnswer, ReadImportInput } from '../../workflows/contract.ts'
import type { FileFault } from '../domain/file-fault.ts'
import { findMapping, type Heading, type Profiles } from '../domain/find-mapping.ts'
import { localDateOf, toMs, type Instant } from '../domain/instant.ts'
import { legacyFont } from '../domain/legacy-font.ts'
import { lookupsIn } from '../domain/lookups.ts'
import { rowMapper } from '../domain/map-row.ts'
import type { MappingProfile } from '../domain/mapping.ts'
import type { Registry } from '../domain/registry.ts'
import { readSheet, type Line } from '../sheet/read-sheet.ts'
import { SheetError } from '../sheet/sheet-error.ts'
import type { ImportJob } from '../store/import-store.ts'
import { fileProblem } from '../text/file-words.ts'
import { rowError } from '../text/import-words.ts'
import type { ImportDeps } from './deps.ts'
import { CHUNK, fileKey, importFiles, type ReadRow } from './import-files.ts'
import { itemErrors } from './import-item.ts'
import { nextChunk, saveJob, stopped, supersededBy } from './import-run.ts'

/** By these lines the layout of a list is known, and the code that its letters are written in. */
const HEAD_LINES = 50
const SECONDS = 240

type Deps = Pick<ImportDeps, 'imports' | 'documents' | 'registry' | 'now' | 'log'>

/** Reads the file, puts its rows aside in chunks, and goes on to check them; or says why nothing of it is taken in. */
export async function readImport(deps: Deps, task: ReadImportInput): Promise<ImportAnswer> {
  const job = await deps.imports.load(task.id)
  const superseded = supersededBy(job, task)
  if (job === undefined || superseded !== undefined) return stopped(task, superseded ?? 'notFound')
  try {
    const list = await readFile(deps, job)
    deps.log.metric('rowsRead', list.rows)
    await saveJob(deps, { ...job, list })
    return list.chunks === 0 ? stopped(task, 'noRows') : nextChunk(task, 1)
  } catch (error) {
    if (!(error instanceof SheetError)) throw error
    await saveJob(deps, { ...job, status: 'refused', refusal: refusalOf(error.fault) })
    return stopped(task, error.fault.code)
  }
}

function refusalOf(fault: FileFault): ImportJob['refusal'] {
  const { detail, detailEn } = fileProblem(fault)
  const proposal = 'proposal' in fault && fault.proposal !== undefined ? { proposal: fault.proposal } : {}
  return { code: fault.code, detail, detailEn, ...proposal }
}

/** @throws SheetError */
async function readFile(deps: Deps, job: ImportJob): Promise<NonNullable<ImportJob['list']>> {
  const { found, profile, rows } = await openList(deps, job)
  const lookups = lookupsIn(await deps.registry.current(), localDateOf(deps.now()))
  const map = rowMapper(profile, found.columns, lookups)
  const files = importFiles(deps.documents, job.id)
  const chunk: ReadRow[] = []
  const list = { mapping: found.profile, headings: [...found.columns.headings], rows: 0, chunks: 0 }
  const keep = async (): Promise<void> => {
    list.chunks += 1
    list.rows += chunk.length
    await files.keepRows(list.chunks, chunk.splice(0))
  }
  for await (const { row, cells } of rows) {
    const mapped = map(cells)
    const faults =
      mapped.type === 'faulty' ? mapped.faults.map(rowError) : itemErrors(profile, found.columns, mapped.item)
    const kept = { row, cells: shortened(cells) }
    chunk.push(
      mapped.type === 'item' && faults.length === 0 ? { ...kept, item: mapped.item } : { ...kept, errors: faults },
    )
    if (chunk.length === CHUNK) await keep()
  }
  if (chunk.length > 0) await keep()
  return list
}

/** A cell that is too long to be taken in need not come back whole. */
const shortened = (cells: readonly string[]): string[] =>
  cells.map((cell) => (cell.length > 4000 ? `${cell.slice(0, 4000)}…` : cell).toWellFormed())

interface OpenList {
  found: Heading
  profile: MappingProfile
  rows: AsyncIterable<Line>
}

/** @throws SheetError */
async function openList(deps: Deps, job: ImportJob): Promise<OpenList> {
  const lines = readSheet(await upload(deps, job))
  const head: Line[] = []
  while (head.length < HEAD_LINES) {
    const next = await lines.next()
    if (next.done === true) break
    head.push(next.value)
  }
  const font = legacyFont(head.map(({ cells }) => cells.join(' ')).join(' '))
  if (font !== undefined) throw new SheetError({ code: 'legacyFontFile', font })
  const profiles = profilesIn(await deps.registry.current(), deps.now())
  const found = findMapping(
    head.map(({ cells }) => cells),
    profiles,
    job.mapping,
  )
  const profile = 'code' in found ? undefined : profiles.get(found.profile)
  if ('code' in found || profile === undefined) throw new SheetError('code' in found ? found : { code: 'noRows' })
  return { found, profile, rows: below(head.slice(found.line + 1), lines, deps) }
}

/** The lines under the headings. @throws SheetError where reading takes too long */
async function* below(first: readonly Line[], rest: AsyncIterable<Line>, { now }: Deps): AsyncGenerator<Line> {
  const end = toMs(now()) + SECONDS * 1000
  yield* first
  for await (const line of rest) {
    if (toMs(now()) > end) throw new SheetError({ code: 'tooSlow', seconds: SECONDS })
    yield line
  }
}

/** @throws SheetError where it is not there, or is not the file that was announced */
async function upload({ documents }: Deps, { id, file }: ImportJob): Promise<Uint8Array> {
  const stored = await documents.get(fileKey(id))
  if (stored === undefined) throw new SheetError({ code: 'fileMissing' })
  const sha256 = createHash('sha256').update(stored.body).digest('hex')
  if (stored.body.length !== file.bytes || sha256 !== file.sha256) throw new SheetError({ code: 'fileDiffers' })
  return stored.body
}

export const profilesIn = (registry: Registry, now: Instant): Profiles =>
  new Map(
    registry.codes('mapping').flatMap((name) => {
      const profile = registry.find('mapping', name, localDateOf(now))
      return profile === undefined ? [] : [[name, profile]]
    }),
  )
