import * as z from 'zod'
import { definedOnly } from './objects.ts'
import { statutoryDue } from './due.ts'
import { providerOf, subjectOf, unitOf, type Entry } from './event.ts'
import { foldCase } from './evolve.ts'
import { fromMs, instant, toMs, type Instant } from './instant.ts'
import type { Registry } from './registry.ts'
import type { CaseState } from './state.ts'
import { caseKind } from './status.ts'

/** Half open: `from` included, `to` excluded. */
export const period = z.strictObject({ from: instant, to: instant })
export type Period = z.output<typeof period>

const count = z.int().min(0)

/** issued = done + notDone; `overdue` are those not done whose dossier's date has passed. */
export const processingRequestFigures = z.strictObject({ issued: count, done: count, notDone: count, overdue: count })

/**
 * received = done + closedOtherwise + open. `doneLate` are among the done, `overdue` (past due and unfinished)
 * among the open: two figures, never mixed.
 */
export const fieldReportFigures = z.strictObject({
  received: count,
  done: count,
  doneLate: count,
  closedOtherwise: count,
  open: count,
  overdue: count,
})

/** Reminders and escalations raised in the period, and how many of both went out by mail. */
export const noticeFigures = z.strictObject({ reminders: count, escalations: count, mailed: count })

export const figures = z.strictObject({
  processingRequests: processingRequestFigures,
  fieldReports: fieldReportFigures,
  notices: noticeFigures,
  byAgency: z.array(
    z.strictObject({
      agency: z.string(),
      processingRequests: processingRequestFigures,
      fieldReports: fieldReportFigures,
    }),
  ),
  byProvider: z.array(z.strictObject({ provider: z.string(), fieldReports: fieldReportFigures })),
  byUnit: z.array(z.strictObject({ unit: z.string(), fieldReports: fieldReportFigures })),
})
export type Figures = z.output<typeof figures>
export type ProcessingRequestFigures = z.output<typeof processingRequestFigures>
export type FieldReportFigures = z.output<typeof fieldReportFigures>

export const requestOutcome = z.enum(['done', 'notDone', 'overdue'])
export const reportOutcome = z.enum(['done', 'doneLate', 'closedOtherwise', 'open', 'overdue'])

/** What one case gives to the figures: the facts that stand behind a number. */
export const countedCase = z.strictObject({
  id: z.string(),
  kind: caseKind,
  code: z.string(),
  agency: z.string(),
  provider: z.string().optional(),
  subject: z.string(),
  unit: z.string().optional(),
  status: z.string(),
  receivedAt: instant,
  due: instant.optional(),
  finishedAt: instant.optional(),
  /** Dossiers: one outcome per processing request issued in the period, with whom it was sent to. */
  requests: z.array(z.strictObject({ id: z.string(), agency: z.string(), issuedAt: instant, outcome: requestOutcome })),
  /** Field reports received in the period. */
  outcome: reportOutcome.optional(),
  notices: noticeFigures,
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
  const { period: span, knownAt, registry } = question
  const state = foldCase(entries, { asOf: fromMs(toMs(span.to) - 1), knownAt })
  if (state === undefined) return undefined
  const requests = countRequests(state, span, registry)
  const outcome = isWithin(state.facts.receivedAt, span) ? outcomeOf(state, span, registry) : undefined
  const notices = countNotices(entries, question)
  if (requests.length === 0 && outcome === undefined && notices.reminders + notices.escalations === 0) return undefined
  const { facts, progress } = state
  return definedOnly({
    id,
    kind: facts.kind,
    code: facts.code,
    agency: state.agency ?? UNASSIGNED,
    provider: providerOf(facts),
    subject: subjectOf(facts),
    unit: unitOf(facts),
    status: state.status,
    receivedAt: facts.receivedAt,
    due: statutoryDue(state, registry)?.at,
    finishedAt: progress.phase === 'finished' ? progress.at : undefined,
    requests,
    outcome,
    notices,
  })
}

const isWithin = (at: Instant, { from, to }: Period): boolean => at >= from && at < to

function countRequests(state: CaseState, span: Period, registry: Registry): CountedCase['requests'] {
  const late = isLate(state, span.to, registry)
  return state.requests
    .filter((request) => isWithin(request.issuedAt, span))
    .map(({ id, issuedAt, addressee, answeredAt }) => {
      const done = answeredAt !== undefined || state.progress.phase === 'finished'
      const outcome = done ? ('done' as const) : late ? ('overdue' as const) : ('notDone' as const)
      return { id, agency: addressee ?? state.agency ?? UNASSIGNED, issuedAt, outcome }
    })
}

/** Finished after the due date or, unfinished, with the due date before the end of the period. */
function isLate(state: CaseState, end: Instant, registry: Registry): boolean {
  const due = statutoryDue(state, registry)?.at
  if (due === undefined) return false
  return state.progress.phase === 'finished' ? state.progress.at > due : due < end
}

function outcomeOf(state: CaseState, span: Period, registry: Registry): CountedCase['outcome'] {
  if (state.facts.kind !== 'fieldReport') return undefined
  const late = isLate(state, span.to, registry)
  if (state.progress.phase !== 'finished') return late ? 'overdue' : 'open'
  if (state.status !== 'resolved') return 'closedOtherwise'
  return late ? 'doneLate' : 'done'
}

function countNotices(entries: readonly Entry[], { period: span, knownAt }: Question): CountedCase['notices'] {
  const notices = { reminders: 0, escalations: 0, mailed: 0 }
  for (const { event, occurredAt, recordedAt } of entries) {
    if (!isWithin(occurredAt, span) || recordedAt > knownAt) continue
    if (event.type === 'noticeSettled' && event.how === 'sent') notices.mailed += 1
    if (event.type === 'noticeRaised') notices[event.level <= 0 ? 'reminders' : 'escalations'] += 1
  }
  return notices
}

/** Adds counted cases up: in all, and by agency, provider and administrative unit (rows in order of their ids). */
export function addUp(cases: readonly CountedCase[]): Figures {
  const requests = cases.flatMap((each) => each.requests)
  const reports = cases.filter((each) => each.outcome !== undefined)
  const agencies = keysOf([...requests.map((each) => each.agency), ...reports.map((each) => each.agency)])
  return {
    processingRequests: sumRequests(requests),
    fieldReports: sumReports(reports),
    notices: sumNotices(cases),
    byAgency: agencies.map((agency) => ({
      agency,
      processingRequests: sumRequests(requests.filter((each) => each.agency === agency)),
      fieldReports: sumReports(reports.filter((each) => each.agency === agency)),
    })),
    byProvider: keysOf(reports.map((each) => each.provider)).map((provider) => ({
      provider,
      fieldReports: sumReports(reports.filter((each) => each.provider === provider)),
    })),
    byUnit: keysOf(reports.map((each) => each.unit)).map((unit) => ({
      unit,
      fieldReports: sumReports(reports.filter((each) => each.unit === unit)),
    })),
  }
}

const keysOf = (keys: readonly (string | undefined)[]): string[] =>
  [...new Set(keys.filter((key) => key !== undefined))].toSorted()

const tally = <T>(items: readonly T[], ...wanted: T[]): number => items.filter((item) => wanted.includes(item)).length

function sumRequests(requests: CountedCase['requests']): ProcessingRequestFigures {
  const outcomes = requests.map((each) => each.outcome)
  return {
    issued: outcomes.length,
    done: tally(outcomes, 'done'),
    notDone: tally(outcomes, 'notDone', 'overdue'),
    overdue: tally(outcomes, 'overdue'),
  }
}

function sumReports(reports: readonly CountedCase[]): FieldReportFigures {
  const outcomes = reports.map((each) => each.outcome)
  return {
    received: outcomes.length,
    done: tally(outcomes, 'done', 'doneLate'),
    doneLate: tally(outcomes, 'doneLate'),
    closedOtherwise: tally(outcomes, 'closedOtherwise'),
    open: tally(outcomes, 'open', 'overdue'),
    overdue: tally(outcomes, 'overdue'),
  }
}

const sumNotices = (cases: readonly CountedCase[]): CountedCase['notices'] => ({
  reminders: cases.reduce((sum, each) => sum + each.notices.reminders, 0),
  escalations: cases.reduce((sum, each) => sum + each.notices.escalations, 0),
  mailed: cases.reduce((sum, each) => sum + each.notices.mailed, 0),
})
