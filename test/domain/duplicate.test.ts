import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { likenesses, likenessOf, pairName, pairOf, SAME, type Comparable } from '../../functions/domain/duplicate.ts'
import { DAY_MS, fromMs, MINUTE_MS, toMs } from '../../functions/domain/instant.ts'
import { areaOf, distance } from '../../functions/domain/place.ts'
import { vn } from '../support/scenario.ts'

const hole: Comparable = {
  id: 'report:vnpt:1',
  provider: 'vnpt',
  category: 'giao-thong',
  unit: 'bmt',
  receivedAt: vn('2021-10-18 09:00'),
  linked: false,
  place: { lat: 12.6666, long: 108.0377 },
}
const again: Comparable = { ...hole, id: 'report:viettel:1', provider: 'viettel', receivedAt: vn('2021-10-19 09:30') }

describe('a distance', () => {
  it('is that of the map: a hundredth of a degree is some kilometre', () => {
    expect(distance({ lat: 12, long: 108 }, { lat: 12.01, long: 108 })).toBeCloseTo(1112, 0)
    expect(distance({ lat: 12, long: 108 }, { lat: 12, long: 108.01 })).toBeCloseTo(1088, 0)
  })

  it('is told to nobody by more than a hundredth', () => {
    expect(areaOf({ lat: 12.66662, long: 108.03771 })).toEqual({ lat: 12.67, long: 108.04 })
  })
})

describe('two reports look like one', () => {
  it('that two providers sent about the same, at the same place, within three days', () => {
    expect(likenessOf(again, hole)).toEqual({
      original: 'report:vnpt:1',
      duplicate: 'report:viettel:1',
      minutesApart: 24 * 60 + 30,
      metres: 0,
    })
  })

  it.each<[string, Partial<Comparable>]>([
    ['of one provider', { provider: 'vnpt' }],
    ['about something else', { category: 'cay-xanh' }],
    ['four days later', { receivedAt: vn('2021-10-22 09:00') }],
    ['300 metres away', { place: { lat: 12.6693, long: 108.0377 } }],
    ['linked already', { linked: true }],
    ['done before the other came', { receivedAt: vn('2021-10-17 09:00'), finishedAt: vn('2021-10-18 08:00') }],
  ])('but not %s', (_what, other) => {
    expect(likenessOf(hole, { ...again, ...other })).toBeUndefined()
  })

  it('by their address where one is not on the map, whatever its accents', () => {
    const told = (address: string | undefined, unit = 'bmt') =>
      likenessOf({ ...hole, address: '34 Lê Duẩn' }, { ...again, place: undefined, address, unit })
    expect(told('34, LE DUAN')).toMatchObject({ minutesApart: 1470 })
    expect(told('34, LE DUAN')).not.toHaveProperty('metres')
    expect(told('36 Lê Duẩn')).toBeUndefined()
    expect(told('34 Lê Duẩn', 'ea-kar')).toBeUndefined()
    expect(told(undefined)).toBeUndefined()
    expect(likenessOf({ ...hole, place: undefined }, { ...again, place: undefined })).toBeUndefined()
  })
})

const start = toMs(vn('2021-10-18 00:00'))
const minutes = (days: number) => fc.integer({ min: 0, max: days * 1440 }).map((n) => fromMs(start + n * MINUTE_MS))
const degrees = (from: number) => fc.integer({ min: 0, max: 60 }).map((n) => from + n / 20_000)
const report = fc.record({
  provider: fc.constantFrom('vnpt', 'viettel', 'fpt'),
  category: fc.constantFrom('giao-thong', 'cay-xanh'),
  unit: fc.constantFrom('bmt', undefined),
  receivedAt: minutes(10),
  finishedAt: fc.option(minutes(10), { nil: undefined }),
  linked: fc.boolean(),
  place: fc.option(fc.record({ lat: degrees(12.66), long: degrees(108.03) }), { nil: undefined }),
  address: fc.constantFrom(undefined, '', '34 Lê Duẩn', '34 le duan'),
})
const reports = fc
  .array(report, { maxLength: 25 })
  .map((all) => all.map((each, n): Comparable => ({ ...each, id: `report:${each.provider}:${n}` })))
const namesOf = (all: readonly Comparable[], refused: readonly string[] = []) =>
  likenesses(all, new Set(refused)).map(({ original, duplicate }) => pairName(pairOf(original, duplicate)))

describe('the pairs that look like one', () => {
  it('are just those of all pairs, each once, in whatever order they come', () => {
    fc.assert(
      fc.property(reports, fc.infiniteStream(fc.nat()), (all, order) => {
        const shuffled = all.toSorted(() => ((order.next().value ?? 0) % 2 === 0 ? -1 : 1))
        const expected = all.flatMap((a, n) =>
          all.slice(n + 1).flatMap((b) => (likenessOf(a, b) === undefined ? [] : [pairName(pairOf(a.id, b.id))])),
        )
        expect(namesOf(shuffled).toSorted()).toEqual(expected.toSorted())
      }),
      { numRuns: 500 },
    )
  })

  it('keep every rule', () => {
    fc.assert(
      fc.property(reports, (all) => {
        const byId = new Map(all.map((each) => [each.id, each]))
        for (const { original, duplicate, metres, minutesApart } of likenesses(all, new Set())) {
          const [a, b] = [byId.get(original), byId.get(duplicate)]
          if (a === undefined || b === undefined) throw new Error('a report that was not given')
          expect(a.provider).not.toBe(b.provider)
          expect(a.category).toBe(b.category)
          expect(a.receivedAt <= b.receivedAt).toBe(true)
          expect(minutesApart * MINUTE_MS).toBeLessThanOrEqual(SAME.days * DAY_MS)
          if (a.place && b.place) expect(metres).toBeLessThanOrEqual(SAME.metres)
          expect([a.linked, b.linked]).toEqual([false, false])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('are fewer by what is refused, and by every pair of what is linked', () => {
    fc.assert(
      fc.property(reports, fc.nat(), (all, pick) => {
        const names = namesOf(all)
        const refused = names[pick % Math.max(1, names.length)] ?? ''
        expect(namesOf(all, [refused])).toEqual(names.filter((name) => name !== refused))
        const linked = all[pick % Math.max(1, all.length)]?.id ?? ''
        const after = all.map((each) => (each.id === linked ? { ...each, linked: true } : each))
        expect(namesOf(after)).toEqual(names.filter((name) => !name.split('#').includes(linked)))
      }),
      { numRuns: 500 },
    )
  })
})
