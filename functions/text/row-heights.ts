import { columnTitle, formatCell, type Cell, type Table } from './report-blocks.ts'

const POINTS_A_LINE = 15
/** No spreadsheet shows a higher row. */
const MOST_POINTS = 405

/**
 * How high each row of a sheet is whose text needs more than one line, in points, by its number from 0 on. Not every
 * program measures by itself what a file does not say, and then shows lines on top of each other.
 */
export function rowHeights({ columns, rows, total }: Table): Map<number, { height: number }> {
  const texts = [columns.map(columnTitle), ...rows, ...(total ? [total] : [])]
  return new Map(
    texts.flatMap((cells: readonly Cell[], row) => {
      const lines = columns.map(({ kind, width }, index) =>
        row === 0 || kind === 'text' ? lineCount(formatCell(cells[index]), width) : 1,
      )
      const most = Math.max(...lines)
      return most === 1 ? [] : [[row, { height: Math.min(most * POINTS_A_LINE, MOST_POINTS) }] as const]
    }),
  )
}

/** As words break over lines of so many characters; a longer word is broken itself. */
function lineCount(text: string, width: number): number {
  let [lines, used] = [1, 0]
  for (const { length } of text.split(/\s+/)) {
    if (used > 0 && used + 1 + length > width) [lines, used] = [lines + 1, 0]
    used += (used === 0 ? 0 : 1) + length
    while (used > width) [lines, used] = [lines + 1, used - width]
  }
  return lines
}
