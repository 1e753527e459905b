import { dateOf, dayAt, midnightOf, planOn, type Calendar, type DayReason } from './calendar.ts'
import { DAY_MS, fromMs, MINUTE_MS, type Instant, type LocalDate } from './instant.ts'

/** Why time does not count: around and between the segments of a working day, or on a day without any. */
export type SkipKind = 'night' | 'break' | 'weeklyDayOff' | 'dayOff'

/** One line of the account of a span. `date` is the Vietnam date of `from`; a skipped line may run over many dates. */
export interface SpanLine {
  date: LocalDate
  from: Instant
  to: Instant
  minutes: number
  kind: 'counted' | SkipKind
  /** Of a day off, and of a day that is worked instead of another. */
  reason?: DayReason
}

interface Part {
  from: number
  to: number
  kind: SpanLine['kind']
  reason?: DayReason
}

/**
 * The whole of a span (epoch ms, `from` before `to`, read to the minute) as lines without a gap: each worked segment,
 * and what was skipped between them. The minutes sum to `workingMinutesBetween`; skipped lines have none.
 */
export function explainSpan(calendar: Calendar, from: number, to: number): SpanLine[] {
  const [start, end] = [Math.floor(from / MINUTE_MS) * MINUTE_MS, Math.floor(to / MINUTE_MS) * MINUTE_MS]
  const parts: Part[] = []
  for (let day = dayAt(start); midnightOf(day) < end; day++)
    for (const part of partsOf(calendar, day)) {
      const clipped = { ...part, from: Math.max(part.from, start), to: Math.min(part.to, end) }
      const last = parts.at(-1)
      if (clipped.from >= clipped.to) continue
      if (last !== undefined && last.kind !== 'counted' && last.kind === part.kind && last.reason === part.reason)
        last.to = clipped.to
      else parts.push(clipped)
    }
  return parts.map(lineOf)
}

/** The day from midnight to midnight, in parts of one kind each. */
function partsOf(calendar: Calendar, day: number): Part[] {
  const { segments, reason } = planOn(calendar, day)
  const because = reason && { reason }
  const midnight = midnightOf(day)
  const nextMidnight = midnight + DAY_MS
  if (segments.length === 0)
    return [{ from: midnight, to: nextMidnight, kind: reason ? 'dayOff' : 'weeklyDayOff', ...because }]
  const untilClosing = segments.flatMap(({ opens, closes }, i): Part[] => [
    { from: midnight + (segments[i - 1]?.closes ?? 0), to: midnight + opens, kind: i === 0 ? 'night' : 'break' },
    { from: midnight + opens, to: midnight + closes, kind: 'counted', ...because },
  ])
  return [...untilClosing, { from: midnight + (segments.at(-1)?.closes ?? 0), to: nextMidnight, kind: 'night' }]
}

const lineOf = ({ from, to, ...rest }: Part): SpanLine => ({
  date: dateOf(dayAt(from)),
  from: fromMs(from),
  to: fromMs(to),
  minutes: rest.kind === 'counted' ? (to - from) / MINUTE_MS : 0,
  ...rest,
})
