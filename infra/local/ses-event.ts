import { ACCOUNT, arn } from './intrinsics.ts'
import type { BusEvent } from './schedule-rule.ts'
import type { RawSend } from './ses.ts'

interface MailEvent {
  /** As configuration sets name it. */
  readonly kind: string
  readonly event: BusEvent
  /** It happens at the receiving end, not at once. */
  readonly delivered: boolean
}

const DETAIL_TYPES = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
} as const

/** SES's mailbox simulator: addresses by which a tester sees what happens to mail that goes wrong. */
const simulates = (address: string, what: string): boolean =>
  new RegExp(`^${what}(\\+[^@]*)?@simulator\\.amazonses\\.com$`, 'i').test(address)

/** All that SES would report of a mail, as events of EventBridge. */
export function mailEvents(send: RawSend, sent: { at: number; messageId: string }): MailEvent[] {
  const timestamp = new Date(sent.at).toISOString()
  const bounced = send.recipients.filter((address) => simulates(address, 'bounce'))
  const arrived = send.recipients.filter((address) => !bounced.includes(address))
  const complaining = arrived.filter((address) => simulates(address, 'complaint'))
  const event = (type: keyof typeof DETAIL_TYPES, details: object): MailEvent => ({
    kind: type.toLowerCase(),
    delivered: type !== 'Send',
    event: {
      source: 'aws.ses',
      'detail-type': DETAIL_TYPES[type],
      resources: [arn('ses', `configuration-set/${send.configurationSet ?? ''}`)],
      detail: {
        eventType: type,
        mail: describe(send, { timestamp, messageId: sent.messageId }),
        [type.toLowerCase()]: details,
      },
    },
  })
  return [
    event('Send', {}),
    ...(arrived.length > 0 ? [event('Delivery', { timestamp, recipients: arrived })] : []),
    ...(bounced.length > 0
      ? [
          event('Bounce', {
            timestamp,
            bounceType: 'Permanent',
            bounceSubType: 'General',
            bouncedRecipients: each(bounced),
          }),
        ]
      : []),
    ...(complaining.length > 0 ? [event('Complaint', { timestamp, complainedRecipients: each(complaining) })] : []),
  ]
}

const each = (addresses: readonly string[]) => addresses.map((emailAddress) => ({ emailAddress }))

function describe(send: RawSend, { timestamp, messageId }: { timestamp: string; messageId: string }) {
  const { from, recipients, message, tags, configurationSet = '' } = send
  return {
    timestamp,
    source: from,
    sendingAccountId: ACCOUNT,
    messageId,
    destination: recipients,
    headersTruncated: false,
    headers: message.headers,
    tags: {
      'ses:configuration-set': [configurationSet],
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
    },
  }
}
