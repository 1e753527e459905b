import { describe, expect, it } from 'vitest'
import { dayNumber, isWorkingDay, workingMinutesBetween } from '../../functions/domain/calendar.ts'
import { weekdayOf } from '../../functions/domain/calendar-tally.ts'
import { addDays, toMs, type LocalDate } from '../../functions/domain/instant.ts'
import { calendars, counter, days, roundTheClock, vn } from '../support/calendars.ts'
import { solarDate } from '../support/lunar.ts'

const years = [2021, 2022, 2023, 2024, 2025, 2026]
const datesOf = (...reasons: string[]): LocalDate[] =>
  days.filter(({ reason }) => reasons.includes(reason)).map(({ date }) => date)
const isWeekend = (date: LocalDate): boolean => weekdayOf(dayNumber(date)) >= 5
const holidays = datesOf('new-year', 'tet', 'hung-kings', 'reunification', 'labour-day', 'national-day', 'culture-day')

describe('the lunar calendar of the tests', () => {
  it('agrees with the Tết of twenty-seven years, 2007 among them, when China had it a day later', () => {
    const known =
      '2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-17 2008-02-07 2009-01-26 ' +
      '2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 ' +
      '2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17'
    const computed = Array.from({ length: 27 }, (_, i) => solarDate({ year: 2000 + i, month: 1, day: 1 }))
    expect(computed.join(' ')).toBe(known)
  })
})

describe('days of Vietnam 2021–2026', () => {
  it('are off on these weekdays and on no others', () => {
    const off = days.filter(({ kind, date }) => kind === 'off' && !isWeekend(date)).map(({ date }) => date.slice(2))
    expect(off.join(' ')).toBe(
      [
        '21-01-01 21-02-10 21-02-11 21-02-12 21-02-15 21-02-16 21-04-21 21-04-30 21-05-03 21-09-02 21-09-03',
        '22-01-03 22-01-31 22-02-01 22-02-02 22-02-03 22-02-04 22-04-11 22-05-02 22-05-03 22-09-01 22-09-02',
        '23-01-02 23-01-20 23-01-23 23-01-24 23-01-25 23-01-26 23-05-01 23-05-02 23-05-03 23-09-01 23-09-04',
        '24-01-01 24-02-08 24-02-09 24-02-12 24-02-13 24-02-14 24-04-18 24-04-29 24-04-30 24-05-01 24-09-02 24-09-03',
        '25-01-01 25-01-27 25-01-28 25-01-29 25-01-30 25-01-31 25-04-07 25-04-30 25-05-01 25-05-02 25-09-01 25-09-02',
        '26-01-01 26-01-02 26-02-16 26-02-17 26-02-18 26-02-19 26-02-20 26-04-27 26-04-30 26-05-01',
        '26-08-31 26-09-01 26-09-02 26-11-24',
      ].join(' '),
    )
  })

  it('stand once each, in order', () => {
    const dates = days.map(({ date }) => date)
    expect(dates).toEqual([...new Set(dates)].toSorted())
  })

  it.each(years)('%i: five days of Tết, the first of the lunar year among them', (year) => {
    const tet = datesOf('tet').filter((date) => date.startsWith(`${year}`))
    const newYear = solarDate({ year, month: 1, day: 1 })
    expect(tet).toEqual(Array.from({ length: 5 }, (_, i) => addDays(tet[0]!, i)))
    expect(tet).toContain(newYear)
    expect(tet[0]! < newYear).toBe(true)
  })

  it.each(years)('%i: the Hùng Kings on the tenth of the third lunar month', (year) => {
    expect(datesOf('hung-kings')).toContain(solarDate({ year, month: 3, day: 10 }))
  })

  it.each(years)('%i: 1/1, 30/4, 1/5, and 2/9 with the day before or after', (year) => {
    const ofYear = (reason: string): LocalDate[] => datesOf(reason).filter((date) => date.startsWith(`${year}`))
    const [first, second] = ofYear('national-day')
    expect(ofYear('new-year')).toEqual([`${year}-01-01`])
    expect(ofYear('reunification')).toEqual([`${year}-04-30`])
    expect(ofYear('labour-day')).toEqual([`${year}-05-01`])
    expect(ofYear('national-day')).toContain(`${year}-09-02`)
    expect(second).toBe(addDays(first!, 1))
  })

  it('compensate each holiday on a weekend with the next working day (Labour Code 2019, art. 111.3)', () => {
    const taken = new Set(holidays)
    for (const holiday of holidays.filter(isWeekend)) {
      let next = addDays(holiday, 1)
      while (isWeekend(next) || taken.has(next)) next = addDays(next, 1)
      taken.add(next)
    }
    const compensation = [...taken].filter((date) => !holidays.includes(date)).toSorted()
    expect(datesOf('compensation')).toEqual(compensation)
  })

  it('make each swapped day up on a Saturday of its year, worked like the weekday that was given up', () => {
    const swapped = days.filter(({ reason }) => reason === 'swap')
    const makeUp = days.filter((day) => day.kind === 'working')
    expect(makeUp.map(({ date }) => date)).toEqual(['2024-05-04', '2025-04-26', '2026-01-10', '2026-08-22'])
    for (const day of makeUp) {
      const weekday = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(day.like)
      const givenUp = swapped.filter(
        ({ date, source }) => source === day.source && weekdayOf(dayNumber(date)) === weekday,
      )
      expect(weekdayOf(dayNumber(day.date))).toBe(5)
      expect(day.reason).toBe('make-up')
      expect(givenUp).toHaveLength(1)
    }
    expect(swapped).toHaveLength(makeUp.length)
  })

  it('name a source each, and mark what no decision was found for', () => {
    expect(days.every(({ source }) => source.length > 20)).toBe(true)
    expect(days.filter(({ assumed }) => assumed).map(({ date }) => date)).toEqual([
      '2026-08-22',
      '2026-08-31',
      '2026-11-24',
    ])
  })
})

describe('calendars of the centre', () => {
  it('are the counter and the one round the clock', () => {
    expect(calendars.map(({ id }) => id)).toEqual(['counter', 'round-the-clock'])
  })

  it('count eight hours on a working day, in both halves', () => {
    expect(workingMinutesBetween(counter, toMs(vn('2021-10-29')), toMs(vn('2021-10-30')))).toBe(480)
  })

  it('receive on Saturday morning without working on it', () => {
    expect(calendars[0]?.reception?.sat).toEqual([['07:00', '11:30']])
    expect(isWorkingDay(counter, '2021-10-30')).toBe(false)
    expect(workingMinutesBetween(counter, toMs(vn('2021-10-30')), toMs(vn('2021-10-31')))).toBe(0)
  })

  it('know no days off round the clock', () => {
    expect(workingMinutesBetween(roundTheClock, toMs(vn('2021-02-12')), toMs(vn('2021-02-14')))).toBe(2 * 24 * 60)
  })
})
