import { describe, expect, it } from 'vitest'
import {
  delayBetween,
  dueAfter,
  limit,
  offset,
  shift,
  type Limit,
  type Offset,
  type Pause,
} from '../../functions/domain/limit.ts'
import { counter, counterToMidnight, roundTheClock, vn, wall } from '../support/calendars.ts'

const pause = (from: string, to: string): Pause => ({ from: vn(from), to: vn(to) })

/** All of them start on Monday 18/10/2021 at 08:00. */
const due = (amount: number, unit: Limit['unit'], ...pauses: Pause[]): string =>
  wall(dueAfter({ start: vn('2021-10-18 08:00'), limit: { amount, unit }, pauses, calendar: counter }))

describe('a pause counts in the unit of the limit', () => {
  it('in working minutes: two hours of it at noon are one and a half', () => {
    expect(due(8, 'workingHours')).toBe('2021-10-19 08:00')
    expect(due(8, 'workingHours', pause('2021-10-18 10:30', '2021-10-18 14:00'))).toBe('2021-10-19 09:30')
  })

  it('in working minutes: a night and a weekend are nothing', () => {
    expect(due(40, 'workingHours')).toBe('2021-10-25 08:00')
    expect(due(40, 'workingHours', pause('2021-10-22 17:00', '2021-10-25 07:00'))).toBe('2021-10-25 08:00')
  })

  it('in working days: Wednesday to Friday are two, over the weekend one', () => {
    expect(due(5, 'workingDays')).toBe('2021-10-25 17:00')
    expect(due(5, 'workingDays', pause('2021-10-20 09:00', '2021-10-22 15:00'))).toBe('2021-10-27 17:00')
    expect(due(5, 'workingDays', pause('2021-10-22 16:00', '2021-10-25 08:00'))).toBe('2021-10-26 17:00')
  })

  it('in working days: within a day it is none', () => {
    expect(due(5, 'workingDays', pause('2021-10-20 07:00', '2021-10-20 17:00'))).toBe('2021-10-25 17:00')
  })

  it('in calendar days: and the end still moves off a weekend', () => {
    expect(due(10, 'calendarDays')).toBe('2021-10-28 17:00')
    expect(due(10, 'calendarDays', pause('2021-10-20 09:00', '2021-10-21 15:00'))).toBe('2021-10-29 17:00')
    expect(due(10, 'calendarDays', pause('2021-10-20 09:00', '2021-10-22 15:00'))).toBe('2021-11-01 17:00')
  })

  it('in hours: the night too', () => {
    expect(due(48, 'hours')).toBe('2021-10-20 08:00')
    expect(due(48, 'hours', pause('2021-10-18 16:00', '2021-10-19 08:00'))).toBe('2021-10-21 00:00')
  })
})

describe('pauses', () => {
  it('that overlap or touch are one, in whatever order they are told', () => {
    const whole = due(8, 'workingHours', pause('2021-10-18 09:00', '2021-10-18 11:00'))
    const parts = [
      pause('2021-10-18 10:00', '2021-10-18 11:00'),
      pause('2021-10-18 09:00', '2021-10-18 10:00'),
      pause('2021-10-18 09:30', '2021-10-18 10:30'),
    ]
    expect(due(8, 'workingHours', ...parts)).toBe(whole)
  })

  it('are read to the minute', () => {
    expect(due(8, 'workingHours', pause('2021-10-18 09:00:50', '2021-10-18 09:30:10'))).toBe('2021-10-19 08:30')
  })

  it('before the start are nothing, and one around it makes the clock wait', () => {
    expect(due(1, 'workingHours', pause('2021-10-15 08:00', '2021-10-15 17:00'))).toBe('2021-10-18 09:00')
    expect(due(1, 'workingHours', pause('2021-10-15 08:00', '2021-10-18 10:00'))).toBe('2021-10-18 11:00')
  })

  it('after the due date leave what was late as late as it was', () => {
    const paused = pause('2021-10-20 08:00', '2021-10-20 10:00')
    const finished = vn('2021-10-20 11:00')
    const late = {
      start: vn('2021-10-18 08:00'),
      limit: { amount: 8, unit: 'workingHours' },
      calendar: counter,
    } as const
    expect(delayBetween(counter, dueAfter({ ...late, pauses: [] }), finished)).toBe(660)
    expect(delayBetween(counter, dueAfter({ ...late, pauses: [paused] }), finished)).toBe(660 - 120)
  })
})

describe('offsets from a due date', () => {
  const cases: [at: string, by: [number, Offset['unit']], result: string][] = [
    ['2021-11-01 17:00', [-1, 'workingDays'], '2021-10-29 17:00'],
    ['2021-10-29 17:00', [2, 'workingDays'], '2021-11-02 17:00'],
    ['2021-11-01 08:00', [-90, 'workingMinutes'], '2021-10-29 16:30'],
    ['2021-10-29 16:00', [2, 'workingHours'], '2021-11-01 08:00'],
    ['2021-11-01 17:00', [-1, 'calendarDays'], '2021-10-29 17:00'],
    ['2021-10-29 17:00', [1, 'calendarDays'], '2021-11-01 07:00'],
    ['2021-10-27 17:00', [1, 'calendarDays'], '2021-10-28 17:00'],
    ['2021-10-29 00:00', [-1, 'calendarDays'], '2021-10-27 17:00'],
    ['2021-11-02 07:00', [-1, 'calendarDays'], '2021-11-01 07:00'],
    ['2021-11-01 08:00', [-2, 'hours'], '2021-11-01 06:00'],
    ['2021-10-30 00:00', [0, 'workingDays'], '2021-10-30 00:00'],
  ]
  it.each(cases)('%s and %j: %s', (at, [amount, unit], result) => {
    expect(wall(shift(counter, vn(at), { amount, unit }))).toBe(result)
  })

  it('before a due date at 24:00 lie in working time', () => {
    const at = dueAfter({
      start: vn('2021-10-18 08:00'),
      limit: { amount: 5, unit: 'workingDays' },
      pauses: [],
      calendar: counterToMidnight,
    })
    expect(wall(at)).toBe('2021-10-26 00:00')
    expect(wall(shift(counterToMidnight, at, { amount: -1, unit: 'workingDays' }))).toBe('2021-10-22 17:00')
    expect(wall(shift(counterToMidnight, at, { amount: -30, unit: 'workingMinutes' }))).toBe('2021-10-25 16:30')
  })

  it('are plain days round the clock', () => {
    expect(wall(shift(roundTheClock, vn('2021-02-12 03:00'), { amount: -1, unit: 'workingDays' }))).toBe(
      '2021-02-11 03:00',
    )
  })
})

describe('the delay', () => {
  it('counts working minutes and is never negative', () => {
    expect(delayBetween(counter, vn('2021-10-29 17:00'), vn('2021-11-01 07:30'))).toBe(30)
    expect(delayBetween(counter, vn('2021-10-29 17:00'), vn('2021-10-31 12:00'))).toBe(0)
    expect(delayBetween(counter, vn('2021-10-29 17:00'), vn('2021-10-28 12:00'))).toBe(0)
  })
})

describe('what is accepted', () => {
  it('a limit of one or more, an offset of either sign, whole', () => {
    expect(limit.safeParse({ amount: 1, unit: 'workingDays' }).success).toBe(true)
    expect(limit.safeParse({ amount: 0, unit: 'workingDays' }).success).toBe(false)
    expect(limit.safeParse({ amount: 1.5, unit: 'workingDays' }).success).toBe(false)
    expect(limit.safeParse({ amount: 1, unit: 'weeks' }).success).toBe(false)
    expect(offset.safeParse({ amount: -3, unit: 'hours' }).success).toBe(true)
  })
})
