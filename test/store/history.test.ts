import { array, assert, integer, property } from 'fast-check'
import { expect, it } from 'vitest'
import { afterPages, isShort, lastSeq, onPage, PAGE_ENTRIES, pagesFor, unite } from '../../functions/store/history.ts'
import { entries, entry } from './builders.ts'

const KEPT_BYTES = 24 * 1024

it('keeps a timeline of up to 24 KB in one piece', () => {
  const short = entries(1, 40, 190)
  expect(Buffer.byteLength(JSON.stringify(short))).toBeLessThanOrEqual(KEPT_BYTES)
  expect(pagesFor(short, 0, 40)).toBe(0)
  expect(pagesFor(entries(1, 40, 500), 0, 40)).toBe(2)
})

it('never moves what is not committed yet', () => {
  const all = entries(1, 64, 1000)
  expect([0, 15, 16, 31, 48].map((committed) => pagesFor(all, 0, committed))).toEqual([0, 0, 1, 1, 3])
})

it('unites pages and document by number, each entry once, in whatever order they come', () => {
  const all = entries(1, 40)
  const scattered = [...all.slice(20, 40), ...all.slice(0, 25)].toReversed()
  expect(unite(scattered)).toEqual(all)
})

it('fills a page with the same entries in the same order, whoever writes it', () => {
  const all = entries(1, 40)
  expect(onPage(all.toReversed(), 2)).toEqual(all.slice(16, 32))
})

it('of any history, saved in any portions, loses and repeats nothing, and keeps the document small', () => {
  const portions = array(array(integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }), {
    maxLength: 12,
  })
  assert(
    property(portions, (saves) => {
      const pages = new Map<number, ReturnType<typeof onPage>>()
      let kept: ReturnType<typeof entries> = []
      const known: ReturnType<typeof entries> = []
      for (const sizes of saves) {
        const committed = Math.max(lastSeq(kept), pages.size * PAGE_ENTRIES)
        const added = sizes.map((size, at) =>
          entry(known.length + at + 1, { type: 'reopened', reason: 'ă'.repeat(size) }),
        )
        known.push(...added)
        const wanted = pagesFor(known, pages.size, committed)
        for (let page = pages.size + 1; page <= wanted; page += 1) pages.set(page, onPage(known, page))
        kept = afterPages(known, wanted)
        expect(unite([...[...pages.values()].flat(), ...kept])).toEqual(known)
        expect(isShort(kept.filter((each) => each.seq <= committed - PAGE_ENTRIES))).toBe(true)
      }
    }),
  )
})
