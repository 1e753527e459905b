import {
  AlignmentType,
  Document,
  Footer,
  Header,
  LevelFormat,
  PageNumber,
  Packer,
  Paragraph,
  TextRun,
  type FileChild,
} from 'docx'
import type { Appendix, OfficialDocument, OfficialLetter } from './report-blocks.ts'
import { blocksChildren, LIST } from './report-docx-blocks.ts'
import { ending, opening } from './report-docx-frame.ts'
import { BODY_POINTS, FIRST_LINE, FONT, line, PAGE, spacing } from './report-docx-layout.ts'

/** The document for Word and LibreOffice: editable, with native charts, laid out by Decree 30/2020/NĐ-CP, annex I. */
export async function renderDocx(document: OfficialDocument | OfficialLetter): Promise<Uint8Array> {
  const { body, appendices, properties, marking } = document
  return Packer.toBuffer(
    new Document({
      title: properties.title,
      creator: properties.author,
      styles: { default: styles },
      numbering: { config: [{ reference: LIST, levels: [dash] }] },
      sections: [
        {
          properties: { page: PAGE, titlePage: true },
          headers: {
            default: new Header({ children: [pageNumber()] }),
            first: new Header({ children: mark(marking) }),
          },
          footers: { default: new Footer({ children: mark(marking) }), first: new Footer({ children: mark(marking) }) },
          children: [
            ...opening(document),
            ...blocksChildren(body, true),
            ending(document),
            ...appendices.flatMap(appendixChildren),
          ],
        },
      ],
    }),
  )
}

const appendixChildren = ({ heading, title, reference, body }: Appendix): FileChild[] => [
  line(heading, { points: 14, bold: true, pageBreakBefore: true }),
  line(title, { points: 14, bold: true }),
  line(reference, { italics: true, after: 6 }),
  ...blocksChildren(body, false),
]

const font = { font: FONT, size: BODY_POINTS * 2, color: '000000', language: { value: 'vi-VN' } }
const headingParagraph = { spacing: spacing(8, 4), indent: { firstLine: FIRST_LINE }, keepNext: true }

const styles = {
  document: { run: font, paragraph: { spacing: spacing(0, 0) } },
  heading1: { run: { ...font, bold: true }, paragraph: headingParagraph },
  heading2: { run: { ...font, bold: true }, paragraph: headingParagraph },
  heading3: { run: { ...font, italics: true }, paragraph: headingParagraph },
}

/** A list as officials write it: a dash, indented like the first line of a paragraph. */
const dash = {
  level: 0,
  format: LevelFormat.BULLET,
  text: '-',
  suffix: 'space' as const,
  style: { paragraph: { indent: { left: 0, firstLine: FIRST_LINE } } },
}

/** Arabic, centred in the top margin, from page 2 on: annex I, I.7. */
const pageNumber = (): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: BODY_POINTS * 2 })],
  })

const mark = (marking: string | undefined): Paragraph[] =>
  marking === undefined ? [] : [line(marking, { points: 12, bold: true })]
