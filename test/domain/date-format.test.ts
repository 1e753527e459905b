import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateFormat, readDate } from '../../functions/domain/date-format.ts'

describe('a date in a list', () => {
  it.each([
    ['21/01/2022 13:47', 'dd/MM/yyyy HH:mm', { date: '2022-01-21', time: '13:47:00' }],
    ['1/2/2022', 'd/M/yyyy', { date: '2022-02-01' }],
    ['04/18/2019 09:55:45 PM', 'MM/dd/yyyy hh:mm:ss a', { date: '2019-04-18', time: '21:55:45' }],
    ['08/25/2010 12:00:00 AM', 'MM/dd/yyyy hh:mm:ss a', { date: '2010-08-25', time: '00:00:00' }],
    ['03/10/2010 12:00:00 PM', 'MM/dd/yyyy hh:mm:ss a', { date: '2010-03-10', time: '12:00:00' }],
    ['2022-01-03 21:43:55.82', 'yyyy-MM-dd HH:mm:ss', { date: '2022-01-03', time: '21:43:55' }],
    ['08:30 14/10/2021', 'HH:mm dd/MM/yyyy', { date: '2021-10-14', time: '08:30:00' }],
    ['29/02/2020', 'dd/MM/yyyy', { date: '2020-02-29' }],
    ['44482', 'serial', { date: '2021-10-13' }],
    ['44482.5', 'serial', { date: '2021-10-13', time: '12:00:00' }],
  ])('%s is read as %s', (text, format, wall) => {
    expect(readDate(text, format)).toEqual(wall)
  })

  it.each([
    ['31/02/2021', 'dd/MM/yyyy'],
    ['29/02/2021', 'dd/MM/yyyy'],
    ['2021-13-01', 'yyyy-MM-dd'],
    ['00/01/2021', 'dd/MM/yyyy'],
    ['14/10/2021 24:01', 'dd/MM/yyyy HH:mm'],
    ['14/10/2021 13:60', 'dd/MM/yyyy HH:mm'],
    ['10/14/2021 13:00:00 PM', 'MM/dd/yyyy hh:mm:ss a'],
    ['14/10/21', 'dd/MM/yyyy'],
    ['14/10/0021', 'dd/MM/yyyy'],
    ['14/10/2021 chiều', 'dd/MM/yyyy'],
    ['60', 'serial'],
    ['99999', 'serial'],
  ])('%s is no %s', (text, format) => {
    expect(readDate(text, format)).toBeUndefined()
  })

  it('agrees with the calendar on which days there are', () => {
    const days = fc.record({
      year: fc.integer({ min: 1990, max: 2100 }),
      month: fc.integer({ min: 0, max: 13 }),
      day: fc.integer({ min: 0, max: 32 }),
    })
    fc.assert(
      fc.property(days, ({ year, month, day }) => {
        const real = new Date(Date.UTC(year, month - 1, day))
        const exists = real.getUTCMonth() === month - 1 && real.getUTCDate() === day
        expect(readDate(`${day}/${month}/${year}`, 'd/M/yyyy') !== undefined).toBe(exists)
      }),
    )
  })

  it('has a format that names year, month and day once', () => {
    const fits = (format: string) => dateFormat.safeParse(format).success
    expect(['dd/MM/yyyy', 'M/d/yyyy h:mm a', 'serial'].filter(fits)).toHaveLength(3)
    expect(['dd/MM', 'dd/dd/yyyy', 'dd/MM/yyyy hh:mm', 'dd/MM/yyyy HH:mm a', ''].filter(fits)).toEqual([])
  })
})
