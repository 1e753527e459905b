import { addWorkingMinutes, workingMinutesBetween, type Calendar } from './calendar.ts'
import { changesOf, endingOf, type Change } from './case-changes.ts'
import { calendarInForce, dueIfResumed, rulesDate } from './due.ts'
import type { Entry } from './event.ts'
import { fromMs, toMs, type Instant } from './instant.ts'
import type { Registry } from './registry.ts'
import type { CaseState } from './state.ts'
import type { DossierStatus, Status } from './status.ts'

/**
 * Whether a dossier was done in time by item 2.1 of the index set that the Prime Minister issued with Decision
 * 766/QĐ-TTg. A clock apart from the date promised to the citizen: a reschedule never touches it.
 */
export const INSTRUMENT = { number: '766/QĐ-TTg', item: '2.1', issued: '2022-06-23' } as const

export type Measure766 = { retroactive: boolean } & (
  | { result: 'onTime' | 'late'; because: Ground; facts: MeasuredFacts }
  | { result: 'notMeasured'; because: Unmeasured }
)

type Unmeasured = 'notReceived' | 'noAppointment' | 'noCalendar'
type Ground = 'endedByAppointment' | 'endedAfterAppointment' | 'repeatedSupplement'

export interface MeasuredFacts {
  appointment: Instant
  /** Where the source gave none, it is the end of the limit in force. */
  appointedBy: 'source' | 'limit'
  /** The appointment after the supplement time; what the end is held against. */
  adjusted: Instant
  end: Instant
  /** The final state that ended the processing, or the end of the period. */
  endedBy: Status | 'periodEnd'
  supplementRequests: number
  /** In working time of the agency. */
  supplementMinutes: number
}

export interface Question766 {
  registry: Registry
  /** The end of the period, inclusive. */
  asOf: Instant
  /** Defaults to `asOf`. */
  knownAt?: Instant | undefined
}

/** Undefined for what is no dossier, or was not there or not known at that time. */
export function measure766(
  entries: readonly Entry[],
  { registry, asOf, knownAt = asOf }: Question766,
): Measure766 | undefined {
  const changes = changesOf(entries, { asOf, knownAt })
  const state = changes.at(-1)?.after
  if (state?.facts.kind !== 'dossier') return undefined
  const retroactive = isRetroactive(state)
  const unmeasured = (because: Unmeasured) => ({ retroactive, result: 'notMeasured' as const, because })
  if (!wasReceived(changes)) return unmeasured('notReceived')
  const calendar = calendarInForce(state, registry)
  if (calendar === undefined) return unmeasured('noCalendar')
  const ending = processingEnd(changes, asOf)
  const appointment = appointmentOf(state, registry, ending.end)
  if (appointment === undefined) return unmeasured('noAppointment')
  const supplements = supplementsOf(changes, ending.end)
  const supplementMinutes = supplementTime(supplements, calendar)
  const adjusted = withoutSupplementTime(appointment, supplementMinutes, calendar)
  const counted = { supplementRequests: supplements.length, supplementMinutes }
  const facts = { ...appointment, adjusted, ...ending, ...counted }
  return { retroactive, ...judge(facts), facts }
}

/** Item 2.1: on time is an end not after the appointment; more than one request for papers counts as late. */
function judge(facts: MeasuredFacts): { result: 'onTime' | 'late'; because: Ground } {
  if (hasRepeatedSupplement(facts)) return { result: 'late', because: 'repeatedSupplement' }
  if (isByAppointment(facts)) return { result: 'onTime', because: 'endedByAppointment' }
  return { result: 'late', because: 'endedAfterAppointment' }
}

/** 766/QĐ-TTg item 2.1: on time when the processing ended at or before the appointment. */
const isByAppointment = ({ end, adjusted }: MeasuredFacts): boolean => end <= adjusted

/** 766/QĐ-TTg item 2.1: who asks the citizen for papers more than once is late. */
const hasRepeatedSupplement = ({ supplementRequests }: MeasuredFacts): boolean => supplementRequests > 1

/** 766/QĐ-TTg was issued on 23/6/2022: to a clock that began before that it can only be applied looking back. */
const isRetroactive = (state: CaseState): boolean => rulesDate(state) < INSTRUMENT.issued

/** 766/QĐ-TTg item 2.1 measures what an agency took in; these states alone do not show that it did. */
const notYetReceived: readonly Status[] = [
  'registered',
  'refused',
  'withdrawn',
  'terminated',
] satisfies readonly DossierStatus[]
const wasReceived = (changes: readonly Change[]): boolean =>
  changes.some(({ after }) => !notYetReceived.includes(after.status))

/**
 * 766/QĐ-TTg item 2.1: "Đã xử lý xong" ends the processing, "Đã trả kết quả" only where it was not told before;
 * of an unfinished dossier, the end of the period does.
 */
function processingEnd(changes: readonly Change[], periodEnd: Instant): Pick<MeasuredFacts, 'end' | 'endedBy'> {
  const ending = endingOf(changes)
  return ending === undefined
    ? { end: periodEnd, endedBy: 'periodEnd' }
    : { end: ending.entry.occurredAt, endedBy: ending.after.status }
}

type Appointment = Pick<MeasuredFacts, 'appointment' | 'appointedBy'>

/**
 * 766/QĐ-TTg item 2.1 holds the end against the appointment (ngày hẹn trả). Where the source gave none, it is the end
 * of the limit in force, pauses counted in it; a pause that still lasts counts up to the end.
 */
function appointmentOf(state: CaseState, registry: Registry, end: Instant): Appointment | undefined {
  if (state.statutory !== undefined) return { appointment: state.statutory.at, appointedBy: 'source' }
  const computed = dueIfResumed(state, registry, end)
  return computed && { appointment: computed.at, appointedBy: 'limit' }
}

interface Supplement {
  from: Instant
  to: Instant
}

/** 766/QĐ-TTg item 2.1 counts and subtracts what lies in state 5, "Yêu cầu bổ sung giấy tờ"; no other pause. */
function supplementsOf(changes: readonly Change[], end: Instant): Supplement[] {
  const found: Supplement[] = []
  for (const { before, after, entry } of changes) {
    if (before?.status === after.status) continue
    const last = found.at(-1)
    if (last !== undefined && before?.status === 'supplementRequested') last.to = entry.occurredAt
    if (after.status === 'supplementRequested') found.push({ from: entry.occurredAt, to: end })
  }
  return found
}

/** 766/QĐ-TTg item 2.1: the time in which the citizen supplied papers, in working minutes. */
const supplementTime = (supplements: readonly Supplement[], calendar: Calendar): number =>
  supplements.reduce((sum, { from, to }) => sum + workingMinutesBetween(calendar, toMs(from), toMs(to)), 0)

/**
 * 766/QĐ-TTg item 2.1: supplement time is subtracted from the processing. Taken to the appointment instead it gives
 * the same answer, and a date that can be shown. An appointment that was computed has it already.
 */
const withoutSupplementTime = (
  { appointment, appointedBy }: Appointment,
  minutes: number,
  calendar: Calendar,
): Instant => (appointedBy === 'limit' ? appointment : fromMs(addWorkingMinutes(calendar, toMs(appointment), minutes)))
