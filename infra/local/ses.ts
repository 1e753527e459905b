import { createHash } from 'node:crypto'

import { AwsError, element, xmlReply, type AwsCall, type AwsReply, type AwsService } from './aws.ts'
import type { Clock } from './clock.ts'
import { arn, REGION } from './intrinsics.ts'
import { addressesIn, readHeader, type RawMessage } from './mail-header.ts'
import type { Mailbox } from './mailbox.ts'
import type { Meter } from './meter.ts'
import type { MailModel } from './model.ts'
import type { Access } from './role.ts'
import type { BusEvent } from './schedule-rule.ts'
import { mailEvents } from './ses-event.ts'

export interface SesOptions {
  readonly mail: MailModel
  readonly records: { readonly mailbox: Mailbox; readonly meter: Pick<Meter, 'onSent'> }
  readonly clock: Clock
  /** Told what becomes of a mail, as far as its configuration set asks for it. */
  readonly onEvent: (event: BusEvent) => void
}

/** What is sent, and how: a `SendRawEmail` request understood. */
export interface RawSend {
  readonly message: RawMessage
  readonly bytes: number
  readonly from: string
  readonly recipients: readonly string[]
  readonly configurationSet?: string
  readonly tags: Readonly<Record<string, string>>
}

/** After MIME coding. */
const MESSAGE_LIMIT = 10 * 1024 * 1024
/** How long a receiving server takes. */
const DELIVERY_MS = 2000

/** SES v1, as far as raw mail needs it. Nothing leaves this machine: a mail is on disk before its sender hears of it. */
export class Ses implements AwsService {
  readonly deniedCode = 'AccessDenied'
  readonly #options: SesOptions

  constructor(options: SesOptions) {
    this.#options = options
  }

  accesses(call: AwsCall): Access[] {
    const { from, recipients, configurationSet } = this.#parse(call)
    const context = { 'ses:FromAddress': [from], 'ses:Recipients': recipients }
    const identity = this.#identityOf(from)?.name ?? from
    const names = [
      `identity/${identity}`,
      ...(configurationSet === undefined ? [] : [`configuration-set/${configurationSet}`]),
    ]
    return names.map((name) => ({ action: 'ses:SendRawEmail', resource: arn('ses', name), context }))
  }

  handle(call: AwsCall): AwsReply {
    const send = this.#parse(call)
    this.#check(send)
    const { clock, mail, onEvent } = this.#options
    const { mailbox, meter } = this.#options.records
    const at = clock.now()
    const messageId = messageIdFor(at, mailbox.count, send)
    mailbox.add({ at, recipients: send.recipients, raw: asDelivered(send.message, { at, messageId }) })
    meter.onSent(send.recipients, send.bytes)
    const wanted = mail.configurationSets.get(send.configurationSet ?? '') ?? []
    for (const { kind, event, delivered } of mailEvents(send, { at, messageId })) {
      if (!wanted.includes(kind)) continue
      clock.at(at + (delivered ? DELIVERY_MS : 0), () => onEvent(event), `SES ${kind}`)
    }
    return xmlReply(
      element('SendRawEmailResponse', [
        element('SendRawEmailResult', [element('MessageId', messageId)]),
        element('ResponseMetadata', [element('RequestId', messageId)]),
      ]),
    )
  }

  refuse({ code, message, status }: AwsError): AwsReply {
    const error = element('Error', [element('Type', 'Sender'), element('Code', code), element('Message', message)])
    return xmlReply(element('ErrorResponse', [error, element('RequestId', 'local')]), status)
  }

  #parse({ body }: AwsCall): RawSend {
    const fields = new URLSearchParams(body.toString())
    if (fields.get('Action') !== 'SendRawEmail') {
      throw new AwsError('InvalidAction', `${fields.get('Action')} is not known to the local mode`)
    }
    const raw = Buffer.from(fields.get('RawMessage.Data') ?? '', 'base64')
    const message = readHeader(raw)
    const members = (prefix: string) =>
      [...fields].filter(([name]) => name.startsWith(prefix)).map(([, value]) => value)
    const destinations = members('Destinations.member.')
    const from = addressesIn(message, 'from')[0] ?? fields.get('Source') ?? ''
    const configurationSet = fields.get('ConfigurationSetName') ?? this.#identityOf(from)?.configurationSet
    return {
      message,
      bytes: raw.length,
      from,
      recipients: destinations.length > 0 ? destinations : addressesIn(message, 'to', 'cc', 'bcc'),
      ...(configurationSet !== undefined && { configurationSet }),
      tags: tagsOf(fields),
    }
  }

  /** @throws AwsError for what SES refuses */
  #check({ from, recipients, bytes, configurationSet }: RawSend): void {
    if (!this.#identityOf(from)) {
      const region = REGION.toUpperCase()
      const failed = `The following identities failed the check in region ${region}: ${from}`
      throw new AwsError('MessageRejected', `Email address is not verified. ${failed}`)
    }
    if (bytes > MESSAGE_LIMIT) {
      throw new AwsError(
        'InvalidParameterValue',
        `Message length is more than ${MESSAGE_LIMIT} bytes long: '${bytes}'.`,
      )
    }
    if (recipients.length === 0 || recipients.length > 50) {
      throw new AwsError('InvalidParameterValue', `A message has 1 to 50 recipients, not ${recipients.length}.`)
    }
    if (configurationSet !== undefined && !this.#options.mail.configurationSets.has(configurationSet)) {
      throw new AwsError('ConfigurationSetDoesNotExist', `Configuration set <${configurationSet}> does not exist.`)
    }
  }

  /** The verified address, or else the verified domain of it or above it. */
  #identityOf(address: string): MailModel['identities'][number] | undefined {
    const wanted = address.toLowerCase()
    const domain = wanted.slice(wanted.lastIndexOf('@') + 1)
    const { identities } = this.#options.mail
    return (
      identities.find(({ name }) => name.toLowerCase() === wanted) ??
      identities.find(({ name }) => domain === name.toLowerCase() || domain.endsWith(`.${name.toLowerCase()}`))
    )
  }
}

function tagsOf(fields: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {}
  for (let n = 1; fields.has(`Tags.member.${n}.Name`); n++) {
    tags[fields.get(`Tags.member.${n}.Name`) ?? ''] = fields.get(`Tags.member.${n}.Value`) ?? ''
  }
  return tags
}

/** The same for the same mail in every replay. */
function messageIdFor(at: number, count: number, { message, recipients }: RawSend): string {
  const content = JSON.stringify([at, count, recipients, message.headers])
  const hex = createHash('sha256').update(content).update(message.body).digest('hex')
  return `010e${hex.slice(0, 12)}-${hex.slice(12, 20)}-${hex.slice(20, 24)}-4${hex.slice(25, 28)}-8${hex.slice(29, 32)}-${hex.slice(32, 44)}-000000`
}

/** SES sets `Message-ID` and `Date` itself, and tells nobody of the blind copies. */
function asDelivered({ headers, body }: RawMessage, { at, messageId }: { at: number; messageId: string }): Buffer {
  const kept = headers.filter(({ name }) => !['message-id', 'date', 'bcc'].includes(name.toLowerCase()))
  const lines = [
    `Message-ID: <${messageId}@${REGION}.amazonses.com>`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    ...kept.map(({ name, value }) => `${name}: ${value}`),
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body])
}
