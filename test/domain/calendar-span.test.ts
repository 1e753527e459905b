import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workingMinutesBetween } from '../../functions/domain/calendar.ts'
import { explainSpan } from '../../functions/domain/calendar-span.ts'
import { DAY_MS, fromMs, MINUTE_MS, toMs } from '../../functions/domain/instant.ts'
import { anyCalendar, anyTime, holds } from '../support/calendar-arbitraries.ts'
import { counter, roundTheClock, vn, wall } from '../support/calendars.ts'

const told = (calendar: typeof counter, from: string, to: string): string[] =>
  explainSpan(calendar, toMs(vn(from)), toMs(vn(to))).map(({ kind, from: start, to: end, minutes, reason }) =>
    [wall(start), wall(end), kind, reason, minutes === 0 ? undefined : minutes]
      .filter((part) => part !== undefined)
      .join(' '),
  )

describe('the account of a span', () => {
  it('tells a day and the night after it', () => {
    expect(told(counter, '2021-10-28 16:00', '2021-10-29 14:00')).toEqual([
      '2021-10-28 16:00 2021-10-28 17:00 counted 60',
      '2021-10-28 17:00 2021-10-29 07:00 night',
      '2021-10-29 07:00 2021-10-29 11:30 counted 270',
      '2021-10-29 11:30 2021-10-29 13:30 break',
      '2021-10-29 13:30 2021-10-29 14:00 counted 30',
    ])
  })

  it('names the days off of Tết, and the weekend before its compensation days', () => {
    expect(told(counter, '2021-02-09 16:30', '2021-02-17 07:10')).toEqual([
      '2021-02-09 16:30 2021-02-09 17:00 counted 30',
      '2021-02-09 17:00 2021-02-10 00:00 night',
      '2021-02-10 00:00 2021-02-15 00:00 dayOff tet',
      '2021-02-15 00:00 2021-02-17 00:00 dayOff compensation',
      '2021-02-17 00:00 2021-02-17 07:00 night',
      '2021-02-17 07:00 2021-02-17 07:10 counted 10',
    ])
  })

  it('says why a Saturday was worked, and that Sunday was not', () => {
    expect(told(counter, '2024-05-04 16:00', '2024-05-06 08:00')).toEqual([
      '2024-05-04 16:00 2024-05-04 17:00 counted make-up 60',
      '2024-05-04 17:00 2024-05-05 00:00 night',
      '2024-05-05 00:00 2024-05-06 00:00 weeklyDayOff',
      '2024-05-06 00:00 2024-05-06 07:00 night',
      '2024-05-06 07:00 2024-05-06 08:00 counted 60',
    ])
  })

  it('skips nothing round the clock', () => {
    expect(told(roundTheClock, '2021-02-11 22:00', '2021-02-12 02:00')).toEqual([
      '2021-02-11 22:00 2021-02-12 00:00 counted 120',
      '2021-02-12 00:00 2021-02-12 02:00 counted 120',
    ])
  })

  it('dates each line in Vietnam', () => {
    expect(explainSpan(counter, toMs(vn('2021-10-29 00:00')), toMs(vn('2021-10-29 08:00')))[0]?.date).toBe('2021-10-29')
  })

  it('is empty within a minute', () => {
    expect(told(counter, '2021-10-29 08:00:10', '2021-10-29 08:00:50')).toEqual([])
  })

  it('sums to the working minutes, without a gap or an overlap', () => {
    holds(anyCalendar, anyTime, fc.nat(20 * DAY_MS), (calendar, from, span) => {
      const lines = explainSpan(calendar, from, from + span)
      const [start, end] = [from, from + span].map((at) => fromMs(Math.floor(at / MINUTE_MS) * MINUTE_MS))
      const sum = lines.reduce((total, { minutes }) => total + minutes, 0)
      expect(sum).toBe(workingMinutesBetween(calendar, from, from + span))
      expect([start, ...lines.map(({ to }) => to)]).toEqual([...lines.map((line) => line.from), end])
    })
  })

  it('tells what is skipped for one reason in one line', () => {
    holds(anyCalendar, anyTime, fc.nat(20 * DAY_MS), (calendar, from, span) => {
      const skipped = explainSpan(calendar, from, from + span).map(({ kind, reason }) =>
        kind === 'counted' ? undefined : `${kind} ${reason}`,
      )
      expect(skipped.some((why, i) => why !== undefined && why === skipped[i + 1])).toBe(false)
    })
  })
})
