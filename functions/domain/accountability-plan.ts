import type { Calendar } from './calendar.ts'
import { chaseBy } from './deadline.ts'
import type { AccountabilitySettings } from './deployment.ts'
import { judgedBefore, type Directive, type ReportKind } from './directive.ts'
import { addDays, atLocal, later, localDateOf, type Instant } from './instant.ts'
import { shift } from './limit.ts'

interface Basis {
  settings: AccountabilitySettings
  calendar: Calendar
}

/**
 * From when a report on responsibilities is drafted, so that agencies see their part: what cohorts leave, once the last
 * date is over; a report with a date of its own, early enough that the time to explain ends on the morning of the last
 * working day before it; without settings nobody knows how long that is, and it is that morning. Undefined where the
 * letter asks for no such report.
 */
export function draftFrom(
  letter: Directive,
  kind: ReportKind,
  { settings, calendar }: Pick<Basis, 'calendar'> & Partial<Basis>,
): Instant | undefined {
  const asked = letter.reports.find((each) => each.kind === kind)
  if (asked === undefined) return undefined
  const dates = kind === 'backlog' ? letter.cohorts.map(({ before }) => judgedBefore(before)) : []
  const before = letter.tasks.find(({ number }) => number === asked.task)?.before
  if (kind === 'pilot' && before !== undefined) {
    const last = chaseBy(calendar, judgedBefore(before))
    const shownBy = settings === undefined ? last : shift(calendar, last, backwards(settings.explainFor))
    const dayBefore = shift(calendar, shownBy, DAY_EARLIER)
    dates.push(atLocal(addDays(localDateOf(dayBefore), 1), '00:00'))
  }
  return dates.reduce(later, letter.receivedAt)
}

const backwards = ({ amount, unit }: AccountabilitySettings['explainFor']) => ({ amount: -amount, unit })
const DAY_EARLIER = { amount: -1, unit: 'workingDays' } as const

/** Until when agencies may explain themselves, by working time; what they say later is kept, and marked as late. */
export const explainUntil = (shownFrom: Instant, { settings, calendar }: Basis): Instant =>
  shift(calendar, shownFrom, settings.explainFor)

/** Where a report stands, as far as the next draft depends on it. */
export interface Drafted {
  status: 'draft' | 'signed'
  content: number
  draftedAt: Instant
  explainUntil: Instant
}

/** Whether a draft is to be made by itself: the first one, and another once all explanations are in. */
export function isDraftDue(record: Drafted | undefined, from: Instant, now: Instant): boolean {
  if (record === undefined) return now >= from
  return record.status === 'draft' && now >= record.explainUntil && record.draftedAt < record.explainUntil
}
