import * as z from 'zod'
import { workingDaysBetween } from './calendar.ts'
import { calendarInForce, statutoryDue } from './due.ts'
import { providerOf, subjectOf, unitOf, type Entry } from './event.ts'
import { foldCase } from './evolve.ts'
import { firstSource } from './facts.ts'
import { commitmentsIn } from './commitment.ts'
import { countNotices, noticeFigures } from './counted-notices.ts'
import { fromMs, instant, toMs, type Instant } from './instant.ts'
import { delayBetween } from './limit.ts'
import { definedOnly } from './objects.ts'
import { isWithin, type Period } from './period.ts'
import type { Registry } from './registry.ts'
import type { CaseState } from './state.ts'
import { caseKind, type Status } from './status.ts'

const count = z.int().min(0)

export const requestOutcome = z.enum(['done', 'notDone', 'overdue'])
export const caseOutcome = z.enum(['done', 'doneLate', 'closedOtherwise', 'open', 'overdue'])

export const countedCommitment = z.enum(['kept', 'broken', 'open'])

/** What one case gives to the figures: the facts that stand behind a number. */
export const countedCase = z.strictObject({
  id: z.string(),
  kind: caseKind,
  code: z.string(),
  agency: z.string(),
  provider: z.string().optional(),
  /** The system that was the first to tell of it. */
  source: z.string().optional(),
  subject: z.string(),
  unit: z.string().optional(),
  status: z.string(),
  receivedAt: instant,
  due: instant.optional(),
  finishedAt: instant.optional(),
  /** Dossiers: one outcome per processing request issued in the period, with whom it was sent to. */
  requests: z.array(z.strictObject({ id: z.string(), agency: z.string(), issuedAt: instant, outcome: requestOutcome })),
  /** Of a case received in the period. */
  outcome: caseOutcome.optional(),
  /** Of a late one among them: working minutes from its due date to its end, or to the end of the period. */
  lateBy: count.optional(),
  /** Of any case that is open at the end of the period: working days since it was received, and whether it is overdue. */
  backlog: z.strictObject({ days: count, overdue: z.boolean() }).optional(),
  notices: noticeFigures,
  /** Words that agencies gave: those kept or broken in the period, and those that stand open at its end. */
  commitments: z.array(z.strictObject({ agency: z.string(), by: instant, outcome: countedCommitment })),
})
export type CountedCase = z.output<typeof countedCase>

export const UNASSIGNED = 'UNASSIGNED'

export interface Question {
  period: Period
  knownAt: Instant
  registry: Registry
}

/** Classifies a case by its timeline as of the period's end; undefined where it has nothing to count. */
export function countCase(id: string, entries: readonly Entry[], question: Question): CountedCase | undefined {
  const { period, knownAt, registry } = question
  const state = foldCase(entries, { asOf: fromMs(toMs(period.to) - 1), knownAt })
  if (state === undefined) return undefined
  const requests = countRequests(state, period, registry)
  const counts = isWithin(state.facts.receivedAt, period) && !isSaidAgain(state)
  const outcome = counts ? outcomeOf(state, period, registry) : undefined
  const backlog = state.progress.phase === 'finished' ? undefined : backlogOf(state, period, registry)
  const notices = countNotices(entries, { period, knownAt })
  const commitments = countCommitments(entries, question)
  const told = requests.length + commitments.length + notices.reminders + notices.escalations + notices.mailed
  if (told === 0 && outcome === undefined && backlog === undefined) return undefined
  const isCountedLate = outcome === 'doneLate' || outcome === 'overdue'
  const lateBy = isCountedLate ? delayOf(state, period, registry) : undefined
  return {
    id,
    ...factsOf(state, registry),
    requests,
    notices,
    commitments,
    ...definedOnly({ outcome, lateBy, backlog }),
  }
}

/** A report that is linked to another one is counted there. */
const isSaidAgain = ({ status, duplicateOf }: CaseState): boolean => status === 'duplicate' && duplicateOf !== undefined

function factsOf(state: CaseState, registry: Registry) {
  const { facts, progress } = state
  return definedOnly({
    kind: facts.kind,
    code: facts.code,
    agency: state.agency ?? UNASSIGNED,
    provider: providerOf(facts),
    source: firstSource(state.told),
    subject: subjectOf(facts),
    unit: unitOf(facts),
    status: state.status,
    receivedAt: facts.receivedAt,
    due: statutoryDue(state, registry)?.at,
    finishedAt: progress.phase === 'finished' ? progress.at : undefined,
  })
}

function countRequests(state: CaseState, period: Period, registry: Registry): CountedCase['requests'] {
  const late = isLate(state, period.to, registry)
  return state.requests
    .filter((request) => isWithin(request.issuedAt, period))
    .map(({ id, issuedAt, addressee, answeredAt }) => {
      const done = answeredAt !== undefined || state.progress.phase === 'finished'
      const outcome = done ? ('done' as const) : late ? ('overdue' as const) : ('notDone' as const)
      return { id, agency: addressee ?? state.agency ?? UNASSIGNED, issuedAt, outcome }
    })
}

const countCommitments = (entries: readonly Entry[], question: Question): CountedCase['commitments'] =>
  commitmentsIn(entries, question).flatMap(({ agency = UNASSIGNED, by, outcome }) =>
    outcome === 'void' ? [] : [{ agency, by, outcome }],
  )

/** Finished after the due date or, unfinished, with the due date before the end of the period. */
function isLate(state: CaseState, end: Instant, registry: Registry): boolean {
  const due = statutoryDue(state, registry)?.at
  if (due === undefined) return false
  return state.progress.phase === 'finished' ? state.progress.at > due : due < end
}

/** Ends by the work that was asked for; others end a case because it was not this agency's, or nobody's any more. */
const worked = new Set<Status>(['processed', 'returned', 'resolved', 'completed'])

function outcomeOf(state: CaseState, { to }: Period, registry: Registry): CountedCase['outcome'] {
  const late = isLate(state, to, registry)
  if (state.progress.phase !== 'finished') return late ? 'overdue' : 'open'
  if (!worked.has(state.status)) return 'closedOtherwise'
  return late ? 'doneLate' : 'done'
}

function delayOf(state: CaseState, { to }: Period, registry: Registry): number | undefined {
  const calendar = calendarInForce(state, registry)
  const due = statutoryDue(state, registry)?.at
  if (calendar === undefined || due === undefined) return undefined
  return delayBetween(calendar, due, state.progress.phase === 'finished' ? state.progress.at : to)
}

/** Without a calendar in force no working day can be told. */
function backlogOf(state: CaseState, { to }: Period, registry: Registry): CountedCase['backlog'] {
  const calendar = calendarInForce(state, registry)
  // The period's end is the midnight after its last day.
  const last = toMs(to) - 1
  const days = calendar === undefined ? 0 : workingDaysBetween(calendar, toMs(state.facts.receivedAt), last)
  return { days: Math.max(0, days), overdue: isLate(state, to, registry) }
}
