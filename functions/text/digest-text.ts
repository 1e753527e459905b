import type { DigestLetter } from './digest-letter.ts'
import type { DigestRow, DigestSection } from './digest-sections.ts'

/** The letter in plain text: what a phone's preview, a text-only client or a screen reader gets. */
export function digestText(letter: DigestLetter): string {
  const { title, moment, salutation, summary, paragraphs, answer, sections, contact, closing, signature, footer } =
    letter
  const blocks = [
    `${title.toLocaleUpperCase('vi')}\n${moment}`,
    salutation,
    summary,
    ...paragraphs,
    ...(answer === undefined ? [] : [`${answer.label}:\n${answer.href}`]),
    ...sections.flatMap(sectionBlocks),
    contact,
    `${closing}\n${signature}`,
    `--\n${footer}`,
  ]
  return `${blocks.join('\n\n')}\n`
}

const sectionBlocks = ({ title, rows, rest }: DigestSection): string[] => [
  title.toLocaleUpperCase('vi'),
  ...rows.map(rowBlock),
  ...(rest === undefined ? [] : [rest]),
]

const rowBlock = ({ code, what, facts, state, dates }: DigestRow, index: number): string =>
  [`${index + 1}. ${code}`, what, [state, ...dates].join('. '), facts.join('. ')].join('\n   ')
