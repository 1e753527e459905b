import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWorkingDay } from '../../functions/domain/calendar.ts'
import { feedId, readFeedId, silenceOf } from '../../functions/domain/feed.ts'
import { addDays, type LocalDate } from '../../functions/domain/instant.ts'
import { testRegistry } from '../support/registry.ts'

const calendar = testRegistry().calendar('counter', '2021-10-01')
const today = '2021-10-29'
const silence = (days: readonly LocalDate[], rule?: { silentFor: number; after?: LocalDate }) =>
  silenceOf(days, { calendar, today, rule: rule && { after: '2021-01-01', ...rule } })
/** Working days of October up to this one, every so many. */
const every = (step: number, last: LocalDate): LocalDate[] =>
  Array.from({ length: 40 }, (_, n) => addDays(last, -n))
    .filter((day) => isWorkingDay(calendar, day))
    .filter((_, n) => n % step === 0)

describe('a feed', () => {
  it('of every day is silent after one full working day without a word', () => {
    expect(silence(every(1, '2021-10-28'))).toBeUndefined()
    expect(silence(every(1, '2021-10-27'))).toEqual({ lastDay: '2021-10-27', silentDays: 1, allowed: 0 })
  })

  it('of every third day may be silent for two', () => {
    expect(silence(every(3, '2021-10-26'))).toBeUndefined()
    expect(silence(every(3, '2021-10-25'))).toEqual({ lastDay: '2021-10-25', silentDays: 3, allowed: 2 })
  })

  it('is not silent over a weekend: 22/10/2021 was a Friday', () => {
    const asked = { calendar, today: '2021-10-25' }
    expect(silenceOf(every(1, '2021-10-22'), asked)).toBeUndefined()
  })

  it('that began the other day, or never, has no pattern yet', () => {
    expect(silence(every(1, '2021-10-20').slice(0, 4))).toBeUndefined()
    expect(silence([])).toBeUndefined()
  })

  it('keeps to its rule where there is one', () => {
    expect(silence(every(1, '2021-10-27'), { silentFor: 1 })).toBeUndefined()
    expect(silence(every(3, '2021-10-26'), { silentFor: 1 })).toMatchObject({ silentDays: 2, allowed: 1 })
    expect(silence(['2021-10-20'], { silentFor: 1 })).toMatchObject({ lastDay: '2021-10-20' })
  })

  it('that never spoke is silent from when its rule expects it', () => {
    expect(silence([], { silentFor: 1, after: '2021-10-26' })).toEqual({
      lastDay: '2021-10-26',
      silentDays: 2,
      allowed: 1,
    })
    expect(silence([], { silentFor: 1, after: '2021-10-27' })).toBeUndefined()
    expect(silence([], { silentFor: 0, after: '2021-11-30' })).toBeUndefined()
  })

  it('forgets what is older than eight weeks', () => {
    const before = ['2021-08-02', '2021-08-20', '2021-08-27']
    expect(silence([...before, ...every(1, '2021-10-27')])).toMatchObject({ allowed: 0 })
  })

  it('is known by its name', () => {
    expect(readFeedId(feedId({ by: 'source', of: 'a:b' }))).toEqual({ by: 'source', of: 'a:b' })
    expect(readFeedId('unit:x')).toBeUndefined()
  })
})

const dates = fc.uniqueArray(
  fc.integer({ min: 0, max: 56 }).map((n) => addDays(today, -n)),
  { maxLength: 30 },
)

describe('silence', () => {
  it('is never longer than the working days since, and only ever above all that was', () => {
    fc.assert(
      fc.property(dates, (days) => {
        const found = silence(days)
        if (found === undefined) return
        expect(found.lastDay).toBe(days.toSorted().at(-1))
        const since = Array.from({ length: 60 }, (_, n) => addDays(found.lastDay, n + 1)).filter((day) => day < today)
        expect(found.silentDays).toBe(since.filter((day) => isWorkingDay(calendar, day)).length)
        expect(found.silentDays).toBeGreaterThan(found.allowed)
      }),
      { numRuns: 500 },
    )
  })

  it('ends with a word of today, and no order of days changes it', () => {
    fc.assert(
      fc.property(dates, (days) => {
        expect(silence([...days, today])).toBeUndefined()
        expect(silence(days.toReversed())).toEqual(silence(days))
      }),
      { numRuns: 500 },
    )
  })
})
