import { SendRawEmailCommand, SESClient, type SESClientConfig } from '@aws-sdk/client-ses'
import * as z from 'zod'
import { sortSendError } from './mail-error.ts'
import type { Mailer, OutgoingMail } from './mailer.ts'
import { composeMime } from './mime.ts'

export interface SesMailerOptions {
  /** From {@link connectSes}. */
  client: SESClient
  /** An address that SES has verified, or one of a verified domain. */
  sender: string
  /** Its event destinations report deliveries, bounces and complaints. */
  configurationSet: string
  /** By which the logs tell how the mail came about. */
  traceId?: () => string | undefined
}

/**
 * A client that asks once: SES knows no idempotency key, so a repeat after a lost answer would be a second mail.
 * Trying again is the caller's, who knows what became of the first.
 */
export const connectSes = (config: SESClientConfig = {}): SESClient => new SESClient({ ...config, maxAttempts: 1 })

/** Sends through SES v1 `SendRawEmail`. SES sets `Message-ID` and `Date` itself. */
export function sesMailer({ client, sender, configurationSet, traceId }: SesMailerOptions): Mailer {
  const send = async (mail: OutgoingMail): Promise<{ messageId: string }> => {
    const inReplyTo = mail.inReplyTo === undefined ? undefined : await messageIdHeader(mail.inReplyTo, client)
    const raw = await composeMime(mail, { sender, inReplyTo, trace: traceId?.() })
    const command = new SendRawEmailCommand({
      Source: sender,
      Destinations: [mail.to],
      RawMessage: { Data: raw },
      ConfigurationSetName: configurationSet,
      Tags: [{ Name: MAIL_TAG, Value: mailTag(mail.id) }],
    })
    try {
      const { MessageId } = accepted.parse(await client.send(command))
      return { messageId: MessageId }
    } catch (cause) {
      throw sortSendError(cause)
    }
  }
  return { send }
}

const accepted = z.object({ MessageId: z.string().min(1) })

/** Comes back with each event that SES reports of the mail. */
export const MAIL_TAG = 'dondoc-mail'

/** Values of tags hold letters, digits, `_`, `-`, `.` and `@` only. */
export const mailTag = (id: string): string => Buffer.from(id).toString('base64url')
export const mailIdOfTag = (tag: string): string => Buffer.from(tag, 'base64url').toString()

/** The header that SES made of the id it answered with; the oldest region has a host of its own. */
async function messageIdHeader(sesId: string, client: SESClient): Promise<string> {
  const region = await client.config.region()
  return `<${sesId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`
}
