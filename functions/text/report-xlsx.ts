import { writeXlsx, type CellStyle, type CellValue, type ColumnDef, type WriteSheet } from 'hucre/xlsx'
import { toMs, VIETNAM_OFFSET_MS } from '../domain/instant.ts'
import { formatShare } from './format.ts'
import { columnTitle, type Cell, type Column, type ColumnKind, type OfficialDocument } from './report-blocks.ts'
import type { Sheet } from './report-sheets.ts'
import { rowHeights } from './row-heights.ts'
import { formatShown, numberOf } from './shown-figure.ts'

/** A workbook for filtering and counting: real numbers and dates (Vietnam time), a frozen header, filters. */
export async function renderXlsx(
  sheets: readonly Sheet[],
  { properties, marking }: Pick<OfficialDocument, 'properties' | 'marking'>,
): Promise<Uint8Array> {
  const day = new Date(properties.date)
  return writeXlsx({
    sheets: sheets.map((sheet) => worksheet(sheet, marking)),
    properties: { title: properties.title, creator: properties.author, created: day, modified: day },
    defaultFont: font,
  })
}

function worksheet({ name, table }: Sheet, marking: string | undefined): WriteSheet {
  const { columns, rows, total } = table
  const styles = columns.map((column, index) =>
    columnStyle(
      column,
      rows.map((row) => row[index]),
    ),
  )
  const filtered = `A1:${letter(columns.length)}${rows.length + 1}`
  const all = total === undefined ? rows : [...rows, total]
  return {
    name,
    columns: columns.map(({ width }, index): ColumnDef => ({ width, style: styles[index] ?? {} })),
    rowDefs: rowHeights(table),
    rows: [columns.map(columnTitle), ...all.map((row) => row.map(cellValue))],
    cells: new Map([
      ...columns.map((column, index) => [`0,${index}`, { value: columnTitle(column), style: headerStyle }] as const),
      ...rows.flatMap((row, index) => ratesAmongCounts(row, columns, index + 1)),
      ...(total ?? []).map(
        (cell, index) =>
          [`${rows.length + 1},${index}`, { value: cellValue(cell), style: totalStyle(styles[index]) }] as const,
      ),
    ]),
    freezePane: { rows: 1 },
    autoFilter: { range: filtered },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$1:$1',
    },
    headerFooter: { oddHeader: marking === undefined ? '&P' : `&P&R${marking}` },
  }
}

const font = { name: 'Times New Roman', size: 11 }
const bold = { ...font, bold: true }

const numberFormats: Partial<Record<ColumnKind, string>> = {
  number: '#,##0',
  share: '0.0%',
  date: 'dd/mm/yyyy hh:mm',
}

const styleOf = (kind: ColumnKind): CellStyle => ({
  ...(numberFormats[kind] === undefined ? {} : { numFmt: numberFormats[kind] }),
  alignment: { vertical: 'top', wrapText: kind === 'text', horizontal: kind === 'text' ? 'left' : 'right' },
})

/** A rate that stands in a column of counts is shown as one. */
const ratesAmongCounts = (row: readonly Cell[], columns: readonly Column[], at: number) =>
  row.flatMap((cell, index) => {
    const isRate = typeof cell === 'object' && 'figure' in cell && cell.figure.unit === 'share'
    if (!isRate || columns[index]?.kind !== 'number') return []
    return [[`${at},${index}`, { value: cellValue(cell), style: styleOf('share') }] as const]
  })

/** Hours and days have a tenth, in the whole column if in one cell. */
const columnStyle = ({ kind }: Column, cells: readonly Cell[]): CellStyle => ({
  ...styleOf(kind),
  ...(kind === 'number' && cells.some((cell) => typeof cell === 'number' && !Number.isInteger(cell))
    ? { numFmt: '#,##0.0' }
    : {}),
})

const headerStyle: CellStyle = {
  font: bold,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EDEDED' } },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}

const totalStyle = (style: CellStyle | undefined): CellStyle => ({ ...style, font: bold })

/** Excel knows no time zone: dates are what a clock in Vietnam shows. */
function cellValue(cell: Cell): CellValue {
  if (cell === undefined) return null
  if (typeof cell === 'number') return cell
  if (typeof cell === 'string') return harmless(cell)
  if ('figure' in cell) return numberOf(cell) ?? formatShown(cell)
  if ('at' in cell) return new Date(toMs(cell.at) + VIETNAM_OFFSET_MS)
  return cell.whole === 0 ? formatShare(cell) : cell.part / cell.whole
}

/** Text that a spreadsheet would take for a formula, here or after an export to CSV, is quoted. */
const harmless = (text: string): string => (/^\s*[=+\-@|]/u.test(text) ? `'${text}` : text)

/** The column's name, up to `Z`: no sheet is wider. */
const letter = (position: number): string => String.fromCodePoint('A'.charCodeAt(0) + position - 1)
