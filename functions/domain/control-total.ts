import * as z from 'zod'
import { UNASSIGNED } from './counted-case.ts'
import { actor } from './event.ts'
import { instant, localDate, localDateOf, type Instant, type LocalDate } from './instant.ts'
import { slug } from './slug.ts'

const count = z.int().min(0).max(1_000_000)

/** How many field reports a provider says to have received on a day, by administrative unit. Kept for each time it is told. */
export const controlTotal = z.strictObject({
  provider: slug,
  date: localDate,
  totals: z
    .array(z.strictObject({ unit: slug, received: count }))
    .max(200)
    .refine((totals) => new Set(totals.map(({ unit }) => unit)).size === totals.length, {
      message: 'each unit stands once',
    }),
  at: instant,
  by: actor,
})
export type ControlTotal = z.output<typeof controlTotal>

/** `known` are those that are known here; `UNASSIGNED` where a report has no unit yet. */
export const totalDifference = z.strictObject({
  provider: slug,
  date: localDate,
  unit: z.string(),
  told: count,
  known: count,
})
export type TotalDifference = z.output<typeof totalDifference>

/** A day on which reports came, and no total. */
export const missingTotal = z.strictObject({ provider: slug, date: localDate, known: count })
export type MissingTotal = z.output<typeof missingTotal>

export interface KnownReport {
  provider: string
  unit?: string | undefined
  receivedAt: Instant
}

/**
 * Where what providers say to have received is not what is known of them, by day and unit; the last word on a day
 * counts. In order of day, provider and unit.
 */
export function compareTotals(
  told: readonly ControlTotal[],
  known: readonly KnownReport[],
): { differences: TotalDifference[]; missing: MissingTotal[] } {
  const days = daysOf(known)
  const words = new Map(told.toSorted((a, b) => compare(a.at, b.at)).map((each) => [dayName(each), each]))
  const differences = [...words.values()].flatMap((each) => differencesOf(each, days.get(dayName(each))?.units))
  const missing = [...days].flatMap(([name, { provider, date, units }]) =>
    words.has(name) ? [] : [{ provider, date, known: sum(units.values()) }],
  )
  return { differences: differences.toSorted(byDay), missing: missing.toSorted(byDay) }
}

function differencesOf({ provider, date, totals }: ControlTotal, units: ReadonlyMap<string, number> = new Map()) {
  const said = new Map(totals.map(({ unit, received }) => [unit, received]))
  return [...new Set([...said.keys(), ...units.keys()])].flatMap((unit) => {
    const [saidHere, knownHere] = [said.get(unit) ?? 0, units.get(unit) ?? 0]
    return saidHere === knownHere ? [] : [{ provider, date, unit, told: saidHere, known: knownHere }]
  })
}

interface Day {
  provider: string
  date: LocalDate
  units: Map<string, number>
}

function daysOf(known: readonly KnownReport[]): Map<string, Day> {
  const days = new Map<string, Day>()
  for (const { provider, unit = UNASSIGNED, receivedAt } of known) {
    const date = localDateOf(receivedAt)
    const day = days.get(dayName({ provider, date })) ?? { provider, date, units: new Map<string, number>() }
    days.set(dayName(day), day)
    day.units.set(unit, (day.units.get(unit) ?? 0) + 1)
  }
  return days
}

const dayName = ({ provider, date }: { provider: string; date: LocalDate }): string => `${date}#${provider}`
const byDay = <T extends { provider: string; date: LocalDate; unit?: string }>(a: T, b: T): number =>
  compare(dayName(a), dayName(b)) || compare(a.unit ?? '', b.unit ?? '')
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0)
