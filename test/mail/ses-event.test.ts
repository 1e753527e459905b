import { describe, expect, it } from 'vitest'
import { deliveryEventOf, mailIdIn, sesEvent } from '../../functions/mail/ses-event.ts'
import { MAIL_TAG, mailTag } from '../../functions/mail/ses-mailer.ts'
import { mailEvents } from '../../infra/local/ses-event.ts'

const id = '2021-10-22T07:30~bmt:focalPoint'
const at = '2021-10-22T00:30:05.123Z'

/** As AWS documents them, with what else stands in them; addresses are in many places. */
const mail = {
  timestamp: '2021-10-22T00:30:00.001Z',
  source: 'don-doc@ioc.example',
  sourceArn: 'arn:aws:ses:ap-southeast-1:123456789012:identity/ioc.example',
  sendingAccountId: '123456789012',
  messageId: '010e017ca-1',
  destination: ['dau-moi.bmt@daklak.example'],
  headersTruncated: false,
  headers: [{ name: 'To', value: 'dau-moi.bmt@daklak.example' }],
  commonHeaders: { to: ['dau-moi.bmt@daklak.example'] },
  tags: { 'ses:configuration-set': ['dondoc-mail'], [MAIL_TAG]: [mailTag(id)] },
}
const envelope = (type: string, detail: object) => ({
  version: '0',
  id: '12345678-1234-1234-1234-111122223333',
  'detail-type': type,
  source: 'aws.ses',
  account: '123456789012',
  time: '2021-10-22T00:30:06Z',
  region: 'ap-southeast-1',
  resources: ['arn:aws:ses:ap-southeast-1:123456789012:configuration-set/dondoc-mail'],
  detail: { mail, ...detail },
})
const recipient = {
  emailAddress: 'dau-moi.bmt@daklak.example',
  action: 'failed',
  status: '5.1.1',
  diagnosticCode: 'smtp; 550 5.1.1 <dau-moi.bmt@daklak.example>... User unknown',
}

describe('an event of SES', () => {
  it.each([
    ['Email Sent', { eventType: 'Send', send: {} }, { type: 'sent', at: mail.timestamp }],
    [
      'Email Delivered',
      {
        eventType: 'Delivery',
        delivery: { timestamp: at, processingTimeMillis: 546, recipients: mail.destination, smtpResponse: '250 ok' },
      },
      { type: 'delivered', at },
    ],
    [
      'Email Delivery Delayed',
      {
        eventType: 'DeliveryDelay',
        deliveryDelay: {
          timestamp: at,
          delayType: 'TransientCommunicationFailure',
          expirationTime: '2021-10-22T14:30:00.914Z',
          delayedRecipients: [{ ...recipient, status: '4.4.1' }],
        },
      },
      { type: 'delayed', at, why: 'TransientCommunicationFailure' },
    ],
    [
      'Email Bounced',
      {
        eventType: 'Bounce',
        bounce: {
          timestamp: at,
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [recipient],
          feedbackId: '01000157',
          reportingMTA: 'dsn; mta.example.com',
        },
      },
      { type: 'bounced', at, permanent: true, why: 'General' },
    ],
    [
      'Email Bounced',
      {
        eventType: 'Bounce',
        bounce: { timestamp: at, bounceType: 'Undetermined', bounceSubType: 'Undetermined', bouncedRecipients: [] },
      },
      { type: 'bounced', at, permanent: false, why: 'Undetermined' },
    ],
    [
      'Email Complaint Received',
      {
        eventType: 'Complaint',
        complaint: { timestamp: at, complainedRecipients: [recipient], complaintFeedbackType: 'abuse' },
      },
      { type: 'complained', at, why: 'abuse' },
    ],
    [
      'Email Complaint Received',
      { eventType: 'Complaint', complaint: { timestamp: at, complainedRecipients: [recipient] } },
      { type: 'complained', at, why: 'unknown' },
    ],
    [
      'Email Rejected',
      { eventType: 'Reject', reject: { reason: 'Bad content' } },
      { type: 'rejected', at: mail.timestamp, why: 'Bad content' },
    ],
    [
      'Email Rendering Failed',
      { eventType: 'Rendering Failure', failure: { errorMessage: 'x', templateName: 'y' } },
      { type: 'rejected', at: mail.timestamp, why: 'rendering' },
    ],
  ])('%s is understood without any address', (type, detail, expected) => {
    const { detail: told } = sesEvent.parse(envelope(type, detail))
    expect(mailIdIn(told)).toBe(id)
    const event = deliveryEventOf(told)
    expect(event).toEqual({ sesId: mail.messageId, ...expected })
    expect(JSON.stringify(event)).not.toContain('@')
  })

  it('without our tag is of a mail that the system did not send', () => {
    const detail = { eventType: 'Send', mail: { ...mail, tags: { 'ses:configuration-set': ['dondoc-mail'] } } }
    expect(mailIdIn(sesEvent.parse(envelope('Email Sent', detail)).detail)).toBeUndefined()
  })

  it('that we do not know is refused, for somebody to look', () => {
    expect(sesEvent.safeParse(envelope('Email Opened', { eventType: 'Open', open: {} })).success).toBe(false)
  })

  it('is told in the local mode as AWS tells it', () => {
    const to = (address: string) => ({
      message: { headers: [], body: Buffer.from('') },
      bytes: 1,
      from: 'don-doc@ioc.example',
      recipients: [address],
      configurationSet: 'dondoc-mail',
      tags: { [MAIL_TAG]: mailTag(id) },
    })
    const told = (address: string) =>
      mailEvents(to(address), { at: Date.parse(mail.timestamp), messageId: mail.messageId }).map(({ event }) => {
        const { detail } = sesEvent.parse(event)
        return [mailIdIn(detail), deliveryEventOf(detail).type]
      })
    expect(told('bounce@simulator.amazonses.com')).toEqual([
      [id, 'sent'],
      [id, 'bounced'],
    ])
    expect(told('complaint@simulator.amazonses.com')).toEqual([
      [id, 'sent'],
      [id, 'delivered'],
      [id, 'complained'],
    ])
  })
})
