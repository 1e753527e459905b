import { describe, expect, it } from 'vitest'
import type { PersonStore } from '../../../functions/store/person-store.ts'
import { dossierId } from '../builders.ts'

export function personSuite(fresh: () => Promise<PersonStore>): void {
  describe('a person', () => {
    it('is kept apart, replaced and erased', async () => {
      const store = await fresh()
      await store.save(dossierId(1), { name: 'Y Thử', phone: '0900' })
      await store.save(dossierId(1), { name: 'Y Thử Nghiệm', places: [{ lat: 12.6, long: 108 }] })
      expect(await store.load(dossierId(1))).toEqual({ name: 'Y Thử Nghiệm', places: [{ lat: 12.6, long: 108 }] })
      expect(await store.load(dossierId(2))).toBeUndefined()
      await store.erase(dossierId(1))
      await store.erase(dossierId(1))
      expect(await store.load(dossierId(1))).toBeUndefined()
    })
  })
}
