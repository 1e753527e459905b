import { explainSpan, type SkipKind, type SpanLine } from './calendar-span.ts'
import { dayAt, midnightOf, planOn, type Calendar, type DayReason } from './calendar.ts'
import { fromMs, MINUTE_MS, type Instant } from './instant.ts'
import { clockOf, countings, type Limit, type RunningLimit } from './limit.ts'

/**
 * One line of how a due date came about. `counted` is the limit itself, `paused` what passed in a pause, `added` the
 * same once more at the end; what is skipped has no units. Days run from midnight to midnight (`to` is exclusive).
 */
export interface DueLine {
  kind: 'counted' | 'paused' | 'added' | 'rolled' | SkipKind
  from: Instant
  to: Instant
  /** Minutes of a limit in minutes or hours, else days. */
  units: number
  /** Of a day off (none on a weekly one), and of a day that is worked instead of another. */
  reason?: DayReason
}

/**
 * How the limit came to end at `dueAfter`, line by line: the `counted` units sum to the limit, the `added` ones to the
 * `paused` ones. Civil Code 2015 art. 148.5 is the line `rolled`, from the last day or hour to where it moved.
 * What was received within a pause is accounted for from its end.
 */
export function explainLimit(running: RunningLimit): DueLine[] {
  const { limit, calendar } = running
  const { perUnit, between } = countings[limit.unit]
  const { start, pauses } = clockOf(running)
  const paused = pauses.map(({ from, to }) => line('paused', [from, to], between(calendar, from, to)))
  const own = limit.amount * perUnit
  const whole = own + paused.reduce((sum, { units }) => sum + units, 0)
  const account = accounts[limit.unit]
  const added = account(calendar, start, [own, whole]).map(asAdded)
  return [...account(calendar, start, [0, own]), ...paused, ...added, ...roll(running, start, whole)]
}

/** The lines from one count of units to another, for a limit that starts at `start` (epoch ms). */
type Account = (calendar: Calendar, start: number, range: readonly [number, number]) => DueLine[]

const workingMinutes: Account = (calendar, start, [from, to]) => {
  const { add } = countings.workingMinutes
  return explainSpan(calendar, add(calendar, start, from), add(calendar, start, to)).map(asDueLine)
}

const asDueLine = ({ kind, from, to, minutes, reason }: SpanLine): DueLine => ({
  kind,
  from,
  to,
  units: minutes,
  ...(reason && { reason }),
})

const workingDays: Account = (calendar, start, [from, to]) => {
  const { add } = countings.workingDays
  const nth = (n: number): number => (n === 0 ? dayAt(start) : dayAt(add(calendar, start, n) - 1))
  const lines: DueLine[] = []
  for (let day = nth(from) + 1; day <= nth(to); day++) {
    const next = dayLine(calendar, day)
    const last = lines.at(-1)
    if (last !== undefined && last.kind === next.kind && last.reason === next.reason) {
      last.to = next.to
      last.units += next.units
    } else lines.push(next)
  }
  return lines
}

const calendarDays: Account = (_calendar, start, [from, to]) => {
  const day = dayAt(start) + 1
  return from === to ? [] : [line('counted', [midnightOf(day + from), midnightOf(day + to)], to - from)]
}

const hours: Account = (_calendar, start, [from, to]) =>
  from === to ? [] : [line('counted', [start + from * MINUTE_MS, start + to * MINUTE_MS], to - from)]

const accounts: Record<Limit['unit'], Account> = {
  workingMinutes,
  workingHours: workingMinutes,
  workingDays,
  calendarDays,
  hours,
}

function dayLine(calendar: Calendar, day: number): DueLine {
  const { worked, reason } = planOn(calendar, day)
  const off = reason === undefined ? 'weeklyDayOff' : 'dayOff'
  const span = [midnightOf(day), midnightOf(day + 1)] as const
  return { ...line(worked > 0 ? 'counted' : off, span, Math.sign(worked)), ...(reason && { reason }) }
}

function roll({ limit, calendar }: RunningLimit, start: number, whole: number): DueLine[] {
  const { add, settle } = countings[limit.unit]
  const end = add(calendar, start, whole)
  const due = settle(calendar, end)
  const { reason } = planOn(calendar, dayAt(end - 1))
  return due > end ? [{ ...line('rolled', [end, due], 0), ...(reason && { reason }) }] : []
}

const line = (kind: DueLine['kind'], [from, to]: readonly [number, number], units: number): DueLine => ({
  kind,
  from: fromMs(from),
  to: fromMs(to),
  units,
})

const asAdded = (each: DueLine): DueLine => (each.kind === 'counted' ? { ...each, kind: 'added' } : each)
