import { describe, expect, it } from 'vitest'
import type { Erasure, PersonStore, Reading } from '../../../functions/store/person-store.ts'
import { dossierId } from '../builders.ts'

const [first, later, last] = ['2021-10-18T02:00:00.000Z', '2021-10-19T02:00:00.000Z', '2021-11-18T02:00:00.000Z']
const by = { role: 'operator', id: 'ioc' }
const gone = (why: Erasure['why']): Erasure => ({ at: later, why, by })

async function toLookAt(store: PersonStore, until: string): Promise<string[]> {
  const ids: string[] = []
  for await (const id of store.toLookAt(until)) ids.push(id)
  return ids
}

export function personSuite(fresh: () => Promise<PersonStore>): void {
  describe('a person', () => {
    it('is kept apart, replaced and erased', async () => {
      const store = await fresh()
      await store.save(dossierId(1), { name: 'Y Thử', phone: '0900' }, first)
      const person = { name: 'Y Thử Nghiệm', places: [{ lat: 12.6, long: 108 }] }
      await store.save(dossierId(1), person, later)
      expect(await store.load(dossierId(1))).toEqual({ person, savedAt: later })
      expect(await store.load(dossierId(2))).toBeUndefined()
      await store.erase(dossierId(1), gone('retention'))
      await store.erase(dossierId(1), gone('retention'))
      expect(await store.load(dossierId(1))).toEqual({ erased: gone('retention') })
    })

    it('comes back with a new message after its time was over, and never where it asked to be forgotten', async () => {
      const store = await fresh()
      for (const [n, why] of [
        [1, 'retention'],
        [2, 'request'],
      ] as const) {
        await store.save(dossierId(n), { name: 'cũ' }, first)
        await store.erase(dossierId(n), gone(why))
        await store.save(dossierId(n), { name: 'mới' }, later)
      }
      expect(await store.load(dossierId(1))).toMatchObject({ person: { name: 'mới' } })
      expect(await store.load(dossierId(2))).toEqual({ erased: gone('request') })
    })

    it('is not erased by a rule that looked at something older: neither news nor the wish to be forgotten are lost', async () => {
      const store = await fresh()
      await store.save(dossierId(1), { name: 'cũ' }, first)
      await store.save(dossierId(1), { name: 'mới' }, later)
      expect(await store.erase(dossierId(1), gone('retention'), first)).toBe('conflict')
      expect(await store.load(dossierId(1))).toMatchObject({ person: { name: 'mới' } })
      await store.erase(dossierId(1), gone('request'))
      expect(await store.erase(dossierId(1), gone('retention'), later)).toBe('conflict')
      expect(await store.load(dossierId(1))).toEqual({ erased: gone('request') })
      await store.save(dossierId(2), {}, first)
      expect(await store.erase(dossierId(2), gone('retention'), first)).toBe('saved')
      expect(await store.load(dossierId(2))).toEqual({ erased: gone('retention') })
    })

    it('is looked at when its time may have come, until it is erased', async () => {
      const store = await fresh()
      await store.save(dossierId(2), {}, later)
      await store.save(dossierId(1), {}, first)
      expect(await toLookAt(store, first)).toEqual([dossierId(1)])
      expect(await toLookAt(store, later)).toEqual([dossierId(1), dossierId(2)])
      await store.lookAgain(dossierId(1), first, last)
      await store.lookAgain(dossierId(2), 'another time', last)
      expect(await toLookAt(store, later)).toEqual([dossierId(2)])
      await store.erase(dossierId(2), gone('retention'))
      await store.lookAgain(dossierId(2), later, last)
      expect(await toLookAt(store, last)).toEqual([dossierId(1)])
    })

    it('has a list of those who looked, which outlives it', async () => {
      const store = await fresh()
      const readings: Reading[] = [first, later].map((at) => ({ at, by, purpose: 'contact' }))
      for (const each of readings) await store.noteReading(dossierId(1), each)
      await store.erase(dossierId(1), gone('request'))
      expect(await store.readings(dossierId(1))).toEqual(readings)
      expect(await store.readings(dossierId(2))).toEqual([])
    })
  })
}
