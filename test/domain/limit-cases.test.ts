import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../functions/domain/calendar.ts'
import { dueAfter, type Limit } from '../../functions/domain/limit.ts'
import { counter, counterToMidnight, roundTheClock, vn, wall } from '../support/calendars.ts'

/** Start, limit, due, and why: checked by hand against the printed calendars, not against the code. */
type Case = readonly [start: string, limit: string, due: string, why: string]

const units: Record<string, Limit['unit']> = {
  minutes: 'workingMinutes',
  hours: 'workingHours',
  'working-days': 'workingDays',
  days: 'calendarDays',
  'clock-hours': 'hours',
}

function limitOf(text: string): Limit {
  const [amount, unit] = text.split(' ')
  return { amount: Number(amount), unit: units[unit ?? '']! }
}

const check = (calendar: Calendar, cases: readonly Case[]): void => {
  it.each(cases)('%s + %s = %s: %s', (start, limit, due) => {
    expect(wall(dueAfter({ start: vn(start), limit: limitOf(limit), pauses: [], calendar }))).toBe(due)
  })
}

describe('Tết', () => {
  check(counter, [
    ['2021-02-09 10:00', '1 working-days', '2021-02-17 17:00', '10–14/2 are Tết, 15 and 16/2 make up for its weekend'],
    ['2021-02-05 16:00', '3 working-days', '2021-02-17 17:00', 'Monday 8, Tuesday 9, and the first day after Tết'],
    ['2021-02-12 09:00', '1 working-days', '2021-02-17 17:00', 'filed online on the first day of the year'],
    ['2021-02-08 08:00', '3 days', '2021-02-17 17:00', 'day 3 is Thursday 11/2, off: art. 148.5'],
    ['2021-01-15 08:00', '30 days', '2021-02-17 17:00', 'day 30 is Sunday 14/2, itself a day of Tết'],
    ['2022-01-28 17:01', '1 working-days', '2022-02-07 17:00', 'a minute after closing, then 31/1–4/2 off'],
    ['2022-01-27 09:00', '2 working-days', '2022-02-07 17:00', 'Friday 28/1, then the Monday after Tết'],
    ['2023-01-19 08:00', '1 working-days', '2023-01-27 17:00', 'Tết 20–24/1 holds a weekend: 25 and 26/1 off too'],
    ['2023-01-18 08:00', '3 working-days', '2023-01-30 17:00', 'Thursday 19, Friday 27, Monday 30'],
    ['2024-02-07 15:00', '1 working-days', '2024-02-15 17:00', 'Tết 8–12/2, 13 and 14/2 for its weekend'],
    ['2024-02-06 08:00', '5 working-days', '2024-02-20 17:00', 'Wednesday 7, then 15, 16, 19, 20'],
    ['2024-02-01 08:00', '10 days', '2024-02-15 17:00', 'day 10 is Sunday 11/2 within Tết'],
    ['2025-01-24 11:30', '1 working-days', '2025-02-03 17:00', 'Monday to Friday 27–31/1 off'],
    ['2025-01-23 07:00', '2 working-days', '2025-02-03 17:00', 'Friday 24/1 and the Monday after Tết'],
    ['2025-01-20 08:00', '15 days', '2025-02-04 17:00', 'calendar days run through Tết; Tuesday 4/2 is worked'],
    ['2026-02-13 16:59', '1 working-days', '2026-02-23 17:00', '16–20/2 off'],
    ['2026-02-10 08:00', '5 working-days', '2026-02-24 17:00', 'Wednesday 11 to Friday 13, Monday 23, Tuesday 24'],
    ['2026-02-02 08:00', '20 working-days', '2026-03-09 17:00', '4 + 5 days before Tết, 5 + 5 after, and Monday 9/3'],
    ['2026-02-13 16:30', '60 minutes', '2026-02-23 07:30', '30 minutes before Tết, 30 after'],
    [
      '2022-01-28 10:00',
      '24 clock-hours',
      '2022-02-07 07:00',
      'ends on Saturday 29/1: on to the next opening, after Tết',
    ],
  ])
})

describe('the Hùng Kings, 10/3 of the lunar year', () => {
  check(counter, [
    ['2021-04-20 08:00', '1 working-days', '2021-04-22 17:00', 'a Wednesday off'],
    ['2022-04-08 08:00', '1 working-days', '2022-04-12 17:00', 'on Sunday 10/4, so Monday is off'],
    ['2024-04-17 08:00', '1 working-days', '2024-04-19 17:00', 'a Thursday off'],
    ['2025-04-04 08:00', '1 working-days', '2025-04-08 17:00', 'a Monday off'],
    ['2026-04-24 08:00', '1 working-days', '2026-04-28 17:00', 'on Sunday 26/4, so Monday is off'],
    ['2021-04-20 16:00', '2 hours', '2021-04-22 08:00', 'one hour on the eve, one on the day after'],
  ])
})

describe('30/4 and 1/5', () => {
  check(counter, [
    ['2021-04-29 15:00', '1 working-days', '2021-05-04 17:00', '1/5 on a Saturday: Monday 3/5 off'],
    ['2022-04-29 08:00', '1 working-days', '2022-05-04 17:00', 'both on the weekend: 2 and 3/5 off'],
    [
      '2023-04-28 08:00',
      '1 working-days',
      '2023-05-04 17:00',
      '29/4 (Hùng Kings), 30/4 and 1/5 in a row: 2 and 3/5 off',
    ],
    ['2024-04-26 08:00', '1 working-days', '2024-05-02 17:00', 'Monday 29/4 swapped for Saturday 4/5'],
    ['2024-04-26 08:00', '3 working-days', '2024-05-04 17:00', 'Thursday, Friday, and the make-up Saturday counts'],
    ['2024-05-03 16:30', '60 minutes', '2024-05-04 07:30', 'into the make-up Saturday, not the Monday'],
    ['2024-04-27 08:00', '7 days', '2024-05-04 17:00', 'day 7 is the make-up Saturday: worked, so it does not move'],
    ['2025-04-25 08:00', '1 working-days', '2025-04-26 17:00', 'Saturday 26/4 makes up for Friday 2/5'],
    ['2025-04-25 08:00', '4 working-days', '2025-05-05 17:00', 'Saturday 26, Monday 28, Tuesday 29, Monday 5/5'],
    ['2025-04-25 08:00', '5 days', '2025-05-05 17:00', 'day 5 is 30/4; 2/5 is off by the swap'],
    ['2026-04-29 08:00', '1 working-days', '2026-05-04 17:00', 'Thursday and Friday off, nothing to compensate'],
  ])
})

describe('2/9 and its second day', () => {
  check(counter, [
    ['2021-09-01 08:00', '1 working-days', '2021-09-06 17:00', 'Thursday, and Friday 3/9 as second day'],
    ['2022-08-31 08:00', '1 working-days', '2022-09-05 17:00', 'second day before it: Thursday 1/9'],
    [
      '2023-08-31 08:00',
      '1 working-days',
      '2023-09-05 17:00',
      'Friday 1/9, Saturday 2/9, and Monday 4/9 for the Saturday',
    ],
    ['2023-08-31 16:00', '2 hours', '2023-09-05 08:00', 'four days off in between'],
    ['2024-08-30 08:00', '1 working-days', '2024-09-04 17:00', 'Monday, and Tuesday 3/9 as second day'],
    ['2025-08-29 08:00', '1 working-days', '2025-09-03 17:00', 'Monday 1/9 as second day, Tuesday'],
    ['2026-08-28 08:00', '1 working-days', '2026-09-03 17:00', 'Monday 31/8 swapped, 1 and 2/9 off'],
    ['2026-08-21 08:00', '1 working-days', '2026-08-22 17:00', 'the make-up Saturday for 31/8 (assumed)'],
  ])
})

describe('the year end', () => {
  check(counter, [
    ['2020-12-31 08:00', '1 working-days', '2021-01-04 17:00', 'Friday 1/1/2021 off'],
    ['2021-12-31 08:00', '1 working-days', '2022-01-04 17:00', '1/1 on a Saturday: Monday 3/1 off'],
    ['2021-12-22 08:00', '10 days', '2022-01-04 17:00', 'day 10 is 1/1/2022'],
    ['2022-12-30 08:00', '1 working-days', '2023-01-03 17:00', '1/1 on a Sunday: Monday 2/1 off'],
    ['2023-12-29 16:59', '1 minutes', '2023-12-29 17:00', 'used up exactly at closing'],
    ['2023-12-29 08:00', '1 working-days', '2024-01-02 17:00', 'Monday 1/1 off'],
    ['2024-12-31 08:00', '1 working-days', '2025-01-02 17:00', 'Wednesday 1/1 off'],
    ['2025-12-31 08:00', '1 working-days', '2026-01-05 17:00', 'Friday 2/1 swapped for Saturday 10/1'],
    ['2026-01-09 16:00', '2 hours', '2026-01-10 08:00', 'into the make-up Saturday'],
    ['2026-11-23 08:00', '1 working-days', '2026-11-25 17:00', '24/11 off, a row that may be removed'],
    ['2026-12-31 08:00', '1 working-days', '2027-01-01 17:00', 'no days of 2027 are known yet: the plain week holds'],
  ])
})

describe('the hours of a day', () => {
  check(counter, [
    ['2021-10-29 17:00', '1 working-days', '2021-11-01 17:00', 'Friday at closing: day 1 is Monday'],
    ['2021-10-29 17:01', '1 working-days', '2021-11-01 17:00', 'a minute after closing: day 1 is still Monday'],
    ['2021-10-29 23:59', '1 working-days', '2021-11-01 17:00', 'late on Friday: art. 147.2 counts dates'],
    ['2021-10-30 09:00', '1 working-days', '2021-11-01 17:00', 'taken in by the Saturday counter: adds no working day'],
    ['2021-10-30 09:00', '1 hours', '2021-11-01 08:00', 'reception is not working time'],
    ['2021-10-31 23:59', '1 working-days', '2021-11-01 17:00', 'Sunday, a minute before midnight'],
    ['2021-11-01 00:00', '1 working-days', '2021-11-02 17:00', 'Monday at midnight: the event is on Monday'],
    ['2021-10-29 17:00', '1 minutes', '2021-11-01 07:01', 'at closing nothing is left of the day'],
    ['2021-10-29 17:01', '8 hours', '2021-11-01 17:00', 'the whole of Monday, and due at its closing, not on Tuesday'],
    ['2021-10-29 07:00', '8 hours', '2021-10-29 17:00', '8 hours are one working day'],
    ['2021-10-29 16:00', '8 hours', '2021-11-01 16:00', 'one hour on Friday, seven on Monday'],
    ['2021-10-28 11:00', '30 minutes', '2021-10-28 11:30', 'used up at the lunch break: due there'],
    ['2021-10-28 11:00', '31 minutes', '2021-10-28 13:31', 'a minute more lies behind the break'],
    ['2021-10-28 11:30', '30 minutes', '2021-10-28 14:00', 'received as lunch begins'],
    ['2021-10-28 12:00', '30 minutes', '2021-10-28 14:00', 'received at lunch: the same'],
    ['2021-10-28 05:00', '60 minutes', '2021-10-28 08:00', 'before opening the clock waits'],
    [
      '2021-10-28 10:15:30',
      '8 hours',
      '2021-10-29 10:15:30',
      'the clock runs from the second of the event: art. 147.1',
    ],
    ['2021-10-11 08:00', '15 working-days', '2021-11-01 17:00', 'three plain weeks'],
  ])
})

describe('the leap day', () => {
  check(counter, [
    ['2024-02-28 08:00', '1 working-days', '2024-02-29 17:00', 'Thursday 29/2 is worked'],
    ['2024-02-28 08:00', '2 days', '2024-03-01 17:00', 'and counted'],
    ['2024-01-30 08:00', '30 days', '2024-02-29 17:00', 'a limit can end on it'],
    ['2023-02-28 08:00', '1 working-days', '2023-03-01 17:00', 'other years have none'],
  ])
})

describe('hours around the clock (art. 147.1)', () => {
  check(counter, [
    ['2021-10-28 10:00', '24 clock-hours', '2021-10-29 10:00', 'the night counts'],
    ['2021-10-28 20:00', '7 clock-hours', '2021-10-29 03:00', 'and may hold the end'],
    ['2021-10-29 10:00', '24 clock-hours', '2021-11-01 07:00', 'ends on Saturday: to Monday’s opening'],
    ['2021-10-29 20:00', '55 clock-hours', '2021-11-01 07:00', 'nor in the small hours after a day off'],
    ['2021-10-29 08:00', '72 clock-hours', '2021-11-01 08:00', 'the weekend counts when the end is worked'],
    ['2021-10-29 12:00', '8 clock-hours', '2021-10-29 20:00', 'Friday evening is no day off'],
  ])
})

describe('a calendar round the clock, for urgent categories', () => {
  check(roundTheClock, [
    ['2021-10-30 22:00', '4 hours', '2021-10-31 02:00', 'Saturday night into Sunday'],
    ['2021-02-12 00:30', '2 clock-hours', '2021-02-12 02:30', 'the first night of Tết'],
    ['2021-02-11 10:00', '1 working-days', '2021-02-13 00:00', 'day 1 ends at 24:00 of the first of Tết: art. 148.6'],
    ['2021-10-29 10:00', '1 days', '2021-10-31 00:00', 'Saturday at 24:00: nothing moves'],
  ])
})

describe('a counter whose days end at 24:00 (art. 148.6)', () => {
  check(counterToMidnight, [
    ['2021-10-28 08:00', '1 working-days', '2021-10-30 00:00', 'Friday at 24:00'],
    ['2021-10-28 08:00', '2 days', '2021-11-02 00:00', 'Saturday moves to Monday at 24:00'],
    ['2021-10-29 16:30', '30 minutes', '2021-10-29 17:00', 'minutes end with the segments all the same'],
  ])
})
