import { describe, expect, it } from 'vitest'
import type { CaseStore } from '../../../functions/store/case-store.ts'
import { vn } from '../../support/scenario.ts'
import { closed, collect, document, dossierId } from '../builders.ts'

const numbered = (count: number) => Array.from({ length: count }, (_, at) => document({ id: dossierId(at + 1) }))
const openOf = (store: CaseStore) => store.listByAgency({ agency: 'so-xd', partition: 'OPEN', limit: 50 })

async function saveAll(store: CaseStore, documents: ReturnType<typeof document>[]): Promise<void> {
  for (const each of documents) expect(await store.save(each, undefined)).toBe('saved')
}

export function nextStepSuite(fresh: () => Promise<CaseStore>): void {
  describe('next steps', () => {
    it('are found up to a moment, the moment included', async () => {
      const store = await fresh()
      const steps = ['2021-10-21 16:59', '2021-10-21 17:00', '2021-10-21 17:01'].map((time) => vn(time))
      await saveAll(
        store,
        steps.map((nextStepAt, at) => document({ id: dossierId(at + 1), nextStepAt, timerVersion: at + 1 })),
      )
      const found = await collect(store.dueSteps(vn('2021-10-21 17:00')))
      expect(found.toSorted((a, b) => (a.nextStepAt < b.nextStepAt ? -1 : 1))).toEqual([
        { id: dossierId(1), nextStepAt: steps[0], timerVersion: 1 },
        { id: dossierId(2), nextStepAt: steps[1], timerVersion: 2 },
      ])
    })

    it('tell of the timer and of failed sweeps', async () => {
      const store = await fresh()
      const timer = { version: 3, attempt: 2, name: 'a-t3-a2', startedAt: vn('2021-10-18 10:00') }
      const id = dossierId(1)
      await store.save(document({ id, timerVersion: 3, timer, failedSweeps: 2 }), undefined)
      const nextStepAt = vn('2021-10-21 17:00')
      expect(await collect(store.dueSteps(nextStepAt))).toEqual([
        { id, nextStepAt, timerVersion: 3, timer, failedSweeps: 2 },
      ])
    })

    it('are passed by once three sweeps in a row have failed on the case, until it is saved again', async () => {
      const store = await fresh()
      const [far, id] = [vn('2099-01-01'), dossierId(1)]
      await saveAll(store, numbered(2))
      const step = async () => (await collect(store.dueSteps(far))).find((each) => each.id === id)
      for (const setAside of [false, false, true])
        expect(await store.noteFailedSweep((await step())!)).toEqual({ setAside })
      expect((await collect(store.dueSteps(far))).map((each) => each.id)).toEqual([dossierId(2)])
      expect((await openOf(store)).items.map((item) => [item.id, item.setAside])).toEqual([
        [id, true],
        [dossierId(2), undefined],
      ])
      expect(await store.load(id)).toEqual(document({ id, failedSweeps: 3 }))
      await store.save(document({ id, version: 2 }), 1)
      expect((await step())?.failedSweeps).toBeUndefined()
      expect(await collect(store.dueSteps(far))).toHaveLength(2)
    })

    it('of a case that has moved on in the meantime are not noted as failed', async () => {
      const store = await fresh()
      await saveAll(store, numbered(1))
      const [step] = await collect(store.dueSteps(vn('2099-01-01')))
      await store.save(document({ version: 2, nextStepAt: vn('2021-10-25 17:00') }), 1)
      expect(await store.noteFailedSweep({ ...step!, failedSweeps: 2 })).toEqual({ setAside: false })
      expect((await store.load(dossierId(1)))?.failedSweeps).toBeUndefined()
    })

    it('of many cases are all found, and none is left when all are closed', async () => {
      const store = await fresh()
      await saveAll(store, numbered(40))
      const far = vn('2099-01-01')
      expect(await collect(store.dueSteps(far))).toHaveLength(40)
      for (const each of numbered(40)) await store.save(closed(each, vn('2021-10-20 10:00')), 1)
      expect(await collect(store.dueSteps(far))).toEqual([])
    })
  })
}
