import * as z from 'zod'
import { deployment, type Deployment } from './deployment.ts'
import type { Entry } from './event.ts'
import { foldCase } from './evolve.ts'
import { addDays, DAY_MS, instant, localDate, localDateOf, toMs, type Instant, type LocalDate } from './instant.ts'

const count = z.int().min(0)

/** One provider in one unit: what was ordered, what was done, and what the field reports themselves show. */
export const coverageRow = z.strictObject({
  deployment,
  status: z.enum(['onTime', 'late', 'notDeployed']),
  /** Calendar days from the planned to the real start; of what was not begun, to the moment asked about. */
  daysLate: count,
  /** Days of the service, within the pilot, on which the field reports are known. */
  days: count,
  daysWithoutReport: count,
  reports: count,
  firstReport: localDate.optional(),
})
export type CoverageRow = z.output<typeof coverageRow>

/** The matrix of a pilot. Reports are known from `knownFrom` on: days before it are not counted as without one. */
export const coverage = z.strictObject({ asOf: instant, knownFrom: localDate, rows: z.array(coverageRow) })
export type Coverage = z.output<typeof coverage>

/** A field report, as far as the matrix needs it. */
export interface Arrival {
  provider: string
  unit: string | undefined
  receivedAt: Instant
}

/** What a case gives to the matrix; nothing where it is no field report, or not known. */
export function arrivalOf(entries: readonly Entry[], when: { asOf: Instant; knownAt: Instant }): Arrival | undefined {
  const facts = foldCase(entries, when)?.facts
  return facts?.kind === 'fieldReport'
    ? { provider: facts.provider, unit: facts.unit, receivedAt: facts.receivedAt }
    : undefined
}

/** @param arrivals of all field reports known, in any order */
export function coverageOf(
  deployments: readonly Deployment[],
  arrivals: readonly Arrival[],
  { asOf, knownFrom }: { asOf: Instant; knownFrom: LocalDate },
): Coverage {
  const rows = deployments
    .toSorted((a, b) => compare(a.provider, b.provider) || compare(a.unit, b.unit))
    .map((each) => rowOf(each, arrivals.filter(isOf(each)), { today: localDateOf(asOf), knownFrom }))
  return { asOf, knownFrom, rows }
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

const isOf =
  ({ provider, unit }: Deployment) =>
  (arrival: Arrival): boolean =>
    arrival.provider === provider && arrival.unit === unit

function rowOf(
  of: Deployment,
  arrivals: readonly Arrival[],
  at: { today: LocalDate; knownFrom: LocalDate },
): CoverageRow {
  const { planned, started, ended } = of
  const dates = new Set(arrivals.map(({ receivedAt }) => localDateOf(receivedAt)))
  const begun = started !== undefined && started.date <= at.today ? started.date : undefined
  const [from, to] = [latest(begun ?? '9', at.knownFrom), earliest(ended?.date ?? planned.to, at.today)]
  const days = begun === undefined ? [] : datesBetween(from, to)
  const first = [...dates].toSorted()[0]
  const daysLate = Math.max(0, daysFrom(planned.from, begun ?? at.today))
  return {
    deployment: of,
    status: begun === undefined ? 'notDeployed' : daysLate === 0 ? 'onTime' : 'late',
    daysLate,
    days: days.length,
    daysWithoutReport: days.filter((date) => !dates.has(date)).length,
    reports: arrivals.length,
    ...(first !== undefined && { firstReport: first }),
  }
}

const latest = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b)
const earliest = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b)
const daysFrom = (a: LocalDate, b: LocalDate): number => (toMs(`${b}T00:00:00Z`) - toMs(`${a}T00:00:00Z`)) / DAY_MS

/** Both included; none where the second lies before the first. */
function datesBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  const dates: LocalDate[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date)
  return dates
}
