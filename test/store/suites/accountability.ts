import { describe, expect, it } from 'vitest'
import type { AccountabilityRecord } from '../../../functions/store/accountability-store.ts'
import type { Stores } from '../stores.ts'
import { vn } from '../../support/scenario.ts'

const name = { directive: 'ubnd-11-2021', kind: 'backlog' } as const
const record: AccountabilityRecord = {
  ...name,
  status: 'draft',
  version: 1,
  content: 1,
  draftedAt: vn('2021-11-15 08:15'),
  shownFrom: vn('2021-11-15 08:15'),
  explainUntil: vn('2021-11-16 08:15'),
}

export function accountabilitySuite(fresh: () => Promise<Pick<Stores, 'accountability' | 'directives'>>): void {
  describe('a report on responsibilities', () => {
    it('stands where whoever read it last has put it', async () => {
      const store = (await fresh()).accountability
      expect(await store.load(name)).toBeUndefined()
      expect(await store.save(record, undefined)).toBe('saved')
      expect(await store.save(record, undefined)).toBe('saved')
      expect(await store.save({ ...record, content: 9 }, undefined)).toBe('conflict')
      const signed = {
        ...record,
        status: 'signed',
        version: 2,
        number: 7,
        signedAt: vn('2021-11-16 14:00'),
        signedBy: 'x',
      }
      expect(await store.save(Object.assign(signed, { status: 'signed' as const }), 1)).toBe('saved')
      expect(await store.save({ ...record, version: 2 }, 1)).toBe('conflict')
      expect(await store.load(name)).toEqual(signed)
      expect(await store.load({ ...name, kind: 'pilot' })).toBeUndefined()
    })

    it('of a letter of whatever name stands in no other place', async () => {
      const { accountability, directives } = await fresh()
      await accountability.save({ ...record, directive: 'all' }, undefined)
      expect(await directives.all()).toEqual([])
    })

    it('keeps what is said to it, each report its own, in order of time', async () => {
      const store = (await fresh()).accountability
      const said = [
        { by: 'bmt', at: vn('2021-11-15 10:00'), text: 'chờ vật tư' },
        { by: 'so-xd', at: vn('2021-11-15 09:00'), text: 'đã xử lý' },
        { by: 'bmt', at: vn('2021-11-16 10:00'), text: 'bổ sung' },
      ]
      for (const each of said) await store.explain(name, each)
      await store.explain({ ...name, kind: 'pilot' }, { by: 'vnpt', at: vn('2021-11-11 09:00'), text: 'khác' })
      expect((await store.explanations(name)).map(({ text }) => text)).toEqual(['đã xử lý', 'chờ vật tư', 'bổ sung'])
      expect(await store.explanations({ directive: 'cv-3419', kind: 'backlog' })).toEqual([])
    })
  })
}
