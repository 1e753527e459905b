import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../functions/domain/calendar.ts'
import { fromMs, MINUTE_MS, toMs, type Instant } from '../../functions/domain/instant.ts'
import { explainLimit } from '../../functions/domain/limit-explain.ts'
import { dueAfter, limit, type Limit, type Pause } from '../../functions/domain/limit.ts'
import { anyCalendar, anyInstant, anyTime, holds } from '../support/calendar-arbitraries.ts'
import { counter, roundTheClock, vn, wall } from '../support/calendars.ts'

interface Told {
  start: string
  limit: [number, Limit['unit']]
  pauses?: [string, string][]
  calendar?: Calendar
}

const told = ({ start, limit: [amount, unit], pauses = [], calendar = counter }: Told): string[] =>
  explainLimit({
    start: vn(start),
    limit: { amount, unit },
    pauses: pauses.map(([from, to]) => ({ from: vn(from), to: vn(to) })),
    calendar,
  }).map(({ kind, from, to, units, reason }) =>
    [wall(from), wall(to), kind, reason, units === 0 ? undefined : units]
      .filter((part) => part !== undefined)
      .join(' '),
  )

const minute = (at: Instant): number => Math.floor(toMs(at) / MINUTE_MS)

describe('how a limit in working days came to end', () => {
  it('counts from the day after the event, and says what was skipped', () => {
    expect(told({ start: '2021-02-05 16:00', limit: [3, 'workingDays'] })).toEqual([
      '2021-02-06 00:00 2021-02-08 00:00 weeklyDayOff',
      '2021-02-08 00:00 2021-02-10 00:00 counted 2',
      '2021-02-10 00:00 2021-02-15 00:00 dayOff tet',
      '2021-02-15 00:00 2021-02-17 00:00 dayOff compensation',
      '2021-02-17 00:00 2021-02-18 00:00 counted 1',
    ])
  })

  it('adds the days of a pause at the end', () => {
    const pauses: [string, string][] = [['2021-10-20 09:00', '2021-10-22 15:00']]
    expect(told({ start: '2021-10-18 08:00', limit: [4, 'workingDays'], pauses })).toEqual([
      '2021-10-19 00:00 2021-10-23 00:00 counted 4',
      '2021-10-20 09:00 2021-10-22 15:00 paused 2',
      '2021-10-23 00:00 2021-10-25 00:00 weeklyDayOff',
      '2021-10-25 00:00 2021-10-27 00:00 added 2',
    ])
  })

  it('names a make-up Saturday', () => {
    expect(told({ start: '2024-05-02 08:00', limit: [2, 'workingDays'] })).toEqual([
      '2024-05-03 00:00 2024-05-04 00:00 counted 1',
      '2024-05-04 00:00 2024-05-05 00:00 counted make-up 1',
    ])
  })
})

describe('how a limit in working time came to end', () => {
  it('tells each segment, then the pause, then what it added', () => {
    const pauses: [string, string][] = [['2021-10-28 14:00', '2021-10-28 15:00']]
    expect(told({ start: '2021-10-28 10:30', limit: [2, 'workingHours'], pauses })).toEqual([
      '2021-10-28 10:30 2021-10-28 11:30 counted 60',
      '2021-10-28 11:30 2021-10-28 13:30 break',
      '2021-10-28 13:30 2021-10-28 14:30 counted 60',
      '2021-10-28 14:00 2021-10-28 15:00 paused 60',
      '2021-10-28 14:30 2021-10-28 15:30 added 60',
    ])
  })
})

describe('how other limits came to end', () => {
  it('in calendar days, moved off a weekend', () => {
    expect(told({ start: '2021-10-20 08:00', limit: [10, 'calendarDays'] })).toEqual([
      '2021-10-21 00:00 2021-10-31 00:00 counted 10',
      '2021-10-31 00:00 2021-11-01 17:00 rolled',
    ])
  })

  it('in calendar days, moved off a day of Tết, with its name', () => {
    expect(told({ start: '2021-02-01 08:00', limit: [10, 'calendarDays'] }).at(-1)).toBe(
      '2021-02-12 00:00 2021-02-17 17:00 rolled tet',
    )
  })

  it('in hours, moved to an opening', () => {
    expect(told({ start: '2021-10-29 10:00', limit: [24, 'hours'] })).toEqual([
      '2021-10-29 10:00 2021-10-30 10:00 counted 1440',
      '2021-10-30 10:00 2021-11-01 07:00 rolled',
    ])
  })

  it('in hours round the clock, with a pause', () => {
    const pauses: [string, string][] = [['2021-10-29 22:00', '2021-10-30 04:00']]
    expect(told({ start: '2021-10-29 10:00', limit: [24, 'hours'], pauses, calendar: roundTheClock })).toEqual([
      '2021-10-29 10:00 2021-10-30 10:00 counted 1440',
      '2021-10-29 22:00 2021-10-30 04:00 paused 360',
      '2021-10-30 10:00 2021-10-30 16:00 added 360',
    ])
  })
})

describe('every account', () => {
  const anyPause: fc.Arbitrary<Pause> = fc
    .tuple(anyTime, fc.nat(5 * 24 * 60 * MINUTE_MS))
    .map(([from, length]) => ({ from: fromMs(from), to: fromMs(from + length) }))
  const anyRunning = fc.record({
    start: anyInstant,
    limit: fc.record({ amount: fc.integer({ min: 1, max: 60 }), unit: fc.constantFrom(...limit.shape.unit.options) }),
    pauses: fc.array(anyPause, { maxLength: 2 }),
    calendar: anyCalendar,
  })
  const perUnit = { workingMinutes: 1, workingHours: 60, workingDays: 1, calendarDays: 1, hours: 60 }

  it('sums up: the counted units to the limit, the added ones to the paused ones', () => {
    holds(anyRunning, (running) => {
      const lines = explainLimit(running)
      const sum = (kind: string): number =>
        lines.filter((line) => line.kind === kind).reduce((total, { units }) => total + units, 0)
      expect(sum('counted')).toBe(running.limit.amount * perUnit[running.limit.unit])
      expect(sum('added')).toBe(sum('paused'))
    })
  })

  it('ends with the due date: at it, or on its day', () => {
    holds(anyRunning, (running) => {
      const due = minute(dueAfter(running))
      const end = minute(explainLimit(running).findLast(({ kind }) => kind !== 'paused')!.to)
      const inDays = ['workingDays', 'calendarDays'].includes(running.limit.unit)
      expect(end).toBeGreaterThanOrEqual(due)
      expect(end - due).toBeLessThan(inDays ? 24 * 60 : 1)
    })
  })

  it('tells its lines without a gap, pauses aside', () => {
    holds(anyRunning, (running) => {
      const lines = explainLimit(running).filter(({ kind }) => kind !== 'paused')
      expect(lines.slice(1).map(({ from }) => from)).toEqual(lines.slice(0, -1).map(({ to }) => to))
    })
  })
})
