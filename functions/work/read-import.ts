import { createHash } from 'node:crypto'
import type { ImportAnswer, ReadImportInput } from '../../workflows/contract.ts'
import type { FileFault } from '../domain/file-fault.ts'
import { localDateOf, toMs } from '../domain/instant.ts'
import { lookupsIn } from '../domain/lookups.ts'
import type { Line } from '../sheet/read-sheet.ts'
import { SheetError } from '../sheet/sheet-error.ts'
import type { ImportJob } from '../store/import-store.ts'
import { fileProblem } from '../text/file-words.ts'
import type { ImportDeps } from './deps.ts'
import { CHUNK, fileKey, importFiles, type ReadRow } from './import-files.ts'
import { openList, profilesIn, rowReader } from './open-list.ts'
import { nextChunk, saveJob, stopped, supersededBy } from './import-run.ts'

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
  const registry = await deps.registry.current()
  const opened = await openList(await upload(deps, job), profilesIn(registry, deps.now()), job.mapping)
  const read = rowReader(opened, lookupsIn(registry, localDateOf(deps.now())))
  const { name: mapping, columns } = opened
  const files = importFiles(deps.documents, job.id)
  const chunk: ReadRow[] = []
  const list = { mapping, headings: [...columns.headings], rows: 0, chunks: 0 }
  const keep = async (): Promise<void> => {
    list.chunks += 1
    list.rows += chunk.length
    await files.keepRows(list.chunks, chunk.splice(0))
  }
  for await (const line of inTime(opened.rows, deps)) {
    chunk.push(read(line))
    if (chunk.length === CHUNK) await keep()
  }
  if (chunk.length > 0) await keep()
  return list
}

/** @throws SheetError where reading takes too long */
async function* inTime(lines: AsyncIterable<Line>, { now }: Deps): AsyncGenerator<Line> {
  const end = toMs(now()) + SECONDS * 1000
  for await (const line of lines) {
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
