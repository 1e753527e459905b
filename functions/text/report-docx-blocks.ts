import {
  AlignmentType,
  HeadingLevel,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  type FileChild,
} from 'docx'
import { ChartRun } from 'docx/charts'
import {
  chartInWords,
  columnGroups,
  formatCell,
  staysTogether,
  type Block,
  type Cell,
  type Chart,
  type Column,
  type Run,
  type Table as TableBlock,
} from './report-blocks.ts'
import { FIRST_LINE, FONT, line, run, spacing, TEXT_WIDTH } from './report-docx-layout.ts'

export const LIST = 'dash'
const TABLE_POINTS = 12

/** @param keepNext keeps the block's last paragraph on the page of what follows */
export function blockChildren(block: Block, keepNext = false): FileChild[] {
  switch (block.type) {
    case 'heading':
      return [new Paragraph({ text: block.text, heading: headings[block.level], keepNext: true })]
    case 'paragraph':
      return [new Paragraph({ ...prose(block.runs), keepNext })]
    case 'list':
      return block.items.map((runs) => new Paragraph({ ...prose(runs), numbering: { reference: LIST, level: 0 } }))
    case 'table':
      return [...(block.title === undefined ? [] : [title(block.title)]), table(block), line('', { points: 6 })]
    case 'chart':
      return block.categories.length === 0 ? [] : [title(block.title), chart(block)]
    default:
      return block satisfies never
  }
}

const headings = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const

const prose = (runs: readonly Run[]) => ({
  children: runs.map((each) => (typeof each === 'string' ? run(each) : run(each.strong, { bold: true }))),
  alignment: AlignmentType.JUSTIFIED,
  indent: { firstLine: FIRST_LINE },
  spacing: spacing(0, 6),
})

const title = (text: string): Paragraph =>
  new Paragraph({
    children: [run(text, { bold: true, italics: true })],
    alignment: AlignmentType.CENTER,
    spacing: spacing(6, 4),
    keepNext: true,
  })

function table(block: TableBlock): Table {
  const { columns, rows, total } = block
  const all = [
    ...rows.map((cells) => ({ cells, bold: false })),
    ...(total === undefined ? [] : [{ cells: total, bold: true }]),
  ]
  const widths = shareOut(columns)
  return new Table({
    width: { size: TEXT_WIDTH, type: 'dxa' },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    margins: { left: 70, right: 70, top: 20, bottom: 20 },
    rows: [
      ...headerRows(columns),
      ...all.map(({ cells, bold }, index) =>
        bodyRow(cells, columns, { bold, keepNext: staysTogether(block) && index < all.length - 1 }),
      ),
    ],
  })
}

function shareOut(columns: readonly Column[]): number[] {
  const sum = columns.reduce((all, { width }) => all + width, 0)
  return columns.map(({ width }) => Math.floor((TEXT_WIDTH * width) / sum))
}

/** Repeated on every page; a column without a group reaches over both rows. */
function headerRows(columns: readonly Column[]): TableRow[] {
  const groups = columnGroups(columns)
  const grouped = groups.filter((group) => group.title !== undefined)
  const depth = grouped.length === 0 ? 1 : 2
  const first = groups.flatMap((group) =>
    group.title === undefined
      ? group.columns.map((column) => headerCell(column.title, { rowSpan: depth }))
      : [headerCell(group.title, { columnSpan: group.columns.length })],
  )
  const second = grouped.flatMap((group) => group.columns.map((column) => headerCell(column.title, {})))
  return [first, second]
    .filter((cells) => cells.length > 0)
    .map((children) => new TableRow({ children, tableHeader: true, cantSplit: true, keepNext: true }))
}

const headerCell = (text: string, span: { rowSpan?: number; columnSpan?: number }): TableCell =>
  new TableCell({
    children: [line(text, { points: TABLE_POINTS, bold: true })],
    verticalAlign: VerticalAlignTable.CENTER,
    shading: { fill: 'EDEDED', type: 'clear', color: 'auto' },
    ...span,
  })

const bodyRow = (
  cells: readonly Cell[],
  columns: readonly Column[],
  { bold, keepNext }: { bold: boolean; keepNext: boolean },
): TableRow =>
  new TableRow({
    keepNext,
    cantSplit: true,
    children: columns.map(
      ({ kind }, index) =>
        new TableCell({
          verticalAlign: VerticalAlignTable.CENTER,
          children: [
            line(formatCell(cells[index]), {
              points: TABLE_POINTS,
              bold,
              alignment: kind === 'text' ? AlignmentType.LEFT : AlignmentType.CENTER,
            }),
          ],
        }),
    ),
  })

/** A bar too short for its number shows none; the table beside the chart has it. */
function labelFormat(series: Chart['series']): string {
  const most = Math.max(...series.flatMap(({ values }) => values))
  return `[>=${Math.max(1, Math.ceil(most * 0.03))}]#,##0;`
}

const CHART_WIDTH = 610
const COLOURS = ['1F4E79', 'C55A11']

/** A chart of Word's own, which stays editable. */
function chart({ title: text, categories, series }: Chart): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: spacing(0, 6),
    children: [
      new ChartRun({
        type: 'bar',
        stacking: 'stacked',
        categories,
        series: series.map(({ name, values }, index) => ({ name, values, color: COLOURS[index] ?? '7F7F7F' })),
        font: { name: FONT, color: '000000' },
        gapWidth: 50,
        categoryAxis: { reverseOrder: true, font: { size: 10 } },
        valueAxis: { visible: false, gridlines: false },
        dataLabels: { value: true, numberFormat: labelFormat(series), font: { size: 9, color: 'FFFFFF' } },
        legend: { position: 'bottom', font: { size: 10 } },
        transformation: { width: CHART_WIDTH, height: 80 + 24 * categories.length },
        altText: { name: text, title: text, description: chartInWords({ categories, series }) },
      }),
    ],
  })
}
