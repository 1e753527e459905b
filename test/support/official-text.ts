import {
  formatCell,
  textOf,
  type Block,
  type OfficialDocument,
  type Table,
} from '../../functions/text/report-blocks.ts'

/** Every line and cell that the content says, in its order; charts show only what the tables say. */
export const saidBy = (document: OfficialDocument): string[] => [
  document.letterhead.parentBody,
  document.letterhead.nation,
  document.letterhead.issuingBody,
  document.letterhead.motto,
  document.letterhead.number,
  document.letterhead.placeAndDate,
  document.kind,
  ...document.subject,
  document.addressees.label,
  ...document.addressees.lines,
  ...document.body.flatMap(saidByBlock),
  document.recipients.label,
  ...document.recipients.lines,
  ...document.signature.capacity,
  document.signature.note,
  document.signature.name,
  ...document.appendices.flatMap(({ heading, title, reference, body }) => [
    heading,
    title,
    reference,
    ...body.flatMap(saidByBlock),
  ]),
]

/** The tables of the body, then those of the appendices. */
export const tablesOf = ({ body, appendices }: OfficialDocument): Table[] =>
  [...body, ...appendices.flatMap((appendix) => appendix.body)].filter((block) => block.type === 'table')

export function saidByBlock(block: Block): string[] {
  switch (block.type) {
    case 'heading':
      return [block.text]
    case 'paragraph':
      return [textOf(block.runs)]
    case 'list':
      return block.items.map(textOf)
    case 'table':
      return [
        ...(block.title === undefined ? [] : [block.title]),
        ...block.columns.map(({ title }) => title),
        ...block.rows.flat().map(formatCell),
        ...(block.total ?? []).map(formatCell),
      ]
    case 'chart':
      return [block.title]
    default:
      return block satisfies never
  }
}

export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Every number in the text, as written: `229/414`, `55,3%`, `1.536`. */
export const figuresIn = (text: string): Set<string> => new Set(text.match(/\d[\d.,/]*%?/g))
