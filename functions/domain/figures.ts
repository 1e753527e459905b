import * as z from 'zod'
import { noticeFigures, type NoticeFigures } from './counted-notices.ts'
import type { CountedCase } from './counted-case.ts'
import { definedOnly, keysOf } from './objects.ts'
import type { CaseKind } from './status.ts'

const count = z.int().min(0)

/** issued = done + notDone; `overdue` are those not done whose dossier's date has passed. */
export const processingRequestFigures = z.strictObject({ issued: count, done: count, notDone: count, overdue: count })

/** Open cases by their age in working days since they were received; `overdue` are among all of them. */
export const backlogFigures = z.strictObject({
  open: count,
  overdue: count,
  upTo5Days: count,
  upTo10Days: count,
  upTo30Days: count,
  over30Days: count,
})

/**
 * received = done + closedOtherwise + open. `doneLate` are among the done, `overdue` (past due and unfinished)
 * among the open: two figures, never mixed. The delay of both is in working minutes: the mean, and what nine in ten do
 * not exceed. The backlog is all that is open at the end of the period, whenever received.
 */
export const caseFigures = z.strictObject({
  received: count,
  done: count,
  doneLate: count,
  closedOtherwise: count,
  open: count,
  overdue: count,
  averageDelay: count.optional(),
  ninetiethDelay: count.optional(),
  backlog: backlogFigures,
})

/** Words kept and broken among those that were to be kept in the period, and words that stand open at its end. */
export const commitmentFigures = z.strictObject({ kept: count, broken: count, open: count })

/** All that is counted, of the whole or of a part of it. */
const counted = {
  processingRequests: processingRequestFigures,
  dossiers: caseFigures,
  fieldReports: caseFigures,
  notices: noticeFigures,
  commitments: commitmentFigures,
}
const countedFigures = z.strictObject(counted)
export type CountedFigures = z.output<typeof countedFigures>

/** The whole, and its parts in order of their ids. */
export const figures = z.strictObject({
  ...counted,
  byService: z.array(z.strictObject({ service: z.string(), ...counted })),
  byAgency: z.array(z.strictObject({ agency: z.string(), ...counted })),
  byUnit: z.array(z.strictObject({ unit: z.string(), ...counted })),
  byProvider: z.array(z.strictObject({ provider: z.string(), ...counted })),
  bySource: z.array(z.strictObject({ source: z.string(), ...counted })),
})
export type Figures = z.output<typeof figures>
export type ProcessingRequestFigures = z.output<typeof processingRequestFigures>
export type CaseFigures = z.output<typeof caseFigures>

export const scopeKind = z.enum(['service', 'agency', 'unit', 'provider', 'source'])
export type ScopeKind = z.output<typeof scopeKind>

/** A city service whose cases are counted. */
export interface CountedService {
  id: string
  caseKind?: CaseKind | undefined
}

/**
 * What of a case counts under which ids. A request counts under the agency that it was sent to, a commitment under the one
 * whose word it is.
 */
type Shares = (each: CountedCase) => [id: string, share: CountedCase][]

const whole = (id: string | undefined, each: CountedCase): [string, CountedCase][] =>
  id === undefined ? [] : [[id, each]]

export const sharesBy = (services: readonly CountedService[]): Record<ScopeKind, Shares> => ({
  service: (each) => services.filter(({ caseKind }) => caseKind === each.kind).map(({ id }) => [id, each]),
  agency: (each) => agenciesOf(each).map((id) => [id, ofAgency(each, id)]),
  unit: (each) => whole(each.unit, each),
  provider: (each) => whole(each.provider, each),
  source: (each) => whole(each.source, each),
})

const noNotices: NoticeFigures = {
  reminders: 0,
  escalations: 0,
  mailed: 0,
  escalationsSent: 0,
  escalationsAnswered: 0,
}

const agenciesOf = ({ agency: own, requests, commitments }: CountedCase): string[] => [
  ...new Set([own, ...[...requests, ...commitments].map(({ agency }) => agency)]),
]

function ofAgency(each: CountedCase, id: string): CountedCase {
  const requests = each.requests.filter(({ agency }) => agency === id)
  const commitments = each.commitments.filter(({ agency }) => agency === id)
  if (each.agency === id) return { ...each, requests, commitments }
  const { outcome: _, lateBy: __, backlog: ___, ...facts } = each
  return { ...facts, requests, commitments, notices: noNotices }
}

/** Adds counted cases up, in all and by service, agency, administrative unit, provider and source. */
export function addUp(cases: readonly CountedCase[], services: readonly CountedService[] = []): Figures {
  const shares = sharesBy(services)
  const parts = (by: ScopeKind) => {
    const groups = Map.groupBy(cases.flatMap(shares[by]), ([id]) => id)
    return [...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, group]) => ({ id, ...sum(group.map(([, share]) => share)) }))
  }
  return {
    ...sum(cases),
    byService: parts('service').map(({ id: service, ...rest }) => ({ service, ...rest })),
    byAgency: parts('agency').map(({ id: agency, ...rest }) => ({ agency, ...rest })),
    byUnit: parts('unit').map(({ id: unit, ...rest }) => ({ unit, ...rest })),
    byProvider: parts('provider').map(({ id: provider, ...rest }) => ({ provider, ...rest })),
    bySource: parts('source').map(({ id: source, ...rest }) => ({ source, ...rest })),
  }
}

const sum = (cases: readonly CountedCase[]): CountedFigures => ({
  processingRequests: sumRequests(cases.flatMap((each) => each.requests)),
  dossiers: sumCases(cases.filter((each) => each.kind === 'dossier')),
  fieldReports: sumCases(cases.filter((each) => each.kind === 'fieldReport')),
  notices: sumNotices(cases),
  commitments: sumCommitments(cases.flatMap((each) => each.commitments)),
})

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

function sumCases(cases: readonly CountedCase[]): CaseFigures {
  const outcomes = cases.flatMap((each) => each.outcome ?? [])
  const delays = cases.flatMap((each) => each.lateBy ?? []).toSorted((a, b) => a - b)
  return definedOnly({
    received: outcomes.length,
    done: tally(outcomes, 'done', 'doneLate'),
    doneLate: tally(outcomes, 'doneLate'),
    closedOtherwise: tally(outcomes, 'closedOtherwise'),
    open: tally(outcomes, 'open', 'overdue'),
    overdue: tally(outcomes, 'overdue'),
    averageDelay: mean(delays),
    // By the nearest rank: a delay that really occurred.
    ninetiethDelay: delays[Math.ceil(delays.length * 0.9) - 1],
    backlog: sumBacklog(cases.flatMap((each) => each.backlog ?? [])),
  })
}

/** Rounded to the minute; undefined where there is none. */
const mean = (numbers: readonly number[]): number | undefined =>
  numbers.length === 0 ? undefined : Math.round(numbers.reduce((a, b) => a + b, 0) / numbers.length)

export type Age = Exclude<keyof CaseFigures['backlog'], 'open' | 'overdue'>

export function ageOf({ days }: { days: number }): Age {
  if (days <= 5) return 'upTo5Days'
  if (days <= 10) return 'upTo10Days'
  return days <= 30 ? 'upTo30Days' : 'over30Days'
}

function sumBacklog(open: readonly NonNullable<CountedCase['backlog']>[]): CaseFigures['backlog'] {
  const ages = open.map(ageOf)
  return {
    open: open.length,
    overdue: open.filter(({ overdue }) => overdue).length,
    upTo5Days: tally(ages, 'upTo5Days'),
    upTo10Days: tally(ages, 'upTo10Days'),
    upTo30Days: tally(ages, 'upTo30Days'),
    over30Days: tally(ages, 'over30Days'),
  }
}

function sumCommitments(commitments: CountedCase['commitments']): CountedFigures['commitments'] {
  const outcomes = commitments.map(({ outcome }) => outcome)
  return { kept: tally(outcomes, 'kept'), broken: tally(outcomes, 'broken'), open: tally(outcomes, 'open') }
}

function sumNotices(cases: readonly CountedCase[]): NoticeFigures {
  const total = { ...noNotices }
  for (const { notices } of cases) for (const name of keysOf(notices)) total[name] += notices[name]
  return total
}
