import * as z from 'zod'
import {
  addWorkingDays,
  addWorkingMinutes,
  dateOf,
  dayAt,
  endOfWorkingDay,
  isOpen,
  lastClosing,
  midnightOf,
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

/** How one unit counts: in minutes or in days (`perUnit` 60 for hours). Times are epoch ms. */
export interface Counting {
  counts: 'minutes' | 'days'
  perUnit: number
  /** What passes between two instants. */
  between: (calendar: Calendar, from: number, to: number) => number
  /** The instant at which so many have passed. */
  add: (calendar: Calendar, from: number, amount: number) => number
  /** Where a limit that runs out at that instant ends. */
  settle: (calendar: Calendar, end: number) => number
}

const inWorkingMinutes = {
  counts: 'minutes',
  between: workingMinutesBetween,
  add: addWorkingMinutes,
  settle: whereItIs,
} as const

/** The rules of the Civil Code 2015 (91/2015/QH13, in force 2017-01-01) by unit. */
export const countings: Record<Limit['unit'], Counting> = {
  workingMinutes: { ...inWorkingMinutes, perUnit: 1 },
  workingHours: { ...inWorkingMinutes, perUnit: 60 },
  workingDays: {
    counts: 'days',
    perUnit: 1,
    between: workingDaysBetween,
    add: endOfNthWorkingDay,
    settle: withTheWorkingDay,
  },
  calendarDays: {
    counts: 'days',
    perUnit: 1,
    between: calendarDaysBetween,
    add: endOfNthDay,
    settle: withTheWorkingDay,
  },
  hours: {
    counts: 'minutes',
    perUnit: 60,
    between: clockMinutesBetween,
    add: addClockMinutes,
    settle: offDaysOff,
  },
}

/** Art. 147.2: day 1 is the first working day after the date of the event. */
function endOfNthWorkingDay({ workingDays }: Calendar, from: number, n: number): number {
  return midnightOf(workingDays.dayOf(workingDays.before(dayAt(from) + 1) + n - 1) + 1)
}

/** Art. 147.2: day 1 is the day after the event. */
function endOfNthDay(_calendar: Calendar, from: number, n: number): number {
  return midnightOf(dayAt(from) + n + 1)
}

function calendarDaysBetween(_calendar: Calendar, from: number, to: number): number {
  return dayAt(to) - dayAt(from)
}

/** Art. 147.1: hours run from the event, around the clock. */
function addClockMinutes(_calendar: Calendar, from: number, minutes: number): number {
  return from + minutes * MINUTE_MS
}

function clockMinutesBetween(_calendar: Calendar, from: number, to: number): number {
  return (to - from) / MINUTE_MS
}

function whereItIs(_calendar: Calendar, end: number): number {
  return end
}

/** Art. 148.5 and 148.6: with the last day, or where that is a day off, with the next working day. */
function withTheWorkingDay(calendar: Calendar, midnight: number): number {
  return endOfWorkingDay(calendar, dateOf(dayAt(midnight - 1)))
}

/**
 * Hours that run out on a day off go on to the opening of the next working day. Art. 148.5 would give the whole of that
 * day, but speaks of the last day of a limit: given to hours, who starts an hour later could be due a day earlier.
 */
function offDaysOff(calendar: Calendar, end: number): number {
  const opening = nextOpening(calendar, end)
  const lastWorked = dayAt(lastClosing(calendar, end) - 1)
  return dayAt(end) > lastWorked && dayAt(opening) > lastWorked + 1 ? opening : end
}

/**
 * The instant after which the limit is exceeded. Each pause adds what passed in it of the limit's own unit, also one
 * that began when the due date was over: who was late before the clock stood still stays late by as much.
 */
export function dueAfter(running: RunningLimit): Instant {
  const { limit: length, calendar } = running
  const { perUnit, between, add, settle } = countings[length.unit]
  const { start, pauses } = clockOf(running)
  const paused = pauses.reduce((sum, { from, to }) => sum + between(calendar, from, to), 0)
  return fromMs(settle(calendar, add(calendar, start, length.amount * perUnit + paused)))
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
