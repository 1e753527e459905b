import * as z from 'zod'
import { compileTally, weekdayOf, type Tally } from './calendar-tally.ts'
import { DAY_MS, fromMs, localDate, MINUTE_MS, VIETNAM_OFFSET_MS, type LocalDate } from './instant.ts'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export const Weekday = z.enum(weekdays)
export type Weekday = z.output<typeof Weekday>

const timeOfDay = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'hh:mm, from 00:00 to 24:00')
const daySegments = z
  .array(z.tuple([timeOfDay, timeOfDay]))
  .min(1)
  .refine((segments) => segments.flat().every((time, i, times) => i === 0 || (times[i - 1] ?? '') < time), {
    message: 'segments are in order and do not touch',
  })
const weekSegments = z
  .partialRecord(Weekday, daySegments)
  .refine((week) => Object.keys(week).length > 0, { message: 'some weekday is worked' })

/**
 * The working time of an agency, in Vietnam time. Registry kind `calendar`, code = `id`.
 * `reception` is when the counter takes papers in: shown to citizens, never counted.
 */
export const calendarDefinition = z.strictObject({
  id: z.string().min(1),
  segments: weekSegments,
  reception: weekSegments.optional(),
  /** Where a limit in days ends: at the last segment's end, or at midnight (Civil Code 2015 art. 148.6). */
  dayEndsAt: z.enum(['closing', '24:00']),
  /** False for a calendar that runs through days off, as the 24/7 one of urgent categories. */
  daysOff: z.boolean(),
})
export type CalendarDefinition = z.output<typeof calendarDefinition>

/** Why a day is unlike its weekday. To add one: a row here and its words in `functions/text`. */
export const dayReason = z.enum([
  'new-year',
  'tet',
  'hung-kings',
  'reunification',
  'labour-day',
  'national-day',
  'culture-day',
  'compensation',
  'swap',
  'make-up',
  'other',
])
export type DayReason = z.output<typeof dayReason>

const dayFacts = { date: localDate, reason: dayReason, source: z.string().min(1), assumed: z.literal(true).optional() }

/** A day unlike its weekday: off, or worked with the segments of the weekday it makes up for. Kind `day`, code = date. */
export const calendarDay = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off'), ...dayFacts }),
  z.strictObject({ kind: z.literal('working'), like: Weekday, ...dayFacts }),
])
export type CalendarDay = z.output<typeof calendarDay>

/** In milliseconds since the day's local midnight. */
export interface Segment {
  readonly opens: number
  readonly closes: number
}

/** What one day holds. Days with the same segments share one array. */
export interface DayPlan {
  readonly segments: readonly Segment[]
  readonly worked: number
  readonly reason?: DayReason
}

/** A compiled calendar. Days are numbered from 1970-01-01; years without known days follow the plain week. */
export interface Calendar {
  readonly id: string
  readonly dayEndsAt: CalendarDefinition['dayEndsAt']
  readonly week: readonly DayPlan[]
  readonly named: ReadonlyMap<number, DayPlan>
  readonly workingDays: Tally
  readonly workingMs: Tally
}

export function compileCalendar(definition: CalendarDefinition, days: readonly CalendarDay[]): Calendar {
  const shared = new Map<string, readonly Segment[]>()
  const planOf = (weekday: Weekday): DayPlan => {
    const written = definition.segments[weekday] ?? []
    const key = written.join()
    const segments = shared.get(key) ?? written.map(([opens, closes]) => ({ opens: ms(opens), closes: ms(closes) }))
    shared.set(key, segments)
    return { segments, worked: segments.reduce((sum, { opens, closes }) => sum + closes - opens, 0) }
  }
  const named = new Map(
    (definition.daysOff ? days : []).map((day) => {
      const plan = day.kind === 'off' ? { segments: [], worked: 0 } : planOf(day.like)
      return [dayNumber(day.date), { ...plan, reason: day.reason }]
    }),
  )
  const week = weekdays.map(planOf)
  const tallyBy = (amount: (plan: DayPlan) => number): Tally =>
    compileTally(week.map(amount), new Map(Array.from(named, ([day, plan]) => [day, amount(plan)])))
  return {
    id: definition.id,
    dayEndsAt: definition.dayEndsAt,
    week,
    named,
    workingDays: tallyBy((plan) => Math.sign(plan.worked)),
    workingMs: tallyBy((plan) => plan.worked),
  }
}

function ms(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours * 60 + minutes) * MINUTE_MS
}

export const dayNumber = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS
export const dateOf = (day: number): LocalDate => fromMs(day * DAY_MS).slice(0, 10)
export const dayAt = (at: number): number => Math.floor((at + VIETNAM_OFFSET_MS) / DAY_MS)
export const midnightOf = (day: number): number => day * DAY_MS - VIETNAM_OFFSET_MS
export const planOn = (calendar: Calendar, day: number): DayPlan =>
  calendar.named.get(day) ?? calendar.week[weekdayOf(day)] ?? { segments: [], worked: 0 }

const toTheMinute = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS

/**
 * Whole working minutes from one instant (epoch ms) to another, each read to the minute as a clock shows it, so that
 * the parts of a split span always sum up. Negative when `to` lies before `from`.
 */
export const workingMinutesBetween = (calendar: Calendar, from: number, to: number): number =>
  (workedBefore(calendar, toTheMinute(to)) - workedBefore(calendar, toTheMinute(from))) / MINUTE_MS

/**
 * The instant (epoch ms) at which so many more working minutes have passed, or with a negative number, fewer.
 * Outside working time it counts from the next opening (backwards: the last closing). A sum that is used up exactly at
 * a closing stays there and does not jump to the next opening; a subtraction stays at the opening. 0 returns `at`.
 */
export function addWorkingMinutes(calendar: Calendar, at: number, minutes: number): number {
  if (minutes === 0) return at
  const target = workedBefore(calendar, at) + minutes * MINUTE_MS
  return minutes > 0 ? endOf(calendar, target - 1) : startOf(calendar, target)
}

/**
 * The same point of the working day, so many working days later or earlier (epoch ms). Outside working time that is
 * the point of the last closing: due at midnight, one day before is the closing of the previous working day.
 * Between days of unlike hours the point keeps its share of the day. 0 returns `at`.
 */
export function addWorkingDays(calendar: Calendar, at: number, days: number): number {
  if (days === 0) return at
  const open = isOpen(calendar, at)
  const point = open ? at : lastClosing(calendar, at)
  const day = dayAt(open ? point : point - 1)
  const target = calendar.workingDays.dayOf(calendar.workingDays.before(day) + days)
  const [plan, targetPlan] = [planOn(calendar, day), planOn(calendar, target)]
  if (plan.segments === targetPlan.segments) return point + (target - day) * DAY_MS
  const share = workedBefore(calendar, point) - calendar.workingMs.before(day)
  const worked = Math.round((share * targetPlan.worked) / plan.worked)
  const start = calendar.workingMs.before(target)
  return worked === 0 ? startOf(calendar, start) : endOf(calendar, start + worked - 1)
}

/** At an opening the calendar is open, at a closing no more. */
export function isOpen(calendar: Calendar, at: number): boolean {
  const day = dayAt(at)
  const time = at - midnightOf(day)
  return planOn(calendar, day).segments.some(({ opens, closes }) => opens <= time && time < closes)
}

/** The first instant at or after `at` that is worked: `at` itself while open. */
export const nextOpening = (calendar: Calendar, at: number): number => startOf(calendar, workedBefore(calendar, at))

/** The last instant at or before `at` that ends working time: `at` itself while open, but at an opening the last closing. */
export const lastClosing = (calendar: Calendar, at: number): number => endOf(calendar, workedBefore(calendar, at) - 1)

export const isWorkingDay = (calendar: Calendar, date: LocalDate): boolean =>
  planOn(calendar, dayNumber(date)).worked > 0

export const lastWorkingDayOnOrBefore = ({ workingDays }: Calendar, date: LocalDate): LocalDate =>
  dateOf(workingDays.dayOf(workingDays.before(dayNumber(date) + 1) - 1))

export const nextWorkingDayOnOrAfter = ({ workingDays }: Calendar, date: LocalDate): LocalDate =>
  dateOf(workingDays.dayOf(workingDays.before(dayNumber(date))))

/** Working dates after the Vietnam date of `from`, up to and with that of `to`: the day of the event does not count. */
export const workingDaysBetween = ({ workingDays }: Calendar, from: number, to: number): number =>
  workingDays.before(dayAt(to) + 1) - workingDays.before(dayAt(from) + 1)

/**
 * The end of the date (epoch ms) by the calendar's `dayEndsAt`.
 * A day off gives the end of the next working day: Civil Code 2015 art. 148.5 and 148.6, in force 2017-01-01.
 */
export function endOfWorkingDay(calendar: Calendar, date: LocalDate): number {
  const day = calendar.workingDays.dayOf(calendar.workingDays.before(dayNumber(date)))
  return calendar.dayEndsAt === 'closing' ? lastClosing(calendar, midnightOf(day + 1)) : midnightOf(day + 1)
}

/** Working milliseconds before the instant, from the tally's own beginning. */
function workedBefore(calendar: Calendar, at: number): number {
  const day = dayAt(at)
  const time = at - midnightOf(day)
  let worked = calendar.workingMs.before(day)
  for (const { opens, closes } of planOn(calendar, day).segments)
    if (time > opens) worked += Math.min(time, closes) - opens
  return worked
}

/**
 * Where the `n`th working millisecond starts.
 * @throws RangeError when `n` comes from something that is no instant.
 */
function startOf(calendar: Calendar, n: number): number {
  const day = calendar.workingMs.dayOf(n)
  let rest = n - calendar.workingMs.before(day)
  for (const { opens, closes } of planOn(calendar, day).segments) {
    if (rest < closes - opens) return midnightOf(day) + opens + rest
    rest -= closes - opens
  }
  throw new RangeError(`calendar ${calendar.id}: no instant`)
}

const endOf = (calendar: Calendar, n: number): number => startOf(calendar, n) + 1
