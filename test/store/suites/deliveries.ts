import { describe, expect, it } from 'vitest'
import type { DeliveryEvent } from '../../../functions/domain/delivery.ts'
import type { DeliveryStore } from '../../../functions/store/delivery-store.ts'
import { vn } from '../../support/scenario.ts'

const mailId = '2021-10-22T07:30~bmt:focalPoint'
const sent: DeliveryEvent = { type: 'sent', sesId: 'ses-1', at: vn('2021-10-22 07:30') }
const delayed: DeliveryEvent = { type: 'delayed', sesId: 'ses-1', at: vn('2021-10-22 07:40'), why: 'MailboxFull' }
const bounced: DeliveryEvent = {
  type: 'bounced',
  sesId: 'ses-1',
  at: vn('2021-10-22 08:30'),
  permanent: true,
  why: 'General',
}

export function deliverySuite(fresh: () => Promise<DeliveryStore>): void {
  describe('a delivery', () => {
    it('is what SES told, in the order in which it happened, however often and in whatever order it was told', async () => {
      const store = await fresh()
      for (const event of [bounced, sent, bounced, delayed, sent]) await store.record(mailId, event)
      await store.record('2021-10-22T07:30~bmt:head', sent)
      expect(await store.eventsOf(mailId)).toEqual([sent, delayed, bounced])
    })

    it('is unknown until SES tells of it', async () => {
      const store = await fresh()
      expect(await store.eventsOf(mailId)).toEqual([])
      expect(await store.sendEventOf(mailId)).toBeUndefined()
    })

    it('names the last sending of a mail that went out twice', async () => {
      const store = await fresh()
      await store.record(mailId, { ...sent, sesId: 'ses-2', at: vn('2021-10-22 07:35') })
      await store.record(mailId, sent)
      await store.record(mailId, bounced)
      expect(await store.sendEventOf(mailId)).toEqual({ sesId: 'ses-2', at: vn('2021-10-22 07:35') })
    })

    it('tells that SES has the mail also where only its bounce was heard of', async () => {
      const store = await fresh()
      await store.record(mailId, bounced)
      expect(await store.sendEventOf(mailId)).toEqual({ sesId: 'ses-1', at: bounced.at })
    })
  })
}
