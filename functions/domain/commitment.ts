import { addWorkingMinutes, workingMinutesBetween, type Calendar } from './calendar.ts'
import { calendarOf } from './due.ts'
import type { Entry } from './event.ts'
import { foldCase } from './evolve.ts'
import type { Question } from './counted-case.ts'
import { isWithin, type Period } from './period.ts'
import { fromMs, later, toMs, type Instant } from './instant.ts'
import type { Registry } from './registry.ts'
import type { CaseState, Commitment } from './state.ts'

/** The word that still stands: neither kept nor broken yet, nor overtaken by a hand-over, a new date or a withdrawal. */
export function standingCommitment({ commitments }: CaseState): Commitment | undefined {
  const last = commitments.at(-1)
  return last?.ended === undefined ? last : undefined
}

/**
 * Until when the case's standing commitment holds the escalation: the date given, moved by the working minutes of every
 * pause that began between the word and that date, so that no one breaks a word while the clock stands still.
 */
export function committedUntil(state: CaseState, registry: Registry): Instant | undefined {
  const standing = standingCommitment(state)
  return standing && dateOf({ ...standing, pauses: state.pauses }, calendarOf(state, registry))
}

function dateOf({ at, by, pauses }: Commitment, calendar: Calendar): Instant {
  return pauses.reduce((date, { from, to }) => {
    if (to <= at || from >= date) return date
    const minutes = workingMinutesBetween(calendar, toMs(later(from, at)), toMs(to))
    return fromMs(addWorkingMinutes(calendar, toMs(date), minutes))
  }, by)
}

/** Whether a commitment holds the escalation at `now`; on its date it still does. */
export function isHeldByCommitment(state: CaseState, { registry, now }: { registry: Registry; now: Instant }): boolean {
  const until = committedUntil(state, registry)
  return until !== undefined && now <= until
}

/** `void`: overtaken or withdrawn in time, and so neither kept nor broken. */
export type CommitmentOutcome = 'kept' | 'broken' | 'open' | 'void'

/** A commitment, whose word it is, the date that pauses made of it, and what became of it and when it ended. */
export interface JudgedCommitment {
  agency: string | undefined
  at: Instant
  by: Instant
  outcome: CommitmentOutcome
  ended: Instant | undefined
}

/**
 * The commitments of a case that were kept in the period, as the case ended in time, or broken in it, as their date went
 * by; and those that stand open at its end. A claim that nobody has confirmed keeps no word.
 */
export function commitmentsIn(entries: readonly Entry[], question: Question): JudgedCommitment[] {
  const { period, knownAt, registry } = question
  const state = foldCase(entries, { asOf: fromMs(toMs(period.to) - 1), knownAt })
  if (state === undefined) return []
  return judgeCommitments(state, registry, period.to).filter((each) => belongsTo(each, period))
}

/** All commitments of the case, as they stand at `asOf`. A case without any needs no calendar. */
export function judgeCommitments(state: CaseState, registry: Registry, asOf: Instant): JudgedCommitment[] {
  if (state.commitments.length === 0) return []
  const calendar = calendarOf(state, registry)
  return state.commitments.map((commitment) => {
    const { agency, at, ended } = commitment
    const by = dateOf(ended === undefined ? { ...commitment, pauses: state.pauses } : commitment, calendar)
    return { agency, at, by, outcome: judge(by, ended, standingSince(state, asOf)), ended: ended?.at }
  })
}

/** A clock that stands still breaks no word. */
const standingSince = ({ progress }: CaseState, asOf: Instant): Instant =>
  progress.phase === 'paused' ? progress.since : asOf

/** The date itself is still in time; once the escalation has gone on from it, the word was broken. */
function judge(by: Instant, ended: Commitment['ended'], now: Instant): CommitmentOutcome {
  if (ended?.how === 'broken' || (ended?.at ?? now) > by) return 'broken'
  if (ended === undefined) return 'open'
  return ended.how === 'finished' ? 'kept' : 'void'
}

/** By the moment from which the outcome is known, so that nothing is ever counted of a case that was long closed. */
function belongsTo({ by, outcome, ended = by }: JudgedCommitment, period: Period): boolean {
  switch (outcome) {
    case 'void':
      return false
    case 'open':
      return true
    case 'kept':
      return isWithin(ended, period)
    case 'broken':
      return isWithin(by, period)
    default:
      return outcome satisfies never
  }
}
