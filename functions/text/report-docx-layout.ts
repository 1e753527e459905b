import { AlignmentType, BorderStyle, Paragraph, TableLayoutType, TextRun } from 'docx'

/** In twips, to the nearest: a margin of 20 mm is not a hair less. */
export const millimetres = (length: number): number => Math.round((length * 1440) / 25.4)

/** Decree 30/2020/NĐ-CP, annex I, I: A4, margins 20 / 20 / 30 / 15 mm, Times New Roman; the body in 13 point. */
export const FONT = 'Times New Roman'
export const BODY_POINTS = 13

export const PAGE = {
  size: { width: 11_906, height: 16_838 },
  margin: {
    top: millimetres(20),
    bottom: millimetres(20),
    left: millimetres(30),
    right: millimetres(15),
    header: millimetres(10),
    footer: millimetres(10),
  },
}

/** What the margins leave, in twips. */
export const TEXT_WIDTH = PAGE.size.width - PAGE.margin.left - PAGE.margin.right
export const FIRST_LINE = millimetres(12.7)
export const TWIPS_PER_POINT = 20

interface Look {
  points?: number
  bold?: boolean
  italics?: boolean
}

export const run = (text: string, { points = BODY_POINTS, ...look }: Look = {}): TextRun =>
  new TextRun({ text, size: points * 2, ...look })

/** Spacing in points; lines as high as the font asks, so that stacked diacritics are never cut. */
export const spacing = (before: number, after: number) => ({
  before: before * TWIPS_PER_POINT,
  after: after * TWIPS_PER_POINT,
  line: 240,
  lineRule: 'auto' as const,
})

interface Line extends Look {
  before?: number
  after?: number
  alignment?: (typeof AlignmentType)[keyof typeof AlignmentType]
  indent?: { left: number }
  pageBreakBefore?: boolean
}

/** A line of the letterhead or the signature block; centred unless told otherwise. */
export const line = (
  text: string,
  { before = 0, after = 0, alignment, indent, pageBreakBefore = false, ...look }: Line = {},
): Paragraph =>
  new Paragraph({
    children: [run(text, look)],
    alignment: alignment ?? AlignmentType.CENTER,
    spacing: spacing(before, after),
    pageBreakBefore,
    ...(indent === undefined ? {} : { indent }),
  })

/** A centred rule `length` twips long in a column `width` twips wide. */
export function rule(length: number, width: number): Paragraph {
  const side = Math.max(0, Math.round((width - length) / 2))
  return new Paragraph({
    children: [run('', { points: 2 })],
    indent: { left: side, right: side },
    spacing: spacing(3, 0),
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
  })
}

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
export const noBorders = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
}

/** The frame of a table that only arranges text side by side. */
export const arrangement = (columnWidths: readonly number[]) => ({
  width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: 'dxa' as const },
  columnWidths,
  layout: TableLayoutType.FIXED,
  borders: noBorders,
  margins: { left: 0, right: 0 },
})
