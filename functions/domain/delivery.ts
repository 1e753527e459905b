import * as z from 'zod'
import { instant } from './instant.ts'

/** The id that SES gave the mail, and when it happened. */
const told = { sesId: z.string().min(1), at: instant }
/** A word of SES's own lists, never a sentence of the receiving server: that may hold an address. */
const word = z.string().max(100)

/** What SES says became of a mail. */
export const deliveryEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('sent'), ...told }),
  z.strictObject({ type: z.literal('delivered'), ...told }),
  z.strictObject({ type: z.literal('delayed'), ...told, why: word }),
  z.strictObject({ type: z.literal('bounced'), ...told, permanent: z.boolean(), why: word }),
  z.strictObject({ type: z.literal('complained'), ...told, why: word }),
  /** SES would not send it on: a virus found in it, or content that does not render. */
  z.strictObject({ type: z.literal('rejected'), ...told, why: word }),
])
export type DeliveryEvent = z.output<typeof deliveryEvent>

/**
 * What a delivery event means for those who were to be told. returned: the mail was not read, somebody else or another
 * mail must tell them; undeliverable: moreover the mailbox takes no more mail; doubtful: it does if that goes on
 * ({@link SOFT_BOUNCES}).
 *
 * A transient bounce alone is recorded and no more: an absence note is one, too, and so is a full mailbox, after which the
 * next mail may well arrive.
 */
export function consequenceOf(event: DeliveryEvent): 'none' | 'doubtful' | 'returned' | 'undeliverable' {
  switch (event.type) {
    case 'sent':
    case 'delivered':
    case 'delayed':
      return 'none'
    case 'bounced':
      return event.permanent ? 'undeliverable' : 'doubtful'
    case 'complained':
      return 'undeliverable'
    case 'rejected':
      return 'returned'
    default:
      return event satisfies never
  }
}

/** So many mails in a row that did not arrive are no passing trouble. */
export const SOFT_BOUNCES = 3

/**
 * Whether a mail reached its mailbox, as far as SES has told. An absence note comes after a delivery: such a mail has
 * arrived, whatever came back.
 */
export function arrivalOf(events: readonly DeliveryEvent[]): 'delivered' | 'bounced' | undefined {
  const types = new Set(events.map(({ type }) => type))
  if (types.has('delivered')) return 'delivered'
  return types.has('bounced') ? 'bounced' : undefined
}
