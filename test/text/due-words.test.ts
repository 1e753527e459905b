import { describe, expect, it } from 'vitest'
import { dueWords, workingTimeWords } from '../../functions/text/due-words.ts'
import { vn } from '../support/scenario.ts'

describe('dueWords', () => {
  it.each([
    ['2021-10-29 17:00', '17:00 ngày 29/10/2021'],
    ['2021-10-29 00:01', '00:01 ngày 29/10/2021'],
    ['2021-10-30 00:00', 'hết ngày 29/10/2021'],
    ['2022-01-01 00:00', 'hết ngày 31/12/2021'],
  ])('%s is %s', (due, text) => {
    expect(dueWords(vn(due))).toBe(text)
  })
})

describe('workingTimeWords', () => {
  it.each([
    [0, 480, 'dưới 1 giờ làm việc'],
    [59, 480, 'dưới 1 giờ làm việc'],
    [60, 480, '1 giờ làm việc'],
    [479, 480, '7 giờ làm việc'],
    [480, 480, '1 ngày làm việc'],
    [959, 480, '1 ngày làm việc'],
    [480_000, 480, '1.000 ngày làm việc'],
    [59, 1440, 'dưới 1 giờ'],
    [1439, 1440, '23 giờ'],
    [2880, 1440, '2 ngày'],
  ])('%i minutes of %i a day are %s', (minutes, minutesPerDay, text) => {
    expect(workingTimeWords({ minutes, minutesPerDay })).toBe(text)
  })
})
