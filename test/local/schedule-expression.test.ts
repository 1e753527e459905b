import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { parseSchedule } from '../../infra/local/schedule-expression.ts'

const ms = (text: string) => Date.parse(`${text}Z`)
const iso = (instant: number | undefined) => instant && new Date(instant).toISOString().slice(0, 16)
const after = (expression: string, from: string, count = 1): unknown[] => {
  const schedule = parseSchedule(expression, 0)
  const found: (number | undefined)[] = []
  for (let at: number | undefined = ms(from); found.length < count && at !== undefined;) {
    at = schedule.next(at)
    found.push(at)
  }
  return found.map(iso)
}

const list = (min: number, max: number) => fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 })

describe('cron', () => {
  test.each<[string, string, string[]]>([
    ['0 1 * * ? *', '2021-10-29T00:59:59', ['2021-10-29T01:00', '2021-10-30T01:00']],
    ['0 1 * * ? *', '2021-10-29T01:00', ['2021-10-30T01:00']],
    ['0/5 * * * ? *', '2021-12-31T23:52', ['2021-12-31T23:55', '2022-01-01T00:00', '2022-01-01T00:05']],
    ['*/20 0,12 * * ? *', '2021-10-29T00:30', ['2021-10-29T00:40', '2021-10-29T12:00']],
    [
      '0,10/20 0 * * ? *',
      '2021-10-29T00:00',
      ['2021-10-29T00:10', '2021-10-29T00:30', '2021-10-29T00:50', '2021-10-30T00:00'],
    ],
    ['0 18,6 * * ? *', '2021-10-29T00:00', ['2021-10-29T06:00', '2021-10-29T18:00']],
    ['15 10 ? * 6L *', '2021-10-01T00:00', ['2021-10-29T10:15', '2021-11-26T10:15']],
    ['30 7 ? * FRI *', '2021-10-29T07:30', ['2021-11-05T07:30']],
    ['30 7 ? * 6 *', '2021-10-28T00:00', ['2021-10-29T07:30']],
    ['0 0 ? * 1 *', '2021-10-29T00:00', ['2021-10-31T00:00']],
    ['0 0 ? * MON-FRI *', '2021-10-29T00:00', ['2021-11-01T00:00', '2021-11-02T00:00']],
    ['0 0 ? * sun,WED *', '2021-10-29T00:00', ['2021-10-31T00:00', '2021-11-03T00:00']],
    ['0 0 ? * L *', '2021-10-29T00:00', ['2021-10-30T00:00', '2021-11-06T00:00']],
    ['0 0 ? * 3#2 *', '2021-10-01T00:00', ['2021-10-12T00:00', '2021-11-09T00:00']],
    ['0 0 ? * THU#5 *', '2021-10-01T00:00', ['2021-12-30T00:00', '2022-03-31T00:00']],
    ['0 0 31 * ? *', '2021-03-31T00:00', ['2021-05-31T00:00', '2021-07-31T00:00']],
    ['0 0 29 2 ? *', '2021-01-01T00:00', ['2024-02-29T00:00', '2028-02-29T00:00']],
    ['0 0 L * ? *', '2023-01-31T00:00', ['2023-02-28T00:00', '2023-03-31T00:00']],
    ['0 0 L 2 ? *', '2023-12-31T00:00', ['2024-02-29T00:00']],
    ['0 8 1W * ? *', '2021-12-30T00:00', ['2022-01-03T08:00', '2022-02-01T08:00']],
    ['0 8 15W * ? *', '2021-05-01T00:00', ['2021-05-14T08:00', '2021-06-15T08:00']],
    ['0 8 31W 10 ? *', '2021-01-01T00:00', ['2021-10-29T08:00']],
    ['0 8 30W 6 ? *', '2024-01-01T00:00', ['2024-06-28T08:00']],
    ['0 8 14W 11 ? *', '2021-01-01T00:00', ['2021-11-15T08:00']],
    ['0 8 31W * ? *', '2021-10-30T00:00', ['2021-12-31T08:00']],
    ['0 8 31W * ? *', '2021-04-01T00:00', ['2021-05-31T08:00']],
    ['0 0 1 JAN-MAR/2 ? *', '2021-10-29T00:00', ['2022-01-01T00:00', '2022-03-01T00:00', '2023-01-01T00:00']],
    ['0 0 1 1 ? 2022-2030/4', '2021-10-29T00:00', ['2022-01-01T00:00', '2026-01-01T00:00', '2030-01-01T00:00']],
    ['0 0 1 1 ? 2020', '2021-10-29T00:00', []],
    ['0 0 30 2 ? *', '2021-10-29T00:00', []],
  ])('cron(%s) after %s', (fields, from, expected) => {
    expect(after(`cron(${fields})`, from, expected.length || 1)).toEqual(expected.length > 0 ? expected : [undefined])
  })

  test.each([
    '0 1 * * *',
    '0 1 * * ? * *',
    '0 1 * * * *',
    '0 1 ? * ? *',
    '0 1 * * MON *',
    '60 1 * * ? *',
    '0 24 * * ? *',
    '0 1 0 * ? *',
    '0 1 32 * ? *',
    '0 1 * 13 ? *',
    '0 1 ? * 0 *',
    '0 1 ? * 8 *',
    '0 1 ? * MONDAY *',
    '0 1 ? * FRI-MON *',
    '0 1 ? * 1,L *',
    '0 1 ? * 3#1,6#3 *',
    '0 1 ? * 3#6 *',
    '0 1 1W,15W * ? *',
    '0 1 ? * 2W *',
    '0 1 L-3 * ? *',
    '0/0 1 * * ? *',
    '0/5/5 1 * * ? *',
    '5-1 1 * * ? *',
    '-1 1 * * ? *',
    '1.5 1 * * ? *',
    '0 1 * * ? 1969',
    '0 1 * * ? 2200',
    'a 1 * * ? *',
  ])('cron(%s) is refused', (fields) => {
    expect(() => parseSchedule(`cron(${fields})`, 0)).toThrow()
  })

  test('the next instant is later, fits every field, and nothing between them does', () => {
    fc.assert(
      fc.property(
        fc.record({ minutes: list(0, 59), hours: list(0, 23), days: list(1, 31), byWeekday: fc.boolean() }),
        fc.integer({ min: ms('2020-01-01T00:00'), max: ms('2030-01-01T00:00') }),
        ({ minutes, hours, days, byWeekday }, from) => {
          const wanted = byWeekday ? days.map((day) => (day % 7) + 1) : days
          const fields = byWeekday ? `? * ${wanted.join()}` : `${wanted.join()} * ?`
          const next = parseSchedule(`cron(${minutes.join()} ${hours.join()} ${fields} *)`, 0).next(from)

          const fits = (at: Date) =>
            minutes.includes(at.getUTCMinutes()) &&
            hours.includes(at.getUTCHours()) &&
            wanted.includes(byWeekday ? at.getUTCDay() + 1 : at.getUTCDate())
          let walked = Math.floor(from / 60_000) * 60_000 + 60_000
          while (!fits(new Date(walked))) walked += 60_000
          expect(next).toBe(walked)
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('rate', () => {
  const created = ms('2021-10-29T01:02:03')
  test.each([
    ['rate(1 minute)', '2021-10-29T01:02:03', '2021-10-29T01:03'],
    ['rate(5 minutes)', '2021-10-29T01:02:03', '2021-10-29T01:07'],
    ['rate(5 minutes)', '2021-10-29T01:07', '2021-10-29T01:12'],
    ['rate(5 minutes)', '2021-10-29T01:00', '2021-10-29T01:07'],
    ['rate(2 hours)', '2021-10-29T01:30', '2021-10-29T03:02'],
    ['rate(1 day)', '2021-11-30T12:00', '2021-12-01T01:02'],
  ])('%s after %s is %s', (expression, from, expected) => {
    expect(iso(parseSchedule(expression, created).next(ms(from)))).toBe(expected)
  })

  test.each([
    'rate(0 minutes)',
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(5 seconds)',
    'rate(1.5 hours)',
    'every 5 minutes',
    'at(2021-10-29T00:00:00)',
  ])('%s is refused', (expression) => {
    expect(() => parseSchedule(expression, created)).toThrow()
  })
})
