import { describe, expect, it } from 'vitest'
import type { DirectiveStore } from '../../../functions/store/directive-store.ts'
import { letter } from '../../support/letter.ts'

export function directiveSuite(fresh: () => Promise<DirectiveStore>): void {
  describe('a letter', () => {
    it('is kept as it is, changed by whoever read it last, and listed by its id', async () => {
      const store = await fresh()
      expect(await store.load(letter.id)).toBeUndefined()
      expect(await store.save({ version: 1, letter }, undefined)).toBe('saved')
      expect(await store.save({ version: 1, letter }, undefined)).toBe('saved')
      expect(await store.save({ version: 1, letter: { ...letter, subject: 'x' } }, undefined)).toBe('conflict')
      const dated = { ...letter, date: '2021-11-08' }
      expect(await store.save({ version: 2, letter: dated }, 1)).toBe('saved')
      expect(await store.save({ version: 2, letter }, 1)).toBe('conflict')
      await store.save({ version: 1, letter: { ...letter, id: 'cv-3419' } }, undefined)
      expect(await store.load(letter.id)).toEqual({ version: 2, letter: dated })
      expect((await store.all()).map((each) => each.letter.id)).toEqual(['cv-3419', letter.id])
    })
  })
}
