import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  MailError,
  MailRejectedError,
  MailSetupError,
  MailTooLargeError,
  MailUnavailableError,
} from '../../functions/mail/mail-error.ts'
import { composeMime, MAX_BYTES } from '../../functions/mail/mime.ts'
import { MAIL_TAG, mailIdOfTag, mailTag, sesMailer } from '../../functions/mail/ses-mailer.ts'
import type { OutgoingMail } from '../../functions/mail/mailer.ts'
import { mailOf } from './mail-builder.ts'
import { clientAt, startSes, type Answer, type SesDouble } from './ses-double.ts'

let ses: SesDouble

beforeAll(async () => {
  ses = await startSes()
})
afterAll(() => ses.close())
beforeEach(() => {
  ses.requests.length = 0
  ses.answer = { messageId: '010e0000-test' }
})

const mailerIn = (region?: string) =>
  sesMailer({ client: clientAt(ses.port, region), sender: 'don-doc@daklak.example', configurationSet: 'dondoc' })

const send = (mail: OutgoingMail, region?: string) => mailerIn(region).send(mail)

/** The header of the message that SES got, unfolded, by lower-case name. */
function headersSent(): Record<string, string> {
  const raw = Buffer.from(ses.requests.at(-1)?.get('RawMessage.Data') ?? '', 'base64').toString()
  const [head = ''] = raw.split('\r\n\r\n')
  return Object.fromEntries(
    head
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  )
}

async function failureOf(answer: Answer): Promise<MailError> {
  ses.answer = answer
  const error: unknown = await send(mailOf()).catch((thrown: unknown) => thrown)
  if (!(error instanceof MailError)) throw new Error('sending did not fail with a MailError', { cause: error })
  return error
}

describe('a mail handed to SES', () => {
  it('carries the trace by which the logs tell how it came about', async () => {
    const mailer = sesMailer({
      client: clientAt(ses.port),
      sender: 'don-doc@daklak.example',
      configurationSet: 'dondoc',
      traceId: () => '1-5759e988-bd862e3fe1be46a994272793',
    })
    await mailer.send(mailOf())
    expect(headersSent()['x-dondoc-trace']).toBe('1-5759e988-bd862e3fe1be46a994272793')
    await send(mailOf())
    expect(headersSent()).not.toHaveProperty('x-dondoc-trace')
  })

  it('answers with the id that SES gave', async () => {
    ses.answer = { messageId: '010e0000-abc' }
    expect(await send(mailOf())).toEqual({ messageId: '010e0000-abc' })
  })

  it('goes from the sender to one address, under the configuration set', async () => {
    await send(mailOf())

    expect(Object.fromEntries(ses.requests[0] ?? [])).toMatchObject({
      Action: 'SendRawEmail',
      Source: 'don-doc@daklak.example',
      'Destinations.member.1': 'dau-moi.so-xd@daklak.example',
      ConfigurationSetName: 'dondoc',
    })
    expect(headersSent()['to']).toBe('dau-moi.so-xd@daklak.example')
  })

  it('is marked as written by a machine, so that nothing answers it', async () => {
    await send(mailOf({ headers: { 'Auto-Submitted': 'no', 'X-Other': 'kept' } }))

    const headers = headersSent()
    expect(headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      'x-other': 'kept',
    })
    expect(headers).not.toHaveProperty('precedence')
  })

  it('carries our id in a header and, in letters that tags may have, in a tag', async () => {
    const { id } = mailOf()
    await send(mailOf())

    expect(headersSent()['x-dondoc-mail']).toBe(id)
    const [request] = ses.requests
    expect(request?.get('Tags.member.1.Name')).toBe(MAIL_TAG)
    const tag = request?.get('Tags.member.1.Value') ?? ''
    expect(tag).toMatch(/^[\w.@-]{1,256}$/)
    expect(mailIdOfTag(tag)).toBe(id)
    expect(mailIdOfTag(mailTag('thư#1/ă'))).toBe('thư#1/ă')
  })

  it.each([
    ['ap-southeast-1', '<010e-before@ap-southeast-1.amazonses.com>'],
    ['us-east-1', '<010e-before@email.amazonses.com>'],
  ])('continues the thread by the id that SES gave in %s', async (region, reference) => {
    await send(mailOf({ inReplyTo: '010e-before' }), region)
    expect(headersSent()).toMatchObject({ 'in-reply-to': reference, references: reference })
  })

  it('begins a thread where none is named', async () => {
    await send(mailOf())
    expect(headersSent()).not.toHaveProperty('in-reply-to')
    expect(headersSent()).not.toHaveProperty('references')
  })

  it('keeps headers ASCII, in lines that servers take, and lets no line break make a new one', async () => {
    await send(mailOf({ subject: 'Đôn đốc\r\nBcc: nguoi-la@example.com', to: 'a@daklak.example' }))

    const raw = Buffer.from(ses.requests[0]?.get('RawMessage.Data') ?? '', 'base64').toString('latin1')
    expect(raw).toMatch(/^[\x20-\x7e\r\n\t]+$/)
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
    expect(headersSent()).not.toHaveProperty('bcc')
  })
})

const attached = (bytes: number) =>
  mailOf({
    attachments: [{ filename: 'a.bin', contentType: 'application/octet-stream', content: new Uint8Array(bytes) }],
  })

describe('the limit of SES', () => {
  it('is checked after MIME coding, before anything is sent', async () => {
    const sending = send(attached(MAX_BYTES * 0.75))

    await expect(sending).rejects.toThrow(MailTooLargeError)
    await expect(sending).rejects.toMatchObject({ next: 'report', message: expect.stringContaining(String(MAX_BYTES)) })
    expect(ses.requests).toEqual([])
  })

  it('lets 7 MB of files through', async () => {
    const raw = await composeMime(attached(7_000_000), { sender: 'don-doc@daklak.example', inReplyTo: undefined })
    expect(raw.byteLength).toBeGreaterThan(MAX_BYTES * 0.9)
  })
})

describe('a failure says what must happen next', () => {
  it.each<[string, Answer, new (...args: never[]) => MailError, MailError['next']]>([
    [
      'a bad address',
      { status: 400, code: 'InvalidParameterValue', message: "Missing final '@domain'" },
      MailRejectedError,
      'report',
    ],
    [
      'refused content',
      { status: 400, code: 'MessageRejected', message: 'Illegal content' },
      MailRejectedError,
      'report',
    ],
    [
      'too many a second',
      { status: 400, code: 'Throttling', message: 'Maximum sending rate exceeded.' },
      MailUnavailableError,
      'retry',
    ],
    ['a server error', { status: 503, code: 'ServiceUnavailable', message: 'busy' }, MailUnavailableError, 'retry'],
    ['an answer that is not from SES', { status: 502, code: '', message: '' }, MailUnavailableError, 'retry'],
    ['a cut line', 'hang up', MailUnavailableError, 'retry'],
    [
      'an unverified sender',
      {
        status: 400,
        code: 'MessageRejected',
        message: 'Email address is not verified. The following identities failed',
      },
      MailSetupError,
      'alarm',
    ],
    [
      'a paused account',
      { status: 400, code: 'AccountSendingPausedException', message: 'paused' },
      MailSetupError,
      'alarm',
    ],
    [
      'a missing configuration set',
      { status: 400, code: 'ConfigurationSetDoesNotExist', message: 'no' },
      MailSetupError,
      'alarm',
    ],
    [
      'an unverified domain',
      { status: 400, code: 'MailFromDomainNotVerifiedException', message: 'no' },
      MailSetupError,
      'alarm',
    ],
    ['a missing right', { status: 403, code: 'AccessDenied', message: 'not authorized' }, MailSetupError, 'alarm'],
    [
      'a used-up quota',
      { status: 400, code: 'Throttling', message: 'Daily message quota exceeded.' },
      MailSetupError,
      'alarm',
    ],
  ])('%s', async (...[, answer, kind, next]) => {
    const error = await failureOf(answer)

    expect(error).toBeInstanceOf(kind)
    expect(error).toMatchObject({ next, name: kind.name, cause: expect.any(Error) })
  })

  it('a line that nobody answers', async () => {
    const away = await startSes()
    await away.close()
    const mailer = sesMailer({ client: clientAt(away.port), sender: 'a@daklak.example', configurationSet: 'dondoc' })
    await expect(mailer.send(mailOf())).rejects.toMatchObject({
      next: 'retry',
      message: expect.stringContaining('ECONNREFUSED'),
    })
  })

  it('and is asked once: a repeat could be a second mail', async () => {
    await failureOf({ status: 503, code: 'ServiceUnavailable', message: 'busy' })
    expect(ses.requests).toHaveLength(1)
  })

  it('an answer without an id', async () => {
    expect(await failureOf({ messageId: '' })).toMatchObject({ next: 'alarm' })
  })
})
