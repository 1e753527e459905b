import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWorkingDays,
  addWorkingMinutes,
  dateOf,
  dayAt,
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
import { addDays, MINUTE_MS } from '../../functions/domain/instant.ts'
import {
  anyCalendar,
  anyCompiled,
  anyEvenCalendar,
  anyMinute,
  anyTime,
  holds,
  twoTimes,
  worksAt,
} from '../support/calendar-arbitraries.ts'

const someMinutes = fc.integer({ min: 1, max: 200_000 })
const someDays = fc.integer({ min: 1, max: 2000 })

describe('working minutes', () => {
  it('added and taken away again return to where counting began', () => {
    holds(anyCalendar, anyTime, someMinutes, (calendar, at, minutes) => {
      const later = addWorkingMinutes(calendar, at, minutes)
      const earlier = addWorkingMinutes(calendar, at, -minutes)
      expect(addWorkingMinutes(calendar, later, -minutes)).toBe(nextOpening(calendar, at))
      expect(addWorkingMinutes(calendar, earlier, minutes)).toBe(lastClosing(calendar, at))
    })
  })

  it('added are what lies between', () => {
    holds(anyCalendar, anyTime, someMinutes, (calendar, at, minutes) => {
      expect(workingMinutesBetween(calendar, at, addWorkingMinutes(calendar, at, minutes))).toBe(minutes)
      expect(workingMinutesBetween(calendar, at, addWorkingMinutes(calendar, at, -minutes))).toBe(-minutes)
    })
  })

  it('of the parts of a span sum to those of the whole, in any order', () => {
    holds(anyCalendar, fc.tuple(anyTime, anyTime, anyTime), (calendar, [a, b, c]) => {
      const parts = workingMinutesBetween(calendar, a, b) + workingMinutesBetween(calendar, b, c)
      expect(parts).toBe(workingMinutesBetween(calendar, a, c))
    })
  })

  it('from a later start, or more of them, never end earlier', () => {
    holds(anyCalendar, twoTimes, someMinutes, (calendar, [first, second], minutes) => {
      const due = addWorkingMinutes(calendar, first, minutes)
      expect(addWorkingMinutes(calendar, second, minutes)).toBeGreaterThanOrEqual(due)
      expect(addWorkingMinutes(calendar, first, minutes + 1)).toBeGreaterThan(due)
    })
  })

  it('end within working time: after worked time when added, before it when taken away', () => {
    holds(anyCalendar, anyTime, someMinutes, (calendar, at, minutes) => {
      expect(isOpen(calendar, addWorkingMinutes(calendar, at, minutes) - 1)).toBe(true)
      expect(isOpen(calendar, addWorkingMinutes(calendar, at, -minutes))).toBe(true)
    })
  })

  it('are those that a clerk counts, quarter of an hour by quarter', () => {
    const quarter = 15 * MINUTE_MS
    holds(anyCompiled, anyMinute, fc.integer({ min: 1, max: 200 }), (compiled, at, quarters) => {
      const start = Math.floor(at / quarter) * quarter
      let counted = 0
      for (let i = 0; i < quarters; i += 1) counted += 15 * Number(worksAt(compiled, start + i * quarter))
      expect(workingMinutesBetween(compiled.calendar, start, start + quarters * quarter)).toBe(counted)
    })
  })
})

describe('openings and closings', () => {
  it('are where the definition says', () => {
    holds(anyCompiled, anyTime, (compiled, at) => {
      const { calendar } = compiled
      expect(isOpen(calendar, at)).toBe(worksAt(compiled, at))
      expect(worksAt(compiled, nextOpening(calendar, at))).toBe(true)
      expect(worksAt(compiled, lastClosing(calendar, at) - 1)).toBe(true)
      expect(workingMinutesBetween(calendar, lastClosing(calendar, at), nextOpening(calendar, at))).toBe(0)
    })
  })
})

describe('working days', () => {
  it('added and taken away again return to the same point of the day, where all days are alike', () => {
    holds(anyEvenCalendar, anyTime, someDays, (calendar, at, days) => {
      const point = isOpen(calendar, at) ? at : lastClosing(calendar, at)
      expect(addWorkingDays(calendar, addWorkingDays(calendar, at, days), -days)).toBe(point)
      expect(addWorkingDays(calendar, addWorkingDays(calendar, at, -days), days)).toBe(point)
    })
  })

  it('lead into working time or to its edge, never to a midnight or a day off', () => {
    holds(anyCalendar, anyTime, fc.integer({ min: -2000, max: 2000 }), (calendar, at, days) => {
      fc.pre(days !== 0)
      const moved = addWorkingDays(calendar, at, days)
      expect(isOpen(calendar, moved) || lastClosing(calendar, moved) === moved).toBe(true)
    })
  })

  it('added are what lies between', () => {
    holds(anyEvenCalendar, anyTime, someDays, (calendar, at, days) => {
      const point = isOpen(calendar, at) ? at : lastClosing(calendar, at)
      expect(workingDaysBetween(calendar, point, addWorkingDays(calendar, at, days))).toBe(days)
    })
  })

  it('from a later start never end earlier', () => {
    holds(anyEvenCalendar, twoTimes, someDays, (calendar, [first, second], days) => {
      const due = addWorkingDays(calendar, first, days)
      expect(addWorkingDays(calendar, second, days)).toBeGreaterThanOrEqual(due)
    })
  })

  it('are those that a clerk ticks off one by one', () => {
    holds(anyCompiled, anyTime, fc.integer({ min: 0, max: 40 }), ({ calendar }, at, span) => {
      const date = dateOf(dayAt(at))
      let counted = 0
      for (let day = 1; day <= span; day += 1) counted += Number(isWorkingDay(calendar, addDays(date, day)))
      expect(workingDaysBetween(calendar, at, at + span * 86_400_000)).toBe(counted)
    })
  })

  it('next to a date are worked, with none in between, and end on their date', () => {
    holds(anyCalendar, anyTime, (calendar, at) => {
      const date = dateOf(dayAt(at))
      const next = nextWorkingDayOnOrAfter(calendar, date)
      const last = lastWorkingDayOnOrBefore(calendar, date)
      expect([isWorkingDay(calendar, next), isWorkingDay(calendar, last)]).toEqual([true, true])
      expect(next === last).toBe(isWorkingDay(calendar, date))
      for (let day = addDays(last, 1); day < next; day = addDays(day, 1))
        expect(isWorkingDay(calendar, day)).toBe(false)
      expect(dateOf(dayAt(endOfWorkingDay(calendar, date) - 1))).toBe(next)
    })
  })
})
