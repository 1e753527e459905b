import { describe, expect, it } from 'vitest'
import { BadCursorError, VersionSkippedError } from '../../../functions/store/errors.ts'
import type { CaseStore } from '../../../functions/store/case-store.ts'
import { vn } from '../../support/scenario.ts'
import { closed, collect, document, dossierId, entries } from '../builders.ts'

async function saveAll(store: CaseStore, documents: ReturnType<typeof document>[]): Promise<void> {
  const outcomes = await Promise.all(documents.map((each) => store.save(each, undefined)))
  expect(outcomes).toEqual(documents.map(() => 'saved'))
}

const receivedAt = (at: string, n: number) => document({ id: dossierId(n), summary: { receivedAt: at } })
const openOf = (store: CaseStore, agency = 'so-xd') => store.listByAgency({ agency, partition: 'OPEN', limit: 50 })
const ids = ({ items }: { items: { id: string }[] }) => items.map((item) => item.id)
const numbered = (count: number) => Array.from({ length: count }, (_, at) => document({ id: dossierId(at + 1) }))

export function caseSuite(fresh: () => Promise<CaseStore>): void {
  describe('a document', () => {
    it('comes back as it was saved', async () => {
      const store = await fresh()
      const timer = { version: 1, attempt: 1, name: 'a-t1-a1', startedAt: vn('2021-10-18 10:00') }
      const saved = document({ timer, pendingSince: vn('2021-10-19 10:00'), failedSweeps: 1 })
      await store.save(saved, undefined)
      expect(await store.load(saved.id)).toEqual(saved)
      expect(await store.load(dossierId(2))).toBeUndefined()
    })

    it('is not created twice', async () => {
      const store = await fresh()
      await store.save(document(), undefined)
      expect(await store.save(document({ rulesVersion: 2 }), undefined)).toBe('conflict')
      expect(await store.load(dossierId(1))).toMatchObject({ rulesVersion: 1 })
    })

    it('is not saved over a version that the saver has not read', async () => {
      const store = await fresh()
      await store.save(document(), undefined)
      expect(await store.save(document({ version: 2, rulesVersion: 2 }), 1)).toBe('saved')
      expect(await store.save(document({ version: 2, rulesVersion: 3 }), 1)).toBe('conflict')
      expect(await store.save(document({ id: dossierId(2), version: 2 }), 1)).toBe('conflict')
      expect(await store.load(dossierId(1))).toMatchObject({ version: 2, rulesVersion: 2 })
    })

    it('must carry the version after the one expected', async () => {
      const store = await fresh()
      await expect(store.save(document({ version: 2 }), undefined)).rejects.toThrow(VersionSkippedError)
      await expect(store.save(document({ version: 1 }), 1)).rejects.toThrow(VersionSkippedError)
    })

    it('of thirty rivals lets exactly one win each version', async () => {
      const store = await fresh()
      for (const version of [1, 2, 3]) {
        const rivals = Array.from({ length: 30 }, (_, rival) => document({ version, rulesVersion: rival }))
        const expected = version === 1 ? undefined : version - 1
        const outcomes = await Promise.all(rivals.map((rival) => store.save(rival, expected)))
        expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1)
        expect(await store.load(dossierId(1))).toMatchObject({ version, rulesVersion: outcomes.indexOf('saved') })
      }
    })

    it('is read with many others in the order asked, each once, without those that are not there', async () => {
      const store = await fresh()
      await saveAll(store, numbered(130))
      const asked = [130, 7, 999, 7, ...Array.from({ length: 120 }, (_, at) => at + 1)].map(dossierId)
      const found = await store.loadMany(asked)
      expect(found.map((each) => each.id)).toEqual([...new Set(asked)].filter((id) => id !== dossierId(999)))
      expect(await store.loadMany([])).toEqual([])
    })
  })

  describe('a long timeline', () => {
    it('comes back whole and in order, whatever pages it lies on', async () => {
      const store = await fresh()
      const all = entries(1, 120, 400)
      for (const version of [1, 2, 3, 4, 5, 6]) {
        const known = all.slice(0, version * 20)
        expect(await store.save(document({ version, entries: known }), version - 1 || undefined)).toBe('saved')
        expect((await store.load(dossierId(1)))?.entries).toEqual(known)
      }
      expect((await store.loadMany([dossierId(1)]))[0]?.entries).toEqual(all)
    })

    it('keeps the rivals apart that move it to pages at the same time', async () => {
      const store = await fresh()
      const committed = entries(1, 40, 400)
      await store.save(document({ entries: committed }), undefined)
      const rivals = Array.from({ length: 10 }, (_, rival) =>
        document({ version: 2, entries: [...committed, ...entries(41, 60, 100 + rival)] }),
      )
      const outcomes = await Promise.all(rivals.map((rival) => store.save(rival, 1)))
      expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1)
      expect((await store.load(dossierId(1)))?.entries).toEqual(rivals[outcomes.indexOf('saved')]?.entries)
    })
  })

  describe('the list of an agency', () => {
    it('has its open cases by due date, those without one last', async () => {
      const store = await fresh()
      await saveAll(store, [
        document({ id: dossierId(1), summary: { due: undefined } }),
        document({ id: dossierId(2), summary: { due: vn('2021-10-22 17:00') } }),
        document({ id: dossierId(3), summary: { due: vn('2021-10-20 17:00') } }),
        document({ id: dossierId(4), summary: { agency: 'bmt' } }),
        document({ id: dossierId(5), summary: { agency: undefined } }),
      ])
      expect(ids(await openOf(store))).toEqual([3, 2, 1].map(dossierId))
      expect(ids(await openOf(store, 'UNASSIGNED'))).toEqual([dossierId(5)])
      const before = { agency: 'so-xd', partition: 'OPEN', dueBefore: vn('2021-10-22 17:00'), limit: 50 } as const
      expect(ids(await store.listByAgency(before))).toEqual([dossierId(3)])
    })

    it('shows each case as its summary says', async () => {
      const store = await fresh()
      await saveAll(store, numbered(1))
      expect((await openOf(store)).items).toEqual([document().summary])
    })

    it('loses a case that is handed over, and gains it elsewhere', async () => {
      const store = await fresh()
      await saveAll(store, numbered(1))
      await store.save(document({ version: 2, summary: { agency: 'bmt' } }), 1)
      expect(ids(await openOf(store))).toEqual([])
      expect(ids(await openOf(store, 'bmt'))).toEqual([dossierId(1)])
    })

    it('files a closed case under the month that a Vietnamese calendar shows', async () => {
      const store = await fresh()
      await saveAll(store, numbered(2))
      await store.save(closed(document({ id: dossierId(1) }), '2021-10-31T16:59:59.999Z'), 1)
      await store.save(closed(document({ id: dossierId(2) }), '2021-10-31T17:00:00.000Z'), 1)
      const monthOf = (month: string) =>
        store.listByAgency({ agency: 'so-xd', partition: `CLOSED#${month}`, limit: 50 })
      expect(ids(await openOf(store))).toEqual([])
      expect(ids(await monthOf('2021-10'))).toEqual([dossierId(1)])
      expect(ids(await monthOf('2021-11'))).toEqual([dossierId(2)])
    })

    it('of closed cases is read from a moment on', async () => {
      const store = await fresh()
      await saveAll(store, numbered(3))
      const ends = ['2021-10-20T01:59:59.999Z', '2021-10-20T02:00:00.000Z', '2021-10-31T10:00:00.000Z']
      for (const [n, end] of ends.entries()) await store.save(closed(document({ id: dossierId(n + 1) }), end), 1)
      const ask = { agency: 'so-xd', partition: 'CLOSED#2021-10', since: '2021-10-20T02:00:00.000Z' } as const
      const first = await store.listByAgency({ ...ask, limit: 1 })
      expect(ids(first)).toEqual([dossierId(2)])
      expect(ids(await store.listByAgency({ ...ask, limit: 1, cursor: first.cursor }))).toEqual([dossierId(3)])
    })

    it('is paged without loss or repeat, also where many are due at the same moment', async () => {
      const store = await fresh()
      await saveAll(store, numbered(25))
      const pages: string[][] = []
      let cursor: string | undefined
      do {
        const page = await store.listByAgency({ agency: 'so-xd', partition: 'OPEN', limit: 5, cursor })
        pages.push(ids(page))
        cursor = page.cursor
      } while (cursor !== undefined)
      expect(pages.map((page) => page.length)).toEqual([5, 5, 5, 5, 5])
      expect(pages.flat().toSorted()).toEqual(numbered(25).map((each) => each.id))
    })

    it('refuses a cursor that it did not give out', async () => {
      const store = await fresh()
      await saveAll(store, numbered(3))
      const { cursor } = await store.listByAgency({ agency: 'so-xd', partition: 'OPEN', limit: 1 })
      const open = { agency: 'so-xd', partition: 'OPEN', limit: 1 } as const
      const dueBefore = vn('2021-10-21 17:00')
      for (const [ask, of] of [
        [open, 'garbage'],
        [open, Buffer.from('{"partition":"so-xd#OPEN"}').toString('base64url')],
        [{ ...open, agency: 'bmt' }, cursor],
        [{ ...open, partition: 'CLOSED#2021-10' }, cursor],
        [{ ...open, dueBefore }, cursor],
      ] as const)
        await expect(store.listByAgency({ ...ask, cursor: of })).rejects.toThrow(BadCursorError)
    })
  })

  describe('cases received', () => {
    it('are found from a moment on and before another, across the turn of a Vietnamese month', async () => {
      const store = await fresh()
      await saveAll(store, [
        receivedAt('2021-10-30T23:59:59.999Z', 1),
        receivedAt('2021-10-31T00:00:00.000Z', 2),
        receivedAt('2021-10-31T17:00:00.000Z', 3),
        receivedAt('2021-12-01T16:59:59.999Z', 4),
        receivedAt('2021-12-01T17:00:00.000Z', 5),
        document({ id: 'report:vnpt:pa-1', summary: { kind: 'fieldReport', receivedAt: '2021-11-01T00:00:00.000Z' } }),
      ])
      const ask = { kind: 'dossier', from: '2021-10-31T00:00:00.000Z', to: '2021-12-01T17:00:00.000Z' } as const
      const found = await collect(store.received(ask))
      expect(found.map((each) => each.id).toSorted()).toEqual([2, 3, 4].map(dossierId))
      expect(await collect(store.received({ ...ask, to: ask.from }))).toEqual([])
      for (const pageSize of [1, 2, 50]) {
        const latest = await collect(store.latest({ ...ask, pageSize }))
        expect(latest.map((each) => each.id)).toEqual([4, 3, 2].map(dossierId))
      }
    })
  })
}
