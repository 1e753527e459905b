import { describe, expect, it } from 'vitest'
import type { RefusedPair } from '../../../functions/domain/duplicate.ts'
import type { DuplicateStore } from '../../../functions/store/duplicate-store.ts'

const apart = (n: number, reason: string): RefusedPair => ({
  pair: ['report:viettel:1', `report:vnpt:${n}`],
  at: '2021-10-18T01:00:00.000Z',
  by: { role: 'operator', id: 'truc' },
  reason,
})

export function duplicateSuite(fresh: () => Promise<DuplicateStore>): void {
  describe('a pair that is kept apart', () => {
    it('stays so by the first word on it', async () => {
      const store = await fresh()
      for (const each of [apart(2, 'khác'), apart(1, 'hai chỗ'), apart(1, 'một chỗ')]) await store.refuse(each)
      expect(await store.refused()).toEqual([apart(1, 'hai chỗ'), apart(2, 'khác')])
    })
  })
}
