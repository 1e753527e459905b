import { HucreError, streamXlsxRows, type CellValue } from 'hucre'
import { cellText } from './cell.ts'
import { LIMITS } from './limits.ts'
import { SheetError } from './sheet-error.ts'

export interface XlsxLine {
  /** From 0, as the file counts. */
  index: number
  cells: string[]
}

/** The lines of the first sheet that are not empty; of a formula its value as last seen. @throws SheetError */
export async function* readXlsx(bytes: Uint8Array): AsyncGenerator<XlsxLine> {
  try {
    for await (const { index, values } of streamXlsxRows(bytes)) {
      const cells = filled(values)
      if (cells.length === 0) continue
      if (index >= LIMITS.rows) throw new SheetError({ code: 'tooManyRows', limit: LIMITS.rows })
      if (cells.length > LIMITS.columns)
        throw new SheetError({ code: 'tooManyColumns', row: index + 1, limit: LIMITS.columns })
      yield { index, cells: cells.map(textOf) }
    }
  } catch (error) {
    if (error instanceof HucreError) throw new SheetError({ code: 'damaged' }, { cause: error })
    throw error
  }
}

/** A format far to the right makes no cell. */
const filled = (values: readonly CellValue[]): readonly CellValue[] =>
  values.slice(0, values.findLastIndex((value) => value !== null && value !== '') + 1)

function textOf(value: CellValue): string {
  if (value === null) return ''
  if (value instanceof Date) return dateText(value)
  if (typeof value === 'string') return cellText(value)
  return String(value)
}

/** What the sheet shows, to the second; midnight is a date without a time. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const shown = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString()
  return shown.endsWith('T00:00:00.000Z') ? shown.slice(0, 10) : shown.slice(0, 19)
}
