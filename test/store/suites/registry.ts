import { describe, expect, it } from 'vitest'
import { RegistryRowExistsError } from '../../../functions/store/errors.ts'
import type { RegistryStore } from '../../../functions/store/registry-store.ts'
import { row, rows } from '../../support/registry.ts'

export function registrySuite(fresh: () => Promise<RegistryStore>): void {
  describe('the registry', () => {
    it('is empty at first', async () => {
      const store = await fresh()
      expect([await store.version(), await store.rows()]).toEqual([0, []])
    })

    it('gives back the rows of all kinds, and raises its version with every addition', async () => {
      const store = await fresh()
      expect(await store.add(rows)).toBe(1)
      expect(await store.add([row('agency', 'so-xd', null, '2025-03-01')])).toBe(2)
      const stored = await store.rows()
      expect(stored).toHaveLength(rows.length + 1)
      expect(stored).toEqual(expect.arrayContaining([...rows, row('agency', 'so-xd', null, '2025-03-01')]))
      expect(await store.version()).toBe(2)
    })

    it('takes the same rows again, as after a crash half-way', async () => {
      const store = await fresh()
      await store.add(rows.slice(0, 5))
      await store.add(rows)
      expect(await store.rows()).toHaveLength(rows.length)
    })

    it('never changes a row', async () => {
      const store = await fresh()
      await store.add(rows)
      const other = row('category', 'giao-thong', { code: 'giao-thong', name: 'Khác', field: 'Khác' })
      await expect(store.add([other])).rejects.toThrow(RegistryRowExistsError)
      expect(await store.rows()).not.toContainEqual(other)
      expect(await store.version()).toBe(1)
    })

    it('keeps both of two values that were recorded one after the other for the same date', async () => {
      const store = await fresh()
      const first = row('category', 'giao-thong', { code: 'giao-thong', name: 'A', field: 'B' })
      await store.add([first, { ...first, recordedAt: '2021-02-01T00:00:00.000Z' }])
      expect(await store.rows()).toHaveLength(2)
    })
  })
}
