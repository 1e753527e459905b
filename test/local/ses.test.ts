import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { AwsCall } from '../../infra/local/aws.ts'
import { VirtualClock } from '../../infra/local/clock.ts'
import { Mailbox } from '../../infra/local/mailbox.ts'
import { Meter } from '../../infra/local/meter.ts'
import type { BusEvent } from '../../infra/local/schedule-rule.ts'
import { Ses } from '../../infra/local/ses.ts'
import { awsCall } from './models.ts'

/** 07:30 in Vietnam. */
const NOW = Date.UTC(2021, 9, 15, 0, 30)

let folder: string
let clock: VirtualClock
let events: { at: number; event: BusEvent }[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ses-'))
  clock = new VirtualClock(NOW)
  events = []
})
afterEach(() => rmSync(folder, { recursive: true }))

const start = () =>
  new Ses({
    mail: {
      identities: [{ name: 'ioc.example' }, { name: 'only@other.example', configurationSet: 'tracked' }],
      configurationSets: new Map([['tracked', ['send', 'bounce', 'delivery']]]),
    },
    records: { mailbox: new Mailbox(folder), meter: new Meter() },
    clock,
    onEvent: (event) => events.push({ at: clock.now() - NOW, event }),
  })

interface Letter {
  readonly from?: string
  readonly to?: string
  readonly body?: string
  readonly fields?: Record<string, string>
}

const FROM = '=?utf-8?B?xJDDtG4gxJHhu5Fj?= <don-doc@ioc.example>'

function call({ from = FROM, to = 'so-xd@daklak.example', body = 'Xin chào', fields = {} }: Letter = {}): AwsCall {
  const raw = `From: ${from}\r\nTo: ${to}\r\nBcc: hidden@a.example\r\nMessage-ID: <own@x>\r\nDate: Thu, 1 Jan 1970 00:00:00 +0000\r\nSubject: =?utf-8?Q?a?=\r\n =?utf-8?Q?b?=\r\n\r\n${body}`
  const request = { Action: 'SendRawEmail', 'RawMessage.Data': Buffer.from(raw).toString('base64'), ...fields }
  return awsCall({ service: 'ses', body: Buffer.from(new URLSearchParams(request).toString()) })
}
const send = (letter: Letter = {}, ses = start()) =>
  /<MessageId>(.*)<\/MessageId>/.exec(String(ses.handle(call(letter)).body))?.[1]
const mails = () => readdirSync(folder).toSorted()

describe('a mail that is sent', () => {
  it('is on disk when its sender hears of it, named by Vietnamese time, number and recipient', () => {
    const id = send()
    expect(mails()).toEqual(['20211015-073000-00001-so-xd-daklak-example.eml'])
    expect(readFileSync(join(folder, mails()[0]!), 'utf8')).toBe(
      [
        `Message-ID: <${id}@ap-southeast-1.amazonses.com>`,
        'Date: Fri, 15 Oct 2021 00:30:00 +0000',
        `From: ${FROM}`,
        'To: so-xd@daklak.example',
        'Subject: =?utf-8?Q?a?=\r\n =?utf-8?Q?b?=',
        '',
        'Xin chào',
      ].join('\r\n'),
    )
  })

  it('has a number and an id of its own, the same in every replay', () => {
    const ses = start()
    const ids = [send({}, ses), send({}, ses)]
    expect(new Set(ids).size).toBe(2)
    const names = mails()
    rmSync(folder, { recursive: true })
    const again = start()
    expect([send({}, again), send({}, again)]).toEqual(ids)
    expect(mails()).toEqual(names)
  })

  it('is numbered after those of earlier runs', () => {
    send()
    send()
    expect(mails()[1]).toContain('-00002-')
  })

  it('goes to the envelope, not to the header, when the two differ', () => {
    send({ fields: { 'Destinations.member.1': 'first@b.example', 'Destinations.member.2': 'x@c.example' } })
    expect(mails()[0]).toContain('first-b-example')
  })
})

describe('SES refuses', () => {
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`Destinations.member.${n}`, `${n}@a.example`]))
  it.each([
    ['a sender that nobody verified', { from: 'a@evil.example' }, 'MessageRejected'],
    ['another address than the verified one', { from: 'b@other.example' }, 'MessageRejected'],
    ['a name that only looks verified', { from: '"don-doc@ioc.example" <a@evil.example>' }, 'MessageRejected'],
    ['a mail above 10 MB', { body: 'x'.repeat(10 * 1024 * 1024) }, 'InvalidParameterValue'],
    ['more than 50 recipients', { fields: many }, 'InvalidParameterValue'],
    ['an unknown configuration set', { fields: { ConfigurationSetName: 'none' } }, 'ConfigurationSetDoesNotExist'],
    ['another action', { fields: { Action: 'SendBulkTemplatedEmail' } }, 'InvalidAction'],
  ])('%s', (_, letter, code) => {
    expect(() => send(letter)).toThrow(expect.objectContaining({ code, status: 400 }))
    expect(mails()).toEqual([])
  })

  it.each(['only@other.example', 'a@ioc.example', 'A@Sub.IOC.example'])('no verified sender: %s', (from) => {
    send({ from })
    expect(mails()).toHaveLength(1)
  })
})

describe('what becomes of a mail', () => {
  const kinds = () => events.map(({ at, event }) => [at, event['detail-type']])

  it('is reported as far as the configuration set asks', async () => {
    const id = send({
      fields: { ConfigurationSetName: 'tracked', 'Tags.member.1.Name': 'mail', 'Tags.member.1.Value': 'm-1' },
    })
    await clock.runUntil(NOW + 10_000)
    expect(kinds()).toEqual([
      [0, 'Email Sent'],
      [2000, 'Email Delivered'],
    ])
    expect(events[0]?.event).toMatchObject({
      source: 'aws.ses',
      detail: {
        eventType: 'Send',
        mail: { messageId: id, tags: { mail: ['m-1'], 'ses:configuration-set': ['tracked'] } },
      },
    })
  })

  it('is a bounce for the address of the mailbox simulator', async () => {
    send({ from: 'only@other.example', to: 'bounce+so-xd@simulator.amazonses.com' })
    await clock.runUntil(NOW + 10_000)
    expect(kinds()).toContainEqual([2000, 'Email Bounced'])
  })

  it('is nobody’s business without a configuration set', async () => {
    send()
    await clock.runUntil(NOW + 10_000)
    expect(events).toEqual([])
  })
})

describe('a call asks its role for', () => {
  it('the identity that stands behind the sender, and the configuration set', () => {
    const accesses = start().accesses(call({ fields: { ConfigurationSetName: 'tracked' } }))
    const arn = (name: string) => `arn:aws:ses:ap-southeast-1:000000000000:${name}`
    expect(accesses.map(({ resource }) => resource)).toEqual([
      arn('identity/ioc.example'),
      arn('configuration-set/tracked'),
    ])
    expect(accesses[0]).toMatchObject({
      action: 'ses:SendRawEmail',
      context: { 'ses:FromAddress': ['don-doc@ioc.example'] },
    })
  })
})
