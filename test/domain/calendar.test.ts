import { describe, expect, it } from 'vitest'
import {
  addWorkingDays,
  addWorkingMinutes,
  calendarDay,
  calendarDefinition,
  compileCalendar,
  endOfWorkingDay,
  isOpen,
  isWorkingDay,
  lastClosing,
  lastWorkingDayOnOrBefore,
  nextOpening,
  nextWorkingDayOnOrAfter,
  workingDaysBetween,
  workingMinutesBetween,
} from '../../functions/domain/calendar.ts'
import { fromMs, toMs } from '../../functions/domain/instant.ts'
import { counter, counterDefinition, counterToMidnight, days, vn, wall } from '../support/calendars.ts'

const at = (text: string): number => toMs(vn(text))
const shown = (ms: number): string => wall(fromMs(ms))

describe('the letter of November 2021', () => {
  it('"before 15/11/2021", a Monday, is chased to Friday 12/11 at closing', () => {
    const last = lastWorkingDayOnOrBefore(counter, '2021-11-14')
    expect(shown(endOfWorkingDay(counter, last))).toBe('2021-11-12 17:00')
  })

  it('a report day that is off moves back to the last working day: 3/9/2021 to Wednesday 1/9', () => {
    expect(lastWorkingDayOnOrBefore(counter, '2021-09-03')).toBe('2021-09-01')
  })
})

describe('open and closed', () => {
  it.each([
    ['2021-10-29 06:59', false],
    ['2021-10-29 07:00', true],
    ['2021-10-29 11:29', true],
    ['2021-10-29 11:30', false],
    ['2021-10-29 13:30', true],
    ['2021-10-29 17:00', false],
    ['2021-10-30 09:00', false],
    ['2021-09-02 09:00', false],
    ['2024-05-04 09:00', true],
  ])('%s: open %s', (time, open) => {
    expect(isOpen(counter, at(time))).toBe(open)
  })

  it.each([
    ['2021-10-29 12:00', '2021-10-29 11:30', '2021-10-29 13:30'],
    ['2021-10-30 12:00', '2021-10-29 17:00', '2021-11-01 07:00'],
    ['2021-02-12 00:00', '2021-02-09 17:00', '2021-02-17 07:00'],
    ['2021-10-29 09:15', '2021-10-29 09:15', '2021-10-29 09:15'],
    ['2021-10-29 17:00', '2021-10-29 17:00', '2021-11-01 07:00'],
    ['2021-11-01 07:00', '2021-10-29 17:00', '2021-11-01 07:00'],
  ])('%s: closed since %s, open from %s', (time, closing, opening) => {
    expect(shown(lastClosing(counter, at(time)))).toBe(closing)
    expect(shown(nextOpening(counter, at(time)))).toBe(opening)
  })
})

describe('working minutes', () => {
  it.each([
    ['2021-10-29 07:00', '2021-10-29 17:00', 480],
    ['2021-10-29 11:00', '2021-10-29 14:00', 60],
    ['2021-10-29 16:30', '2021-11-01 07:30', 60],
    ['2021-02-09 16:00', '2021-02-17 08:00', 120],
    ['2021-01-01 00:00', '2022-01-01 00:00', 250 * 480],
    ['2024-01-01 00:00', '2025-01-01 00:00', 251 * 480],
    ['2021-10-29 08:00:59', '2021-10-29 08:02:01', 2],
  ])('from %s to %s: %i', (from, to, minutes) => {
    expect(workingMinutesBetween(counter, at(from), at(to))).toBe(minutes)
    expect(workingMinutesBetween(counter, at(to), at(from))).toBe(0 - minutes)
  })

  it('are taken away across a break, a weekend and Tết', () => {
    expect(shown(addWorkingMinutes(counter, at('2021-10-29 14:00'), -60))).toBe('2021-10-29 11:00')
    expect(shown(addWorkingMinutes(counter, at('2021-11-01 07:30'), -60))).toBe('2021-10-29 16:30')
    expect(shown(addWorkingMinutes(counter, at('2021-02-17 07:30'), -60))).toBe('2021-02-09 16:30')
  })

  it('used up at an edge stay there: at a closing going on, at an opening going back', () => {
    expect(shown(addWorkingMinutes(counter, at('2021-10-29 16:00'), 60))).toBe('2021-10-29 17:00')
    expect(shown(addWorkingMinutes(counter, at('2021-11-01 08:00'), -60))).toBe('2021-11-01 07:00')
  })
})

describe('working days', () => {
  it.each([
    ['2021-10-27 09:20', 2, '2021-10-29 09:20', 'the same time of the day'],
    ['2021-10-29 09:20', 1, '2021-11-01 09:20', 'over a weekend'],
    ['2021-11-01 17:00', -1, '2021-10-29 17:00', 'a day before due at closing'],
    ['2021-10-28 00:00', -1, '2021-10-26 17:00', 'due on Wednesday at 24:00: Tuesday at closing'],
    ['2021-10-28 00:00', 2, '2021-10-29 17:00', 'and two days after it: Friday at closing'],
    ['2021-02-17 10:00', -1, '2021-02-09 10:00', 'back over Tết'],
    ['2024-05-06 10:00', -1, '2024-05-04 10:00', 'back to a make-up Saturday'],
    ['2021-10-29 12:00', 1, '2021-11-01 11:30', 'at lunch the morning is over'],
    ['2021-10-30 22:00', 1, '2021-11-01 17:00', 'on a day off the last working day is over'],
    ['2021-10-30 22:00', 0, '2021-10-30 22:00', 'none leave the instant as it is'],
  ])('%s and %i: %s, %s', (time, amount, result) => {
    expect(shown(addWorkingDays(counter, at(time), amount))).toBe(result)
  })

  it('of unlike length keep the share of the day', () => {
    const short = compileCalendar(
      { ...counterDefinition, segments: { thu: [['08:00', '12:00']], fri: [['08:00', '16:00']] } },
      [],
    )
    expect(shown(addWorkingDays(short, at('2021-10-28 09:00'), 1))).toBe('2021-10-29 10:00')
    expect(shown(addWorkingDays(short, at('2021-10-29 16:00'), -1))).toBe('2021-10-28 12:00')
    expect(shown(addWorkingDays(short, at('2021-10-29 08:00'), -1))).toBe('2021-10-28 08:00')
  })

  it('that end at midnight belong to the day they end', () => {
    const evening = compileCalendar(
      { ...counterDefinition, segments: { thu: [['18:00', '24:00']], fri: [['18:00', '24:00']] } },
      [],
    )
    expect(shown(addWorkingDays(evening, at('2021-10-29 00:00'), 1))).toBe('2021-10-30 00:00')
  })

  it('between two instants leave out the day of the first', () => {
    expect(workingDaysBetween(counter, at('2021-10-29 07:00'), at('2021-11-01 06:00'))).toBe(1)
    expect(workingDaysBetween(counter, at('2021-10-29 00:00'), at('2021-10-29 23:59'))).toBe(0)
    expect(workingDaysBetween(counter, at('2021-11-01 06:00'), at('2021-10-29 07:00'))).toBe(-1)
  })

  it('next to a date', () => {
    expect(nextWorkingDayOnOrAfter(counter, '2021-10-30')).toBe('2021-11-01')
    expect(nextWorkingDayOnOrAfter(counter, '2021-10-29')).toBe('2021-10-29')
    expect(lastWorkingDayOnOrBefore(counter, '2021-02-16')).toBe('2021-02-09')
  })

  it('end at closing or at 24:00, a day off with the next working day', () => {
    expect(shown(endOfWorkingDay(counter, '2021-10-29'))).toBe('2021-10-29 17:00')
    expect(shown(endOfWorkingDay(counterToMidnight, '2021-10-29'))).toBe('2021-10-30 00:00')
    expect(shown(endOfWorkingDay(counter, '2021-10-30'))).toBe('2021-11-01 17:00')
  })
})

describe('compiling', () => {
  it('takes a day off away again when its row is gone', () => {
    const without = compileCalendar(
      counterDefinition,
      days.filter(({ date }) => date !== '2026-11-24'),
    )
    expect(isWorkingDay(counter, '2026-11-24')).toBe(false)
    expect(isWorkingDay(without, '2026-11-24')).toBe(true)
  })

  it('does not depend on the order of the days', () => {
    const span = [at('2021-01-01 00:00'), at('2027-01-01 00:00')] as const
    const shuffled = compileCalendar(counterDefinition, days.toReversed())
    expect(workingMinutesBetween(shuffled, ...span)).toBe(workingMinutesBetween(counter, ...span))
  })

  it('follows the plain week in years without known days, before and after', () => {
    expect(workingDaysBetween(counter, at('1990-12-31 12:00'), at('1991-12-31 12:00'))).toBe(261)
    expect(workingDaysBetween(counter, at('2040-12-31 12:00'), at('2041-12-31 12:00'))).toBe(261)
  })

  it('lets a day off on a weekly day off change nothing', () => {
    const saturday = compileCalendar(counterDefinition, [
      { date: '2021-10-30', kind: 'off', reason: 'other', source: 'test' },
    ])
    expect(workingDaysBetween(saturday, at('2021-10-25 12:00'), at('2021-11-02 12:00'))).toBe(6)
  })

  it('refuses what is no instant', () => {
    expect(() => addWorkingMinutes(counter, Number.NaN, 1)).toThrow(RangeError)
  })
})

describe('a definition', () => {
  it.each([
    [[['07:00', '24:00']], true],
    [
      [
        ['07:00', '11:30'],
        ['13:30', '17:00'],
        ['18:00', '20:00'],
      ],
      true,
    ],
    [[['11:30', '07:00']], false],
    [
      [
        ['07:00', '11:30'],
        ['11:00', '17:00'],
      ],
      false,
    ],
    [
      [
        ['07:00', '11:30'],
        ['11:30', '17:00'],
      ],
      false,
    ],
    [
      [
        ['13:30', '17:00'],
        ['07:00', '11:30'],
      ],
      false,
    ],
    [[['07:00', '25:00']], false],
    [[['7:00', '11:30']], false],
    [[], false],
  ] as [[string, string][], boolean][])('with Monday %j: accepted %s', (mon, accepted) => {
    expect(calendarDefinition.safeParse({ ...counterDefinition, segments: { mon } }).success).toBe(accepted)
  })

  it('works on some weekday', () => {
    expect(calendarDefinition.safeParse({ ...counterDefinition, segments: {} }).success).toBe(false)
  })

  it('of a worked day says which weekday it is like, and of a day off does not', () => {
    const facts = { date: '2024-05-04', reason: 'make-up', source: 'test' }
    expect(calendarDay.safeParse({ ...facts, kind: 'working', like: 'mon' }).success).toBe(true)
    expect(calendarDay.safeParse({ ...facts, kind: 'working' }).success).toBe(false)
    expect(calendarDay.safeParse({ ...facts, kind: 'off', like: 'mon' }).success).toBe(false)
  })
})
