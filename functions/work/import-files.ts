import * as z from 'zod'
import { IMPORT_FILES } from '../domain/import-retention.ts'
import type { DocumentStore } from '../store/document-store.ts'

/** How many rows one Task takes in, and one answer tells of. */
export const CHUNK = 500

export const fileKey = (id: string): string => `${IMPORT_FILES}${id}/file`
export const refusedKey = (id: string): string => `${IMPORT_FILES}${id}/refused.csv`

const padded = (chunk: number): string => String(chunk).padStart(4, '0')

const rowError = z.strictObject({ field: z.string(), value: z.unknown(), ruleVi: z.string(), ruleEn: z.string() })

/** One row as it was read: its cells, and what it is to become or why it does not. */
export const readRow = z.strictObject({
  row: z.int().min(1),
  cells: z.array(z.string()),
  item: z.record(z.string(), z.unknown()).optional(),
  errors: z.array(rowError).optional(),
})
export type ReadRow = z.output<typeof readRow>

/** What became of one row, or would become of it. */
export const rowResult = z.strictObject({
  row: z.int().min(1),
  id: z.string().optional(),
  result: z.enum(['created', 'updated', 'unchanged', 'rejected']),
  errors: z.array(rowError).optional(),
})
export type RowResult = z.output<typeof rowResult>

export type RunName = 'checked' | 'applied'

const keys = {
  rows: (id: string, chunk: number) => `${IMPORT_FILES}${id}/rows/${padded(chunk)}.json`,
  results: (id: string, run: RunName, chunk: number) => `${IMPORT_FILES}${id}/${run}/${padded(chunk)}.json`,
}

/** Something that an earlier step wrote is gone: the files of an import are kept for a week. */
export class MissingChunkError extends Error {
  override readonly name = 'MissingChunkError'
}

async function read<S extends z.ZodType>(documents: DocumentStore, key: string, schema: S): Promise<z.output<S>> {
  const file = await documents.get(key)
  if (file === undefined) throw new MissingChunkError(key)
  return schema.parse(JSON.parse(new TextDecoder().decode(file.body)))
}

async function write(documents: DocumentStore, key: string, value: unknown): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(value))
  await documents.put(key, { body, contentType: 'application/json' })
}

/** The rows of an import in chunks, numbered from 1, and what became of them. @throws MissingChunkError */
export const importFiles = (documents: DocumentStore, id: string) => ({
  rows: (chunk: number) => read(documents, keys.rows(id, chunk), z.array(readRow)),
  keepRows: (chunk: number, rows: readonly ReadRow[]) => write(documents, keys.rows(id, chunk), rows),
  results: (run: RunName, chunk: number) => read(documents, keys.results(id, run, chunk), z.array(rowResult)),
  keepResults: (run: RunName, chunk: number, results: readonly RowResult[]) =>
    write(documents, keys.results(id, run, chunk), results),
})
