import * as z from 'zod'
import { isWorkingDay, type Calendar } from './calendar.ts'
import { addDays, type LocalDate } from './instant.ts'

/** How many full working days a feed may say nothing. `code` is the feed's id; without a row its own past tells. */
export const feedRule = z.strictObject({ silentFor: z.int().min(0).max(60) })

/** Who sends cases: an app's provider, or a system that tells of dossiers. Named `provider:vnpt`, `source:mot-cua`. */
export interface Feed {
  by: 'provider' | 'source'
  of: string
}

export const feedId = ({ by, of }: Feed): string => `${by}:${of}`

export function readFeedId(id: string): Feed | undefined {
  const [by, ...rest] = id.split(':')
  return by === 'provider' || by === 'source' ? { by, of: rest.join(':') } : undefined
}

export interface Silence {
  /** The last day on which the feed said anything, or nothing was expected of it yet, a Vietnam date. */
  lastDay: LocalDate
  /** Full working days since. */
  silentDays: number
  /** How many its pattern allows. */
  allowed: number
}

/** A pattern is what some days show; of a feed that began the other day nothing can be said. */
const FEWEST_DAYS = 5

/** Calendar days that a pattern is learnt from: eight weeks. */
export const LEARNT_FROM_DAYS = 56

export interface Expectation {
  calendar: Calendar
  today: LocalDate
  /** `after`: the last day on which it expected nothing yet. */
  rule?: { silentFor: number; after: LocalDate } | undefined
}

/**
 * Whether a feed is silent for longer than its rule allows, or without one, than it ever was in the last eight weeks.
 * Only full working days count: today is not over. Where it never said anything the rule's own days count.
 * @param days Vietnam dates on which it said something, in any order; those of the last eight weeks matter
 */
export function silenceOf(days: Iterable<LocalDate>, { calendar, today, rule }: Expectation): Silence | undefined {
  const from = addDays(today, -LEARNT_FROM_DAYS)
  const spoken = [...new Set(days)].filter((day) => day >= from && day <= today).toSorted()
  const lastDay = spoken.at(-1) ?? rule?.after
  if (lastDay === undefined || (rule === undefined && spoken.length < FEWEST_DAYS)) return undefined
  const gaps = spoken.slice(1).map((day, index) => fullDaysBetween(calendar, spoken[index] ?? day, day))
  const allowed = rule?.silentFor ?? Math.max(...gaps)
  const silentDays = fullDaysBetween(calendar, lastDay, today)
  return silentDays > allowed ? { lastDay, silentDays, allowed } : undefined
}

/** Working days that lie between two dates, neither of them counted. */
function fullDaysBetween(calendar: Calendar, after: LocalDate, before: LocalDate): number {
  let count = 0
  for (let day = addDays(after, 1); day < before; day = addDays(day, 1)) count += Number(isWorkingDay(calendar, day))
  return count
}
