import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dateOf,
  dayAt,
  endOfWorkingDay,
  isOpen,
  isWorkingDay,
  lastClosing,
  workingDaysBetween,
  workingMinutesBetween,
  type Calendar,
} from '../../functions/domain/calendar.ts'
import { DAY_MS, fromMs, MINUTE_MS, toMs, type Instant } from '../../functions/domain/instant.ts'
import {
  dueAfter,
  limit,
  shift,
  type Limit,
  type Offset,
  type Pause,
  type RunningLimit,
} from '../../functions/domain/limit.ts'
import { anyCalendar, anyEvenCalendar, anyInstant, anyTime, holds } from '../support/calendar-arbitraries.ts'
import { roundTheClock } from '../support/calendars.ts'

const anyUnit = fc.constantFrom(...limit.shape.unit.options)
const anyLimit: fc.Arbitrary<Limit> = fc.record({ amount: fc.integer({ min: 1, max: 400 }), unit: anyUnit })

/** Minutes to weeks long, overlapping or apart. */
const anyPauses: fc.Arbitrary<Pause[]> = fc.array(
  fc
    .tuple(anyTime, fc.oneof(fc.nat(600 * MINUTE_MS), fc.nat(20 * DAY_MS)))
    .map(([from, length]) => ({ from: fromMs(from), to: fromMs(from + length) })),
  { maxLength: 4 },
)

const anyRunning: fc.Arbitrary<RunningLimit> = fc.record({
  start: anyInstant,
  limit: anyLimit,
  pauses: anyPauses,
  calendar: anyCalendar,
})

/** Inside working time or at its edge. */
const inWorkingTime = (calendar: Calendar, at: number): boolean =>
  isOpen(calendar, at) || lastClosing(calendar, at) === at

describe('a due date', () => {
  it('is never earlier for a later start, in any unit, whatever the pauses', () => {
    holds(anyRunning, anyInstant, (running, other) => {
      const [first, second] = [running.start, other].toSorted()
      const due = dueAfter({ ...running, start: first! })
      expect(dueAfter({ ...running, start: second! }) >= due).toBe(true)
    })
  })

  it('is never earlier for a longer limit', () => {
    holds(anyRunning, fc.integer({ min: 1, max: 50 }), (running, more) => {
      const longer = { ...running.limit, amount: running.limit.amount + more }
      expect(dueAfter({ ...running, limit: longer }) >= dueAfter(running)).toBe(true)
    })
  })

  it('lies where the rule of its unit allows, and after the start', () => {
    holds(anyRunning, (running) => {
      const { calendar, start } = running
      const due = dueAfter(running)
      expect(due > start).toBe(true)
      expect(allowed(calendar, running.limit.unit, toMs(due))).toBe(true)
    })
  })

  it('does not depend on the order of the pauses or on how they are cut', () => {
    holds(anyRunning, fc.nat(), (running, seed) => {
      const cut = running.pauses.flatMap(({ from, to }) => {
        const middle = fromMs(toMs(from) + (seed % (toMs(to) - toMs(from) + 1)))
        return [
          { from: middle, to },
          { from, to: middle },
          { from, to },
        ]
      })
      expect(dueAfter({ ...running, pauses: cut })).toBe(dueAfter(running))
    })
  })
})

function allowed(calendar: Calendar, unit: Limit['unit'], due: number): boolean {
  switch (unit) {
    case 'workingMinutes':
    case 'workingHours':
      return isOpen(calendar, due - 1)
    case 'workingDays':
    case 'calendarDays':
      return endOfWorkingDay(calendar, dateOf(dayAt(due - 1))) === due
    case 'hours':
      return isWorkingDay(calendar, dateOf(dayAt(due)))
    default:
      return unit satisfies never
  }
}

interface Paused {
  start: Instant
  amount: number
  pause: Pause
}

const anyPaused: fc.Arbitrary<Paused> = fc
  .record({
    start: anyTime,
    wait: fc.nat(3 * DAY_MS),
    length: fc.nat(20 * DAY_MS),
    amount: fc.integer({ min: 1, max: 400 }),
  })
  .map(({ start, wait, length, amount }) => {
    const from = start + MINUTE_MS + wait
    return { start: fromMs(start), amount, pause: { from: fromMs(from), to: fromMs(from + length) } }
  })

const minuteOf = (at: Instant): number => Math.floor(toMs(at) / MINUTE_MS)

/** Without the pause and with it. */
function dues(calendar: Calendar, unit: Limit['unit'], { start, amount, pause }: Paused): [number, number] {
  const running = { start, limit: { amount, unit }, calendar }
  return [toMs(dueAfter({ ...running, pauses: [] })), toMs(dueAfter({ ...running, pauses: [pause] }))]
}

describe('a pause moves a computed due date by exactly its length', () => {
  it('in working minutes', () => {
    holds(anyCalendar, anyPaused, (calendar, paused) => {
      const length = workingMinutesBetween(calendar, toMs(paused.pause.from), toMs(paused.pause.to))
      expect(workingMinutesBetween(calendar, ...dues(calendar, 'workingMinutes', paused))).toBe(length)
    })
  })

  it('in working days', () => {
    holds(anyEvenCalendar, anyPaused, (calendar, paused) => {
      const length = workingDaysBetween(calendar, toMs(paused.pause.from), toMs(paused.pause.to))
      const [without, after] = dues(calendar, 'workingDays', paused)
      expect(workingDaysBetween(calendar, without - 1, after - 1)).toBe(length)
    })
  })

  it('in hours, round the clock', () => {
    holds(fc.constant(roundTheClock), anyPaused, (calendar, paused) => {
      const [without, after] = dues(calendar, 'hours', paused)
      expect((after - without) / MINUTE_MS).toBe(minuteOf(paused.pause.to) - minuteOf(paused.pause.from))
    })
  })
})

describe('an offset', () => {
  const workingUnit = fc.constantFrom('workingMinutes' as const, 'workingHours' as const, 'workingDays' as const)
  const someAmount = fc.integer({ min: 1, max: 500 })

  it('in working time, there and back again, is where it was', () => {
    holds(anyEvenCalendar, anyInstant, fc.tuple(workingUnit, someAmount), (calendar, at, [unit, amount]) => {
      const back = shift(calendar, shift(calendar, at, { amount, unit }), { amount: -amount, unit })
      const [point, original] = [toMs(back), toMs(at)]
      if (isOpen(calendar, original)) expect(back).toBe(at)
      else expect(workingMinutesBetween(calendar, point, original)).toBe(0)
    })
  })

  it('in anything but hours leads into working time or to its edge: no midnight, no day off', () => {
    const unit = anyUnit.filter((each) => each !== 'hours')
    const signed = fc.tuple(someAmount, fc.constantFrom(1, -1)).map(([amount, sign]) => amount * sign)
    holds(anyCalendar, anyInstant, fc.record({ amount: signed, unit }), (calendar, at, by: Offset) => {
      expect(inWorkingTime(calendar, toMs(shift(calendar, at, by)))).toBe(true)
    })
  })

  it('before lies before, after lies after', () => {
    holds(anyCalendar, anyInstant, fc.record({ amount: someAmount, unit: anyUnit }), (calendar, at, by) => {
      expect(shift(calendar, at, { ...by, amount: -by.amount }) < at).toBe(true)
      expect(shift(calendar, at, by) > at).toBe(true)
    })
  })

  it('keeps the order of two due dates', () => {
    const signed = fc.integer({ min: -300, max: 300 })
    holds(
      anyEvenCalendar,
      fc.tuple(anyInstant, anyInstant),
      fc.record({ amount: signed, unit: anyUnit }),
      (calendar, pair, by) => {
        const [first, second] = pair.toSorted()
        expect(shift(calendar, first!, by) <= shift(calendar, second!, by)).toBe(true)
      },
    )
  })
})
