import { describe, expect, test } from 'vitest'
import { columnWidths } from '../../functions/text/column-widths.ts'
import { reportContent } from '../../functions/text/report-content.ts'
import { formatCell, type Table } from '../../functions/text/report-blocks.ts'
import { fullReport } from '../support/full-report.ts'
import { tablesOf } from '../support/official-text.ts'
import { largeReport } from '../support/weekly-report.ts'

const A4_TEXT = 467.7
/** As Times New Roman Bold of 12 points sets a number or a share; digits are half an em wide, a per cent sign one. */
const setWidth = (text: string): number =>
  12 * (text.replace(/\D/g, '').length * 0.5 + text.replace(/[^.,]/g, '').length * 0.25 + (text.includes('%') ? 1 : 0))
const BESIDE = 7

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)

describe('columns', () => {
  test.each([fullReport(), largeReport()])('of every table fill the page and break no share', (report) => {
    for (const table of tablesOf(reportContent(report))) {
      const widths = columnWidths(table, A4_TEXT)
      expect(sum(widths)).toBeCloseTo(A4_TEXT, 3)
      for (const row of table.total === undefined ? table.rows : [...table.rows, table.total])
        for (const [index, { kind }] of table.columns.entries()) {
          const text = formatCell(row[index])
          if (kind !== 'text' && !text.includes(' '))
            expect(widths[index], text).toBeGreaterThan(setWidth(text) + BESIDE)
        }
    }
  })

  const narrow = (cell: string): Table => ({
    type: 'table',
    columns: [
      { title: 'Tên', kind: 'text', width: 100 },
      { title: 'Số', kind: 'number', width: 1 },
    ],
    rows: [['Sở Xây dựng', cell]],
  })

  test('are as wide as the longest number asks, whatever they wished for', () => {
    const [short = 0, long = 0] = ['1', '1.234.567'].map((cell) => columnWidths(narrow(cell), A4_TEXT)[1])
    expect(long - short).toBeGreaterThan(12 * 5 * 0.5)
    expect(long).toBeGreaterThan(12 * (7 * 0.5 + 2 * 0.25))
  })

  test('leave room beside one word that is longer than a line', () => {
    const table = { ...narrow('1'), rows: [['x'.repeat(300), 1]] }
    const widths = columnWidths(table, A4_TEXT)
    expect(Math.min(...widths)).toBeGreaterThan(10)
    expect(sum(widths)).toBeCloseTo(A4_TEXT, 3)
  })
})
