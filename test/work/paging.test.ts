import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadCursorError } from '../../functions/store/errors.ts'
import { pageOf } from '../../functions/work/paging.ts'

const itself = { name: 'words', placeOf: (item: string): string => item }

describe('a list in pages', () => {
  it('tells everything once, in its order, whatever the size of a page', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 10 }), (items, limit) => {
        const list = items.toSorted((a, b) => (a < b ? -1 : 1))
        const told: string[] = []
        let cursor: string | undefined
        do {
          const page = pageOf(list, itself, { limit, cursor })
          expect(page.items.length).toBeLessThanOrEqual(limit)
          told.push(...page.items)
          cursor = page.cursor
        } while (cursor !== undefined)
        expect(told).toEqual(list)
      }),
    )
  })

  it('goes on rightly where something came or went in between', () => {
    const { cursor } = pageOf(['b', 'd', 'f'], itself, { limit: 2 })
    expect(pageOf(['a', 'b', 'e', 'f'], itself, { limit: 2, cursor })).toEqual({ items: ['e', 'f'] })
  })

  it('refuses a cursor that is none of its own', () => {
    const { cursor: another = '' } = pageOf(['a', 'b'], { ...itself, name: 'other words' }, { limit: 1 })
    for (const cursor of ['', 'x', 'eyJhIjoxfQ', another])
      expect(() => pageOf([], itself, { cursor })).toThrow(BadCursorError)
  })
})
