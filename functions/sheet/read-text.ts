import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import * as z from 'zod'
import { unescapeCell } from './cell.ts'
import { decodeText } from './decode-text.ts'
import { LIMITS } from './limits.ts'
import { SheetError } from './sheet-error.ts'

const SLICE = 64 * 1024
const DELIMITERS = [',', ';', '\t', '|'] as const

/** The lines of a CSV or TSV file. @throws SheetError */
export async function* readText(bytes: Uint8Array): AsyncGenerator<string[]> {
  const text = decodeText(bytes)
  const [first = ''] = text.split(/\r?\n/, 1)
  const named = /^sep=(.)$/i.exec(first)?.[1]
  const parser = Readable.from(slices(text, named === undefined ? 0 : first.length)).pipe(
    parse({
      delimiter: named ?? delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LIMITS.record,
      skip_empty_lines: false,
    }),
  )
  try {
    for await (const record of parser) yield line.parse(record).map(unescapeCell)
  } catch (error) {
    throw error instanceof CsvError ? refusalOf(error) : error
  }
}

const line = z.array(z.string())

/** Slices of a text that is there already: the parser's memory stays small. */
function* slices(text: string, from: number): Generator<string> {
  for (let at = from; at < text.length; at += SLICE) yield text.slice(at, at + SLICE)
}

/** The sign that stands most often in the first lines, outside of quotes. */
function delimiterOf(text: string): string {
  const sample = text
    .slice(0, SLICE)
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n/)
    .slice(0, 20)
    .join('\n')
  const counted = DELIMITERS.map((sign) => ({ sign, count: sample.split(sign).length }))
  return counted.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ','
}

function refusalOf(error: CsvError): SheetError {
  const at = Number(error['lines'] ?? 0)
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return new SheetError({ code: 'recordTooLong', line: at, limit: LIMITS.record }, { cause: error })
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new SheetError({ code: 'openQuote', line: at }, { cause: error })
  return new SheetError({ code: 'damaged' }, { cause: error })
}
