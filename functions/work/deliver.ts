import { fromMs, toMs } from '../domain/instant.ts'
import { MailError } from '../mail/mail-error.ts'
import type { OutgoingMail } from '../mail/mailer.ts'
import { accepted, mailIdOf, type MailNotice, type MailOf } from '../store/mail-store.ts'
import type { MailDeps } from './deps.ts'

/** Longer than composing and sending one mail takes; the retry of a run that died finds it ended. */
const LEASE_MS = 60_000

/** One mail to one recipient in one window, written from what was true a moment ago. */
export interface Letter {
  recipient: string
  window: string
  address: string
  notices: readonly MailNotice[]
  mail: Omit<OutgoingMail, 'id' | 'to' | 'inReplyTo'>
}

/**
 * Claims the recipient's window, sends the mail, and notes that SES has it. Whoever finds the window taken leaves it
 * alone, so that no recipient gets two mails of one window; a second copy goes out only where the process died between
 * SES accepting and the note.
 * @returns the accepted mail; undefined where the window was taken
 * @throws MailError
 */
export async function deliver(deps: MailDeps, letter: Letter): Promise<MailOf<'accepted'> | undefined> {
  const { recipient, window, address, notices } = letter
  const claimedAt = deps.now()
  const leaseUntil = fromMs(toMs(claimedAt) + LEASE_MS)
  const claim = { status: 'claimed', claim: deps.newId(), claimedAt, leaseUntil } as const
  const claimed: MailOf<'claimed'> = { ...claim, recipient, window, address, notices: [...notices] }
  if ((await deps.mails.claim(claimed)) === 'conflict') return undefined
  const thread = await deps.mails.latestThreadId(recipient)
  const inReplyTo = thread === undefined ? {} : { inReplyTo: thread }
  const messageId = await send(deps, claimed, {
    ...letter.mail,
    ...inReplyTo,
    id: mailIdOf(claimed),
    to: address,
  })
  const acceptedAt = deps.now()
  if ((await deps.mails.accept(claimed, messageId, acceptedAt)) === 'conflict') return undefined
  return accepted(claimed, messageId, acceptedAt)
}

/** A mail that will never be taken frees its notices, for a window in which somebody has mended the contact. */
async function send(deps: MailDeps, claimed: MailOf<'claimed'>, mail: OutgoingMail): Promise<string> {
  try {
    return (await deps.mailer.send(mail)).messageId
  } catch (error) {
    if (error instanceof MailError && error.next === 'report') await deps.mails.abandon(claimed, error.name, deps.now())
    throw error
  }
}
