import { LIMITS } from './limits.ts'
import { readText } from './read-text.ts'
import { readXlsx } from './read-xlsx.ts'
import { SheetError } from './sheet-error.ts'
import { sniff } from './sniff.ts'

/** One line of a list with the number that a spreadsheet shows beside it. */
export interface Line {
  row: number
  cells: readonly string[]
}

/**
 * The lines of a list: CSV, TSV, or the first sheet of an XLSX file. Lines without any text are left out.
 * @throws SheetError for a file that is no such list, or more than the limits allow
 */
export async function* readSheet(bytes: Uint8Array): AsyncGenerator<Line> {
  if (sniff(bytes) === 'xlsx') {
    for await (const { index, cells } of readXlsx(bytes)) yield { row: index + 1, cells }
    return
  }
  let row = 0
  for await (const cells of readText(bytes)) {
    row += 1
    if (cells.every((cell) => cell === '')) continue
    if (row > LIMITS.rows) throw new SheetError({ code: 'tooManyRows', limit: LIMITS.rows })
    const width = cells.findLastIndex((cell) => cell !== '') + 1
    if (width > LIMITS.columns) throw new SheetError({ code: 'tooManyColumns', row, limit: LIMITS.columns })
    yield { row, cells }
  }
}
