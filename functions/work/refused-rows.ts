import { escapeCell } from '../sheet/cell.ts'
import { writeCsv } from '../sheet/write-csv.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { ImportJob } from '../store/import-store.ts'
import { reasonVi, refusedHeadings } from '../text/import-words.ts'
import type { ProblemError } from '../text/problem.ts'
import { importFiles, refusedKey, type ReadRow, type RunName } from './import-files.ts'

/** The refused rows as they came, with number and reason, to be mended and sent again. Nothing where there are none. */
export async function keepRefused(documents: DocumentStore, { id, list }: ImportJob, run: RunName): Promise<void> {
  if (list === undefined) return
  const files = importFiles(documents, id)
  const refused: RefusedRow[] = []
  for (let chunk = 1; chunk <= list.chunks; chunk += 1) {
    const results = await files.results(run, chunk)
    if (results.every(({ result }) => result !== 'rejected')) continue
    const cells = new Map((await files.rows(chunk)).map((row) => [row.row, row.cells]))
    for (const { row, result, errors = [] } of results)
      if (result === 'rejected') refused.push({ row, cells: cells.get(row) ?? [], errors })
  }
  const body = refusedSheet(list.headings, refused)
  await documents.put(refusedKey(id), { body, contentType: 'text/csv; charset=utf-8' })
}

export interface RefusedRow extends Pick<ReadRow, 'row' | 'cells'> {
  errors: readonly ProblemError[]
}

/** The rows as they stood under their headings, each with its number and why it was refused: CSV. */
export function refusedSheet(headings: readonly string[], rows: readonly RefusedRow[]): Uint8Array {
  const lines = rows.map(({ row, cells, errors }) => [
    ...headings.map((_, place) => cells[place] ?? ''),
    String(row),
    reasonVi(errors),
  ])
  return writeCsv([[...headings, ...refusedHeadings], ...lines].map((line) => line.map(escapeCell)))
}
