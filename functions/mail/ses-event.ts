import * as z from 'zod'
import type { DeliveryEvent } from '../domain/delivery.ts'
import { instant } from '../domain/instant.ts'
import { MAIL_TAG, mailIdOfTag } from './ses-mailer.ts'

/** What every event says of the mail. SES adds fields as it likes; those that we do not use are not looked at. */
const mail = z.object({
  messageId: z.string().min(1),
  /** When SES took it. */
  timestamp: instant,
  tags: z.record(z.string(), z.array(z.string())).default({}),
})
const timed = { timestamp: instant }

/**
 * The `detail` of an event of source `aws.ses`, told apart by `eventType`
 * (docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html; EventBridge carries the same).
 */
const detail = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail }),
  z.object({ eventType: z.literal('Delivery'), mail, delivery: z.object(timed) }),
  z.object({
    eventType: z.literal('DeliveryDelay'),
    mail,
    deliveryDelay: z.object({ ...timed, delayType: z.string() }),
  }),
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: z.object({
      ...timed,
      bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']),
      bounceSubType: z.string(),
    }),
  }),
  z.object({
    eventType: z.literal('Complaint'),
    mail,
    complaint: z.object({ ...timed, complaintFeedbackType: z.string().nullish() }),
  }),
  z.object({ eventType: z.literal('Reject'), mail, reject: z.object({ reason: z.string() }) }),
  z.object({ eventType: z.literal('Rendering Failure'), mail }),
])
type Detail = z.output<typeof detail>

/** An event of EventBridge by which SES reports what became of a mail. */
export const sesEvent = z.object({ source: z.literal('aws.ses'), detail })

/** Our own id of the mail, as its tag tells it; undefined of a mail that the system did not send. */
export function mailIdIn({ mail: { tags } }: Detail): string | undefined {
  const tag = tags[MAIL_TAG]?.[0]
  return tag === undefined ? undefined : mailIdOfTag(tag)
}

/** The event in our own words, without any address. */
export function deliveryEventOf(told: Detail): DeliveryEvent {
  const sesId = told.mail.messageId
  const at = timeOf(told)
  switch (told.eventType) {
    case 'Send':
      return { type: 'sent', sesId, at }
    case 'Delivery':
      return { type: 'delivered', sesId, at }
    case 'DeliveryDelay':
      return { type: 'delayed', sesId, at, why: told.deliveryDelay.delayType }
    case 'Bounce': {
      const { bounceType, bounceSubType: why } = told.bounce
      return { type: 'bounced', sesId, at, permanent: bounceType === 'Permanent', why }
    }
    case 'Complaint':
      return { type: 'complained', sesId, at, why: told.complaint.complaintFeedbackType ?? 'unknown' }
    case 'Reject':
      return { type: 'rejected', sesId, at, why: told.reject.reason }
    case 'Rendering Failure':
      return { type: 'rejected', sesId, at, why: 'rendering' }
    default:
      return told satisfies never
  }
}

/** Where an event has no time of its own it happened when SES took the mail. */
function timeOf(told: Detail): string {
  if ('delivery' in told) return told.delivery.timestamp
  if ('deliveryDelay' in told) return told.deliveryDelay.timestamp
  if ('bounce' in told) return told.bounce.timestamp
  if ('complaint' in told) return told.complaint.timestamp
  return told.mail.timestamp
}
