import { DAY_MS, fromMs, MINUTE_MS, type Instant } from './instant.ts'

/** What a calendar and a clock on a wall show: a date, and where it is known a time `hh:mm:ss`. */
export interface WallTime {
  date: string
  time?: string | undefined
}

/** The wall clocks of a zone, and their offset on each day asked for; none on a day on which it changes. */
interface Clock {
  readonly format: Intl.DateTimeFormat
  readonly days: Map<number, number | undefined>
}

const clocks = new Map<string, Clock>()

/** @param zone of the IANA database @throws RangeError where there is no such zone */
function clockOf(zone: string): Clock {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  const clock: Clock = { format, days: new Map() }
  clocks.set(zone, clock)
  return clock
}

export function isZone(zone: string): boolean {
  try {
    return clockOf(zone) !== undefined
  } catch {
    return false
  }
}

/** `GMT-05:00`, `GMT+07:00`, `GMT`. */
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d))?/

/** Milliseconds before UTC. A list tells of few days, and of each of them often. */
function offsetAt(zone: string, ms: number): number {
  const { format, days } = clockOf(zone)
  const day = Math.floor(ms / DAY_MS)
  if (!days.has(day)) {
    const [first, last] = [shownAt(format, day * DAY_MS), shownAt(format, (day + 1) * DAY_MS - 1)]
    days.set(day, first === last ? first : undefined)
  }
  return days.get(day) ?? shownAt(format, ms)
}

function shownAt(format: Intl.DateTimeFormat, ms: number): number {
  const [, sign, hours, minutes] = OFFSET.exec(format.format(ms)) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE_MS
}

/**
 * The instant at which a clock on a wall in the zone shows the time (24:00:00 allowed). Where clocks are put forward,
 * a time that they never show counts as if they had not been; where they are put back, the first of two (RFC 5545,
 * 3.3.5). Both come down to the offset that holds before the change.
 */
export function instantAt({ date, time = '00:00:00' }: WallTime, zone: string): Instant {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  const asUtc = Date.parse(`${date}T00:00:00Z`) + ((hours * 60 + minutes) * 60 + seconds) * 1000
  const before = offsetAt(zone, asUtc - DAY_MS)
  const after = offsetAt(zone, asUtc + DAY_MS)
  if (before === after) return fromMs(asUtc - before)
  const early = asUtc - before
  return fromMs(offsetAt(zone, early) === before || !shows(zone, asUtc - after, after) ? early : asUtc - after)
}

const shows = (zone: string, ms: number, offset: number): boolean => offsetAt(zone, ms) === offset
