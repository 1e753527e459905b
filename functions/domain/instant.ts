import * as z from 'zod'

/** An instant: UTC, ISO 8601 with milliseconds and `Z`, so that text order is time order. */
export type Instant = string

/** A civil date in Vietnam, `yyyy-mm-dd`. */
export type LocalDate = string

/** Vietnam has kept UTC+7 without daylight saving since 1975-06-13. */
export const VIETNAM_OFFSET_MS = 7 * 3_600_000
export const MINUTE_MS = 60_000
export const DAY_MS = 86_400_000

/** What is asked of dates that come in; an instant that is computed from them may lie a little beyond. */
export const YEARS = 'lies in the years 1900 to 2199'
const withinYears = (text: string): boolean => /^(19|20|21|(?!\d{4}-))/.test(text)

/** Accepts any ISO 8601 instant with an offset and normalises it to {@link Instant}. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  // With a year of more digits text order is no longer time order.
  .refine((text) => /^\d{4}-/.test(text), { message: 'lies in the years 1900 to 2199' })
  .meta({ description: 'ISO 8601 with an offset', format: 'date-time' })

export const localDate = z.iso.date().refine(withinYears, { message: 'lies in the years 1900 to 2199' })

export const toMs = (at: Instant): number => Date.parse(at)
export const fromMs = (ms: number): Instant => new Date(ms).toISOString()

/** The date that a calendar on a Vietnamese wall shows at the instant. */
export const localDateOf = (at: Instant): LocalDate => fromMs(toMs(at) + VIETNAM_OFFSET_MS).slice(0, 10)

/** The time that a clock on a Vietnamese wall shows at the instant, `hh:mm`. */
export const localTimeOf = (at: Instant): string => fromMs(toMs(at) + VIETNAM_OFFSET_MS).slice(11, 16)

/** The instant at which a clock on a Vietnamese wall shows `time` (`hh:mm`, 24:00 allowed) on `date`. */
export function atLocal(date: LocalDate, time: string): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return fromMs(Date.parse(`${date}T00:00:00Z`) + (hours * 60 + minutes) * MINUTE_MS - VIETNAM_OFFSET_MS)
}

export const addDays = (date: LocalDate, days: number): LocalDate =>
  fromMs(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).slice(0, 10)

export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)
