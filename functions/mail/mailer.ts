export interface Attachment {
  filename: string
  contentType: string
  content: Uint8Array
}

/** One mail to one address, in HTML and plain text. */
export interface OutgoingMail {
  /** Our own id of the mail; travels with it, and comes back with what SES reports of it. */
  id: string
  to: string
  subject: string
  html: string
  text: string
  attachments?: Attachment[]
  /** The `messageId` of the mail that this one continues, as the mailer gave it. */
  inReplyTo?: string
  headers?: Record<string, string>
}

export interface Mailer {
  /**
   * Hands the mail over. When it resolves, the mail is accepted and will be delivered or bounced.
   * @returns the id that it is known by from now on, to thread the next one by
   * @throws MailError that says whether to report, retry or alarm
   */
  send(mail: OutgoingMail): Promise<{ messageId: string }>
}

/** The double: keeps what was sent, in order. */
export function inMemoryMailer(): Mailer & { readonly sent: OutgoingMail[] } {
  const sent: OutgoingMail[] = []
  return {
    sent,
    send: (mail) => Promise.resolve({ messageId: `memory-${sent.push(structuredClone(mail))}` }),
  }
}
