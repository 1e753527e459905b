import { describe, expect, it } from 'vitest'
import type { CaseStore } from '../../../functions/store/case-store.ts'
import { vn } from '../../support/scenario.ts'
import { collect, document, dossierId } from '../builders.ts'

export function pendingSuite(fresh: () => Promise<CaseStore>): void {
  describe('cases with a pending notice', () => {
    it('stand in their index until it is settled', async () => {
      const store = await fresh()
      const pendingSince = vn('2021-10-21 17:00')
      for (const each of [document(), document({ id: dossierId(2), pendingSince })]) await store.save(each, undefined)
      expect(await collect(store.pending())).toEqual([{ id: dossierId(2), agency: 'so-xd', since: pendingSince }])
      await store.save(document({ id: dossierId(2), version: 2 }), 1)
      expect(await collect(store.pending())).toEqual([])
    })

    it('that is immediate are found apart, by the time at which it may go out', async () => {
      const store = await fresh()
      const immediate = { pendingImmediate: true, pendingSince: vn('2021-10-22 07:00') } as const
      const { agency: _none, ...unassigned } = document().summary
      const documents = [
        document({ pendingSince: vn('2021-10-21 17:00') }),
        document({ id: dossierId(2), ...immediate }),
        { ...document({ id: dossierId(3), ...immediate }), summary: { ...unassigned, id: dossierId(3) } },
      ]
      for (const each of documents) await store.save(each, undefined)
      const found = [
        { id: dossierId(2), agency: 'so-xd', since: immediate.pendingSince },
        { id: dossierId(3), agency: 'UNASSIGNED', since: immediate.pendingSince },
      ]
      const ask = async (from: string, to: string) => {
        const rows = await collect(store.pendingImmediate({ from: vn(from), to: vn(to) }))
        return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
      }
      expect(await ask('2021-10-22 07:00', '2021-10-22 07:00')).toEqual(found)
      expect(await ask('2021-10-21 07:00', '2021-10-22 06:59')).toEqual([])
      expect(await ask('2021-10-22 07:01', '2021-10-23 07:00')).toEqual([])
      expect(await collect(store.pendingImmediate({ to: vn('2021-10-22 07:00') }))).toHaveLength(2)
      expect(await collect(store.pending())).toHaveLength(3)
    })
  })
}
