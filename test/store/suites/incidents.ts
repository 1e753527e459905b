import { describe, expect, it } from 'vitest'
import { isOpen, type IncidentOf, type NewIncident } from '../../../functions/domain/incident.ts'
import type { IncidentStore } from '../../../functions/store/incident-store.ts'
import { vn } from '../../support/scenario.ts'

const bounced = (cause: string, more: Partial<IncidentOf<'undeliverable'>> = {}): NewIncident => ({
  kind: 'undeliverable',
  subject: 'bmt:focalPoint',
  cause,
  since: vn('2021-10-22 07:31'),
  what: { why: 'bounced', mailbox: 'abc' },
  ...more,
})
const closed = {
  at: vn('2021-10-22 09:00'),
  by: { role: 'operator', id: 'truc' },
  reason: 'Đã sửa hộp thư',
}

export function incidentSuite(fresh: () => Promise<IncidentStore>): void {
  describe('an incident', () => {
    it('is open for its subject once, whatever else goes wrong meanwhile', async () => {
      const store = await fresh()
      const first = await store.open(bounced('mail 1'))
      expect(first).toEqual({ ...bounced('mail 1'), number: 1 })
      expect(await store.open(bounced('mail 1'))).toEqual(first)
      expect(await store.open(bounced('mail 2'))).toEqual(first)
      await store.open(bounced('mail 3', { subject: 'bmt:head' }))
      expect((await store.ofKind('undeliverable')).map(({ subject }) => subject)).toEqual([
        'bmt:focalPoint',
        'bmt:head',
      ])
    })

    it('is open for each mailbox of the same contact by itself', async () => {
      const store = await fresh()
      const first = await store.open(bounced('mail 1'))
      const other = bounced('mail 2', { what: { why: 'bounced', mailbox: 'def' } })
      expect(await store.open(other)).toEqual({ ...other, number: 2 })
      await store.close(first, closed)
      expect(await store.open(bounced('mail 1'))).toEqual({ ...first, closed })
      expect(await store.open(bounced('mail 3'))).toMatchObject({ number: 3, cause: 'mail 3' })
    })

    it('is opened by one of many at once', async () => {
      const store = await fresh()
      const rivals = Array.from({ length: 10 }, (_, rival) => store.open(bounced(`mail ${rival}`)))
      const opened = await Promise.all(rivals)
      expect(new Set(opened.map(({ cause }) => cause)).size).toBe(1)
      expect(await store.ofKind('undeliverable')).toHaveLength(1)
    })

    it('is closed once', async () => {
      const store = await fresh()
      const open = await store.open(bounced('mail 1'))
      expect(await store.close(open, closed)).toBe('saved')
      expect(await store.close(open, closed)).toBe('saved')
      expect(await store.close(open, { ...closed, reason: 'khác' })).toBe('conflict')
      expect(await store.ofKind('undeliverable')).toEqual([{ ...open, closed }])
    })

    it('that is closed is not opened again by the same news, but by new ones', async () => {
      const store = await fresh()
      const open = await store.open(bounced('mail 1'))
      await store.close(open, closed)
      expect(await store.open(bounced('mail 1'))).toEqual({ ...open, closed })
      const again = await store.open(bounced('mail 2'))
      expect(again).toMatchObject({ number: 2, cause: 'mail 2' })
      expect(await store.open(bounced('mail 1'))).toEqual(again)
      expect((await store.ofKind('undeliverable')).filter(isOpen)).toEqual([again])
    })

    it('of one subject is not that of another that begins alike', async () => {
      const store = await fresh()
      await store.open(bounced('mail 1', { subject: 'bmt:focalPoint-2' }))
      expect(await store.open(bounced('mail 2'))).toMatchObject({ number: 1, subject: 'bmt:focalPoint' })
    })

    it('names the letter that was drafted for it, once, and is closed with it', async () => {
      const store = await fresh()
      const open = await store.open(bounced('mail 1'))
      const paper = { key: 'paper/bmt-focalPoint-1.docx', draftedAt: vn('2021-10-22 07:40'), cases: 5 }
      expect(await store.attach(open, paper)).toBe('saved')
      expect(await store.attach(open, paper)).toBe('saved')
      expect(await store.attach(open, { ...paper, cases: 6 })).toBe('conflict')
      expect(await store.close(open, closed)).toBe('conflict')
      expect(await store.close({ ...open, paper }, closed)).toBe('saved')
      expect(await store.attach({ ...open, paper }, { ...paper, cases: 6 })).toBe('conflict')
      expect(await store.ofKind('undeliverable')).toEqual([{ ...open, paper, closed }])
    })

    it('that was never opened cannot be closed', async () => {
      const store = await fresh()
      expect(await store.close({ ...bounced('mail 1'), number: 1 }, closed)).toBe('conflict')
    })
  })
}
