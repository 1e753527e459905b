import { AlignmentType, Table, TableCell, TableRow, type FileChild, type Paragraph } from 'docx'
import type { OfficialDocument, OfficialLetter } from './report-blocks.ts'
import { arrangement, line, millimetres, rule, TEXT_WIDTH, TWIPS_PER_POINT } from './report-docx-layout.ts'

const RIGHT_COLUMN = millimetres(90)
const LEFT_COLUMN = TEXT_WIDTH - RIGHT_COLUMN

/** The motto as Times New Roman Bold of 13 points sets it: its rule is as long as the text. */
const MOTTO_LENGTH = Math.round(158.9 * TWIPS_PER_POINT)

/** Letterhead, kind and subject, addressees: Decree 30/2020/NĐ-CP, annex I, II.1 to II.5. */
export const opening = (document: OfficialDocument | OfficialLetter): FileChild[] =>
  'kind' in document
    ? [
        letterhead(document.letterhead),
        line(document.kind, { points: 14, bold: true, before: 18 }),
        ...document.subject.map((text) => line(text, { points: 14, bold: true })),
        rule(millimetres(45), TEXT_WIDTH),
        ...addressees(document.addressees),
      ]
    : [letterhead(document.letterhead, document.subject), ...addressees(document.addressees)]

/** @param subject of a letter, which stands below its number */
function letterhead(
  { parentBody, issuingBody, nation, motto, number, placeAndDate }: OfficialDocument['letterhead'],
  subject: readonly string[] = [],
) {
  return new Table({
    ...arrangement([LEFT_COLUMN, RIGHT_COLUMN]),
    rows: [
      sideBySide(
        [
          line(parentBody, { points: 12 }),
          line(issuingBody, { points: 12, bold: true }),
          rule(issuingRule(issuingBody), LEFT_COLUMN),
        ],
        [
          line(nation, { points: 12, bold: true }),
          line(motto, { points: 13, bold: true }),
          rule(MOTTO_LENGTH, RIGHT_COLUMN),
        ],
      ),
      sideBySide(
        [line(number, { points: 13, before: 4 }), ...subject.map((text) => line(text, { points: 12, before: 6 }))],
        [line(placeAndDate, { points: 13, italics: true, before: 4 })],
      ),
    ],
  })
}

/** Two fifths of the name's longest line: the decree wants a third to a half. Bold capitals are some 0.7 em wide. */
function issuingRule(name: string): number {
  const width = Math.min(name.length * 0.7 * 12 * TWIPS_PER_POINT, LEFT_COLUMN)
  return Math.round(width * 0.4)
}

function addressees({ label, lines }: OfficialDocument['addressees']): Paragraph[] {
  const [only, ...others] = lines
  if (only !== undefined && others.length === 0) return [line(`${label} ${only}`, { before: 12, after: 12 })]
  return [
    line(label, { ...at(35), before: 12 }),
    ...lines.map((text, index) => line(text, { ...at(52), after: index === lines.length - 1 ? 12 : 0 })),
  ]
}

const at = (left: number) => ({
  alignment: AlignmentType.LEFT,
  indent: { left: millimetres(left) },
})

/** Recipients on the left, signature on the right, never torn apart: Decree 30/2020/NĐ-CP, annex I, II.7 and II.9. */
export function ending({ recipients, signature }: OfficialLetter): FileChild {
  const left = { alignment: AlignmentType.LEFT }
  const half = Math.round(TEXT_WIDTH / 2)
  return new Table({
    ...arrangement([half, TEXT_WIDTH - half]),
    rows: [
      sideBySide(
        [
          line(recipients.label, { ...left, points: 12, bold: true, italics: true, before: 12 }),
          ...recipients.lines.map((text) => line(text, { ...left, points: 11 })),
        ],
        [
          ...signature.capacity.map((text, index) => line(text, { bold: true, before: index === 0 ? 12 : 0 })),
          line(signature.note, { italics: true, before: 24, after: 24 }),
          line(signature.name, { bold: true }),
        ],
      ),
    ],
  })
}

const sideBySide = (left: readonly Paragraph[], right: readonly Paragraph[]): TableRow =>
  new TableRow({ cantSplit: true, children: [left, right].map((children) => new TableCell({ children })) })
