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
import { columnWidths, TABLE_POINTS } from './column-widths.ts'
import {
  columnGroups,
  formatCell,
  plainRun,
  staysTogether,
  type Block,
  type Cell,
  type Column,
  type Run,
  type Table as TableBlock,
} from './report-blocks.ts'
import { chart } from './report-docx-chart.ts'
import { FIRST_LINE, line, run, spacing, TEXT_WIDTH, TWIPS_PER_POINT } from './report-docx-layout.ts'

export const LIST = 'dash'

/**
 * A sentence is not left behind by the table or list that it introduces.
 * @param last whether the last one stays on the page of what follows them all
 */
export const blocksChildren = (blocks: readonly Block[], last: boolean): FileChild[] =>
  blocks.flatMap((block, index) => {
    const next = blocks[index + 1]?.type
    return blockChildren(block, next === undefined ? last : next === 'table' || next === 'list')
  })

/** @param keepNext keeps the block's last paragraph on the page of what follows */
function blockChildren(block: Block, keepNext: boolean): FileChild[] {
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

/** So many rows of a long table end it together: a total does not stand alone on a page. */
const LAST_ROWS = 3

const headings = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const

const marks = { none: {}, strong: { bold: true }, emphasis: { italics: true } }

const prose = (runs: readonly Run[]) => ({
  children: runs.map(plainRun).map(({ text, mark }) => run(text, marks[mark ?? 'none'])),
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
  const widths = columnWidths(block, TEXT_WIDTH / TWIPS_PER_POINT).map((points) => Math.floor(points * TWIPS_PER_POINT))
  return new Table({
    width: { size: TEXT_WIDTH, type: 'dxa' },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    margins: { left: 70, right: 70, top: 20, bottom: 20 },
    rows: [
      ...headerRows(columns),
      ...all.map(({ cells, bold }, index) =>
        bodyRow(cells, columns, {
          bold,
          keepNext: index < all.length - 1 && (staysTogether(block) || index >= all.length - LAST_ROWS),
        }),
      ),
    ],
  })
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
