import { describe, expect, it } from 'vitest'
import type { MailOf, MailStore } from '../../../functions/store/mail-store.ts'
import { vn } from '../../support/scenario.ts'
import { collect, dossierId } from '../builders.ts'

const claimed = (more: Partial<MailOf<'claimed'>> = {}): MailOf<'claimed'> => ({
  status: 'claimed',
  recipient: 'so-xd:head',
  window: '2021-10-22T00:30:00.000Z',
  address: 'lanh-dao.so-xd@daklak.example',
  notices: [{ caseId: dossierId(1), episode: 1, level: 2, occurrence: 0, role: 'head' }],
  claim: 'run-1',
  claimedAt: vn('2021-10-22 07:30'),
  leaseUntil: vn('2021-10-22 07:45'),
  ...more,
})
const late = { claim: 'run-2', claimedAt: vn('2021-10-22 07:45'), leaseUntil: vn('2021-10-22 08:00') }
const at = vn('2021-10-22 07:31')

async function accept(store: MailStore, mail: MailOf<'claimed'>, sesId: string): Promise<MailOf<'accepted'>> {
  await store.claim(mail)
  await store.accept(mail, sesId, at)
  const found = await store.load(mail.recipient, mail.window)
  if (found?.status !== 'accepted') throw new Error(`not accepted but ${found?.status}`)
  return found
}

export function mailSuite(fresh: () => Promise<MailStore>): void {
  describe('a mail', () => {
    it('goes claimed, accepted, done, and is unfinished until then', async () => {
      const store = await fresh()
      const mail = claimed()
      expect(await store.claim(mail)).toBe('saved')
      expect(await collect(store.unfinished())).toEqual([mail])

      expect(await store.accept(mail, 'ses-1', at)).toBe('saved')
      const [accepted] = await collect(store.unfinished())
      const { claim: _claim, leaseUntil: _until, ...letter } = mail
      expect(accepted).toEqual({ ...letter, status: 'accepted', sesId: 'ses-1', acceptedAt: at })

      if (accepted?.status !== 'accepted') throw new Error('not accepted')
      expect(await store.finish(accepted, vn('2021-10-22 07:32'))).toBe('saved')
      expect(await collect(store.unfinished())).toEqual([])
      const done = { ...accepted, status: 'done', doneAt: vn('2021-10-22 07:32') }
      expect(await store.load(mail.recipient, mail.window)).toEqual(done)
    })

    it('is claimed once for a recipient and window', async () => {
      const store = await fresh()
      const rivals = Array.from({ length: 10 }, (_, rival) => claimed({ claim: `run-${rival}` }))
      const outcomes = await Promise.all(rivals.map((rival) => store.claim(rival)))
      expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1)
      expect(await store.claim(claimed({ claim: 'other', window: '2021-10-25T00:30:00.000Z' }))).toBe('saved')
      expect(await store.claim(claimed({ claim: 'other', recipient: 'bmt:head' }))).toBe('saved')
      expect(await collect(store.unfinished())).toHaveLength(3)
    })

    it('whose lease has ended is claimed by the next run, and its first holder is told', async () => {
      const store = await fresh()
      await store.claim(claimed())
      expect(await store.claim(claimed({ ...late, claimedAt: vn('2021-10-22 07:44') }))).toBe('conflict')
      const second = claimed({ ...late, notices: [] })
      expect(await store.claim(second)).toBe('saved')
      expect(await collect(store.unfinished())).toEqual([second])
      expect(await store.accept(claimed(), 'ses-1', at)).toBe('conflict')
      expect(await store.abandon(claimed(), 'addressChanged', at)).toBe('conflict')
      expect(await store.accept(second, 'ses-2', at)).toBe('saved')
    })

    it('that SES has taken is never claimed again', async () => {
      const store = await fresh()
      const accepted = await accept(store, claimed(), 'ses-1')
      expect(await store.claim(claimed(late))).toBe('conflict')
      await store.finish(accepted, at)
      expect(await store.claim(claimed(late))).toBe('conflict')
    })

    it('that is abandoned is work no more', async () => {
      const store = await fresh()
      await store.claim(claimed())
      expect(await store.abandon(claimed(), 'addressChanged', at)).toBe('saved')
      expect(await collect(store.unfinished())).toEqual([])
      const found = await store.load('so-xd:head', claimed().window)
      expect(found).toMatchObject({ status: 'abandoned', reason: 'addressChanged', abandonedAt: at })
      expect(await store.accept(claimed(), 'ses-1', at)).toBe('conflict')
    })

    it('that is abandoned leaves its window to another', async () => {
      const store = await fresh()
      await store.claim(claimed())
      await store.abandon(claimed(), 'addressChanged', at)
      expect(await store.claim(claimed({ claim: 'run-2', address: 'moi.so-xd@daklak.example' }))).toBe('saved')
      expect(await collect(store.unfinished())).toMatchObject([{ address: 'moi.so-xd@daklak.example' }])
    })

    it('whose change is repeated after a lost answer is saved all the same', async () => {
      const store = await fresh()
      await store.claim(claimed())
      expect(await store.claim(claimed())).toBe('saved')
      const accepted = await accept(store, claimed(), 'ses-1')
      expect(await store.accept(claimed(), 'ses-1', at)).toBe('saved')
      expect(await store.accept(claimed(), 'ses-2', at)).toBe('conflict')
      await store.finish(accepted, at)
      expect(await store.finish(accepted, at)).toBe('saved')
    })

    it('is found among those of its recipient since a window', async () => {
      const store = await fresh()
      const windows = ['2021-10-21T07:30', '2021-10-22T07:30', '2021-10-22T09:14-immediate'] as const
      for (const window of windows) await store.claim(claimed({ window }))
      await store.claim(claimed({ recipient: 'bmt:head', window: windows[1] }))
      const found = await store.since('so-xd:head', '2021-10-22')
      expect(found.map(({ recipient, window }) => `${recipient} ${window}`).toSorted()).toEqual(
        windows.slice(1).map((window) => `so-xd:head ${window}`),
      )
    })

    it('is found from the newest to the oldest of its recipient, whatever became of it', async () => {
      const store = await fresh()
      expect(await collect(store.newestFirst('so-xd:head'))).toEqual([])
      await accept(store, claimed({ window: '2021-10-25T00:30:00.000Z' }), 'ses-2')
      await accept(store, claimed({ window: '2021-10-22T00:30:00.000Z' }), 'ses-1')
      await accept(store, claimed({ recipient: 'bmt:head', window: '2021-10-26T00:30:00.000Z' }), 'ses-3')
      for (const day of [26, 27, 28, 29, 30, 31]) {
        const mail = claimed({ window: `2021-10-${day}T00:30:00.000Z` })
        await store.claim(mail)
        await store.abandon(mail, 'addressChanged', at)
      }
      const found = await collect(store.newestFirst('so-xd:head'))
      expect(found.map(({ window, status }) => `${window.slice(8, 10)} ${status}`)).toEqual([
        ...['31', '30', '29', '28', '27', '26'].map((day) => `${day} abandoned`),
        '25 accepted',
        '22 accepted',
      ])
    })
  })
}
