import MailComposer from 'nodemailer/lib/mail-composer'
import { SYSTEM_NAME } from '../text/words.ts'
import { MailTooLargeError } from './mail-error.ts'
import type { OutgoingMail } from './mailer.ts'

/** The limit of SES v1 for a message after MIME coding; base64 makes four bytes of three. */
export const MAX_BYTES = 10 * 1024 * 1024

export interface Envelope {
  /** The sender's address; the name beside it is the system's. */
  sender: string
  /** `Message-ID` of the mail that this one continues. */
  inReplyTo: string | undefined
  trace?: string | undefined
}

/**
 * The raw message. It is marked so that no absence note or ticket system answers it: `Auto-Submitted` (RFC 3834), and
 * for Exchange `X-Auto-Response-Suppress`. Not `Precedence: bulk`, by which some filters file official mail with adverts.
 * @throws MailTooLargeError
 */
export async function composeMime(mail: OutgoingMail, { sender, inReplyTo, trace }: Envelope): Promise<Uint8Array> {
  const composer = new MailComposer({
    from: { name: SYSTEM_NAME, address: sender },
    to: { name: '', address: mail.to },
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    inReplyTo,
    references: inReplyTo,
    attachments: (mail.attachments ?? []).map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      content: Buffer.from(content),
    })),
    headers: {
      ...mail.headers,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Dondoc-Mail': mail.id,
      ...(trace !== undefined && { 'X-Dondoc-Trace': trace }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const raw = await composer.compile().build()
  if (raw.byteLength > MAX_BYTES) throw new MailTooLargeError(raw.byteLength, MAX_BYTES)
  return raw
}
