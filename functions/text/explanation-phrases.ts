import type { SkipKind } from '../domain/calendar-span.ts'
import type { Cause } from '../domain/case-changes.ts'
import type { NamedDays } from '../domain/explanation-line.ts'
import { localDateOf, type Instant } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import type { RuleSource } from '../domain/rule-source.ts'
import type { CaseKind } from '../domain/status.ts'
import { dueWords } from './due-words.ts'
import { formatDate, formatDateTime } from './format.ts'
import { capitalised } from './names.ts'
import { spanWords, type Span } from './span-words.ts'
import { UNKNOWN, words } from './words.ts'

/** What a line does not say itself. Agencies are named as in force at the moment asked about. */
export interface LineContext {
  kind: CaseKind
  names: Pick<Registry, 'find'>
  asOf: Instant
}

/** `09:00–10:00 thứ Hai, ngày 18/10/2021: tính 60 phút làm việc`, as a sentence begins. */
export const lineOn = (span: Span, what: string): string => `${capitalised(spanWords(span))}: ${what}`

export const quoted = (text: string): string => `“${text}”`

/** Where in the timeline it stands, and whose word it is. */
export function told({ seq, by: { role, id }, source }: Cause): string {
  const known: Readonly<Record<string, string>> = words.role
  const who = role === 'system' ? words.role.system : `${known[role] ?? role} ${id}`
  return ` (nhật ký số ${seq}, ${who}${source === undefined ? '' : ` theo nguồn ${source}`})`
}

export const because = (reason: string | undefined): string => (reason === undefined ? '' : `, lý do: ${reason}`)

export const insteadOf = (previous: Instant | undefined): string =>
  previous === undefined ? '' : `, thay cho ${dueWords(previous)}`

export const agencyWords = (agency: string | undefined, { names, asOf }: LineContext): string =>
  agency === undefined ? UNKNOWN : (names.find('agency', agency, localDateOf(asOf))?.name ?? agency)

/** `có hiệu lực từ ngày 01/01/2021 (IOC ghi lúc 08:00 ngày 13/10/2021), căn cứ: …`. */
export function sourceWords(rule: RuleSource | undefined): string {
  if (rule === undefined) return `căn cứ: ${UNKNOWN}`
  const { from, recordedAt, author, source } = rule
  return `có hiệu lực từ ngày ${formatDate(from)} (${author} ghi lúc ${formatDateTime(recordedAt)}), căn cứ: ${source}`
}

/** ` (Tết Nguyên đán; căn cứ: Bộ luật Lao động 2019, Điều 112)`. */
export function daysWords(days: NamedDays | undefined): string {
  if (days === undefined) return ''
  const { reason, sources, assumed } = days
  const ground = sources.length === 0 ? [] : [`căn cứ: ${sources.join('; ')}`]
  return ` (${[words.dayReason[reason], ...ground, ...(assumed ? ['chưa chắc chắn'] : [])].join('; ')})`
}

/** `nghỉ giữa giờ, không tính`. */
export const skipWords = (kind: SkipKind, days: NamedDays | undefined): string =>
  `${skipKinds[kind]}${daysWords(days)}, không tính`

const skipKinds = {
  night: 'ngoài giờ làm việc',
  break: 'nghỉ giữa giờ',
  weeklyDayOff: 'nghỉ hằng tuần',
  dayOff: 'ngày nghỉ',
} satisfies Record<SkipKind, string>
