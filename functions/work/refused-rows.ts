import { escapeCell } from '../sheet/cell.ts'
import { writeCsv } from '../sheet/write-csv.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { ImportJob } from '../store/import-store.ts'
import { reasonVi, refusedHeadings } from '../text/import-words.ts'
import { importFiles, refusedKey, type RunName } from './import-files.ts'

/** The refused rows as they came, with number and reason, to be mended and sent again. Nothing where there are none. */
export async function keepRefused(documents: DocumentStore, { id, list }: ImportJob, run: RunName): Promise<void> {
  if (list === undefined) return
  const files = importFiles(documents, id)
  const lines: string[][] = []
  for (let chunk = 1; chunk <= list.chunks; chunk += 1) {
    const results = await files.results(run, chunk)
    if (results.every(({ result }) => result !== 'rejected')) continue
    const cells = new Map((await files.rows(chunk)).map((row) => [row.row, row.cells]))
    for (const { row, result, errors = [] } of results)
      if (result === 'rejected') lines.push([...padded(cells.get(row) ?? [], list), String(row), reasonVi(errors)])
  }
  const body = writeCsv([[...list.headings, ...refusedHeadings], ...lines].map((line) => line.map(escapeCell)))
  await documents.put(refusedKey(id), { body, contentType: 'text/csv; charset=utf-8' })
}

const padded = (cells: readonly string[], { headings }: NonNullable<ImportJob['list']>): string[] =>
  Array.from({ length: headings.length }, (_, place) => cells[place] ?? '')
