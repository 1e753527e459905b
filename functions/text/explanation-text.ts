import type { LineKind } from '../domain/explanation-line.ts'
import type { Instant } from '../domain/instant.ts'
import { keysOf } from '../domain/objects.ts'
import type { CaseKind } from '../domain/status.ts'
import { formatDateTime } from './format.ts'
import { MEASURE_TITLE } from './measure-words.ts'
import { capitals } from './names.ts'
import { words } from './words.ts'

export interface ExplanationText {
  kind: CaseKind
  code: string
  asOf: Instant
  knownAt: Instant
  lines: readonly { kind: LineKind; text: string }[]
  /** Of a dossier. */
  measure: readonly string[]
}

/** The whole explanation as plain text: a title, then the lines under their headings. */
export function explanationText({ kind, code, asOf, knownAt, lines, measure }: ExplanationText): string {
  const title = `${capitals(`Giải trình hạn xử lý ${words.caseKind[kind]}`)} ${code}`
  const moment = `Tính đến ${formatDateTime(asOf)}, theo thông tin ghi nhận đến ${formatDateTime(knownAt)}.`
  const told = sections.map((section) => ({
    heading: headings[section],
    sentences: lines.filter((line) => sectionOf[line.kind] === section).map(({ text }) => text),
  }))
  const all = [...told, { heading: MEASURE_TITLE, sentences: measure }].filter(({ sentences }) => sentences.length > 0)
  return [`${title}\n${moment}`, ...all.map(sectionText)].join('\n\n')
}

const headings = {
  basis: 'Thời điểm bắt đầu và quy định áp dụng',
  due: 'Cách xác định hạn',
  life: 'Quá trình xử lý',
  delay: 'Đúng hạn hay trễ hạn',
}
const sections = keysOf(headings)

const sectionOf: Record<LineKind, keyof typeof headings> = {
  started: 'basis',
  limitRule: 'basis',
  calendar: 'basis',
  noCalendar: 'basis',
  pinned: 'due',
  term: 'due',
  stoodStill: 'due',
  extended: 'due',
  rescheduled: 'due',
  due: 'due',
  chasedTo: 'due',
  paused: 'due',
  noLimit: 'due',
  declined: 'life',
  handedOver: 'life',
  ended: 'life',
  reopened: 'life',
  open: 'life',
  notChased: 'life',
  delay: 'delay',
  verdict: 'delay',
}

const sectionText = (
  { heading, sentences }: { heading: string; sentences: readonly string[] },
  index: number,
): string => [`${index + 1}. ${heading}`, ...sentences.map((sentence) => `- ${sentence}.`)].join('\n')
