import { describe, expect, it } from 'vitest'
import type { ControlTotal } from '../../../functions/domain/control-total.ts'
import type { ControlTotalStore } from '../../../functions/store/control-total-store.ts'

const total = (date: string, at: string, received: number, provider = 'vnpt'): ControlTotal => ({
  provider,
  date,
  totals: [{ unit: 'bmt', received }],
  at,
  by: { role: 'provider', id: 'app' },
})

export function controlTotalSuite(fresh: () => Promise<ControlTotalStore>): void {
  describe('control totals', () => {
    it('are kept each time a day is told, and found by provider and day', async () => {
      const store = await fresh()
      const [first, again] = [
        total('2021-10-19', '2021-10-19T10:00:00.000Z', 3),
        total('2021-10-19', '2021-10-20T02:00:00.000Z', 4),
      ]
      const others = [
        total('2021-10-18', '2021-10-18T10:00:00.000Z', 1),
        total('2021-10-20', '2021-10-20T10:00:00.000Z', 1),
        total('2021-10-19', '2021-10-19T10:00:00.000Z', 9, 'viettel'),
      ]
      for (const each of [again, ...others, first]) await store.add(each)
      expect(await store.between('vnpt', { from: '2021-10-19', to: '2021-10-19' })).toEqual([first, again])
      expect(await store.between('vnpt', { from: '2021-10-18', to: '2021-10-20' })).toHaveLength(4)
      expect(await store.between('fpt', { from: '2021-10-18', to: '2021-10-20' })).toEqual([])
    })
  })
}
