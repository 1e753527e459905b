import * as z from 'zod'
import {
  addWorkingDays,
  addWorkingMinutes,
  dateOf,
  dayAt,
  endOfWorkingDay,
  isOpen,
  lastClosing,
  nextOpening,
  workingDaysBetween,
  workingMinutesBetween,
  type Calendar,
} from './calendar.ts'
import { DAY_MS, fromMs, MINUTE_MS, toMs, type Instant } from './instant.ts'

/** `workingDays` is "ngày làm việc", `calendarDays` is "ngày"; `hours` run around the clock. */
const unit = z.enum(['workingMinutes', 'workingHours', 'workingDays', 'calendarDays', 'hours'])

/** How long something may take. */
export const limit = z.strictObject({ amount: z.int().min(1).max(100_000), unit })
export type Limit = z.output<typeof limit>

/** A distance from a due date, negative before it. */
export const offset = z.strictObject({ amount: z.int().min(-10_000).max(10_000), unit })
export type Offset = z.output<typeof offset>

/** A time in which the clock stood still. A pause that still lasts has no due date to move. */
export interface Pause {
  from: Instant
  to: Instant
}

/** A limit that was set running. */
export interface RunningLimit {
  start: Instant
  limit: Limit
  pauses: readonly Pause[]
  calendar: Calendar
}

/** How one unit counts. The two working-time units count in minutes, and so do hours. */
export interface Counting {
  counts: 'minutes' | 'days'
  perUnit: number
  /** What passes between two instants (epoch ms). */
  between: (calendar: Calendar, from: number, to: number) => number
  /** Where a limit of so many minutes or days ends (epoch ms). */
  end: (calendar: Calendar, from: number, amount: number) => number
}

const inWorkingMinutes = {
  counts: 'minutes',
  between: workingMinutesBetween,
  end: addWorkingMinutes,
} as const

/** The rules of the Civil Code 2015 (91/2015/QH13, in force 2017-01-01) by unit. */
export const countings: Record<Limit['unit'], Counting> = {
  workingMinutes: { ...inWorkingMinutes, perUnit: 1 },
  workingHours: { ...inWorkingMinutes, perUnit: 60 },
  workingDays: { counts: 'days', perUnit: 1, between: workingDaysBetween, end: endAfterWorkingDays },
  calendarDays: { counts: 'days', perUnit: 1, between: calendarDaysBetween, end: endAfterCalendarDays },
  hours: { counts: 'minutes', perUnit: 60, between: clockMinutesBetween, end: endAfterHours },
}

/** Art. 147.2: day 1 is the first working day after the date of the event; art. 148.6: it ends with day n. */
function endAfterWorkingDays(calendar: Calendar, from: number, days: number): number {
  const { workingDays } = calendar
  return endOfWorkingDay(calendar, dateOf(workingDays.dayOf(workingDays.before(dayAt(from) + 1) + days - 1)))
}

/** Art. 147.2, and art. 148.5: a limit whose last day is a day off ends with the next working day. */
function endAfterCalendarDays(calendar: Calendar, from: number, days: number): number {
  return endOfWorkingDay(calendar, dateOf(dayAt(from) + days))
}

function calendarDaysBetween(_calendar: Calendar, from: number, to: number): number {
  return dayAt(to) - dayAt(from)
}

/**
 * Art. 147.1: hours run from the event, around the clock. One that ends on a day off moves to the opening of the next
 * working day. Art. 148.5 gives the whole of that day, but to limits with a last day; given to hours, who starts an
 * hour later could be due a day earlier.
 */
function endAfterHours(calendar: Calendar, from: number, minutes: number): number {
  const end = from + minutes * MINUTE_MS
  const opening = nextOpening(calendar, end)
  const lastWorked = dayAt(lastClosing(calendar, end) - 1)
  return dayAt(end) > lastWorked && dayAt(opening) > lastWorked + 1 ? opening : end
}

function clockMinutesBetween(_calendar: Calendar, from: number, to: number): number {
  return (to - from) / MINUTE_MS
}

/**
 * The instant after which the limit is exceeded. Each pause adds what passed in it of the limit's own unit, also one
 * that began when the due date was over: who was late before the clock stood still stays late by as much.
 */
export function dueAfter(running: RunningLimit): Instant {
  const { limit: length, calendar } = running
  const { perUnit, between, end } = countings[length.unit]
  const { start, pauses } = clockOf(running)
  const paused = pauses.reduce((sum, { from, to }) => sum + between(calendar, from, to), 0)
  return fromMs(end(calendar, start, length.amount * perUnit + paused))
}

/** Epoch ms. */
export interface Span {
  from: number
  to: number
}

/**
 * The pauses read to the minute, in order, united where they overlap.
 * A limit that would start within one starts at its end; what lay before the start is dropped.
 */
export function clockOf({ start, pauses }: RunningLimit): { start: number; pauses: Span[] } {
  const united: Span[] = []
  for (const { from, to } of pauses.map(toTheMinute).toSorted((a, b) => a.from - b.from)) {
    const last = united.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else united.push({ from, to })
  }
  const received = toMs(start)
  const begin = united.find(({ from, to }) => from <= received && received < to)?.to ?? received
  return { start: begin, pauses: united.filter(({ from }) => from >= begin) }
}

const toTheMinute = ({ from, to }: Pause): Span => ({
  from: Math.floor(toMs(from) / MINUTE_MS) * MINUTE_MS,
  to: Math.floor(toMs(to) / MINUTE_MS) * MINUTE_MS,
})

/**
 * The instant at a distance from another: "1 working day before due". Offsets in working time always give a moment
 * in working time or at its edge, never a midnight or a day off; so do calendar days, a reminder moving back to the last
 * closing and an escalation on to the next opening. Only `hours` follow the clock on the wall.
 */
export function shift(calendar: Calendar, at: Instant, { amount, unit: by }: Offset): Instant {
  if (amount === 0) return at
  const ms = toMs(at)
  switch (by) {
    case 'workingMinutes':
      return fromMs(addWorkingMinutes(calendar, ms, amount))
    case 'workingHours':
      return fromMs(addWorkingMinutes(calendar, ms, amount * 60))
    case 'workingDays':
      return fromMs(addWorkingDays(calendar, ms, amount))
    case 'calendarDays':
      return fromMs(intoWorkingTime(calendar, ms + amount * DAY_MS, amount))
    case 'hours':
      return fromMs(ms + amount * 60 * MINUTE_MS)
    default:
      return by satisfies never
  }
}

function intoWorkingTime(calendar: Calendar, at: number, direction: number): number {
  if (isOpen(calendar, at)) return at
  const closing = lastClosing(calendar, at)
  return direction < 0 || closing === at ? closing : nextOpening(calendar, at)
}

/** Whole working minutes by which `finished` lies after `due`; 0 in time. */
export const delayBetween = (calendar: Calendar, due: Instant, finished: Instant): number =>
  Math.max(0, workingMinutesBetween(calendar, toMs(due), toMs(finished)))
