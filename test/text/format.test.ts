import { describe, expect, test } from 'vitest'
import { atLocal } from '../../functions/domain/instant.ts'
import {
  formatDate,
  formatDateTime,
  formatDocumentNumber,
  formatLongDate,
  formatNumber,
  formatPart,
  formatPeriod,
  formatShare,
} from '../../functions/text/format.ts'

describe('numbers as Vietnam writes them', () => {
  test.each([
    [0, '0'],
    [414, '414'],
    [1234.5, '1.234,5'],
    [1_000_000, '1.000.000'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text))

  test.each([
    [229, 414, '55,3%'],
    [56, 98, '57,1%'],
    [1, 1, '100,0%'],
    [0, 7, '0,0%'],
    [0, 0, '–'],
  ])('%d of %d is %s', (part, whole, text) => expect(formatShare({ part, whole })).toBe(text))

  test('a part stands before its whole', () => expect(formatPart({ part: 229, whole: 1414 })).toBe('229/1.414'))
})

describe('dates as Vietnam writes them', () => {
  test.each([
    ['2021-10-29', '29/10/2021', 'ngày 29 tháng 10 năm 2021'],
    ['2021-11-05', '05/11/2021', 'ngày 05 tháng 11 năm 2021'],
    ['2022-02-01', '01/02/2022', 'ngày 01 tháng 02 năm 2022'],
    ['2021-04-26', '26/4/2021', 'ngày 26 tháng 4 năm 2021'],
    ['2021-03-09', '09/3/2021', 'ngày 09 tháng 3 năm 2021'],
  ])('%s: a zero before days under 10 and before months 1 and 2 only', (date, short, long) => {
    expect(formatDate(date)).toBe(short)
    expect(formatLongDate(date)).toBe(long)
  })

  test('a moment is shown as a clock in Vietnam shows it', () =>
    expect(formatDateTime('2021-10-28T17:30:00.000Z')).toBe('00:30 ngày 29/10/2021'))

  test('a period that ends at midnight is shown with its last day', () =>
    expect(formatPeriod({ from: atLocal('2021-10-14', '00:00'), to: atLocal('2021-10-29', '00:00') })).toBe(
      'từ ngày 14/10/2021 đến ngày 28/10/2021',
    ))
})

describe('document numbers', () => {
  test.each([
    [110, '110/BC-DAKLAKIOC'],
    [5, '05/BC-DAKLAKIOC'],
    [undefined, '     /BC-DAKLAKIOC'],
  ])('%s is written %s', (number, text) => expect(formatDocumentNumber(number, 'BC-DAKLAKIOC')).toBe(text))
})
