import { DAY_MS, fromMs, localDateOf, toMs, type Instant } from '../domain/instant.ts'
import { MailError } from '../mail/mail-error.ts'
import type { OutgoingMail } from '../mail/mailer.ts'
import {
  abandoned,
  accepted,
  isUnfinished,
  mailIdOf,
  type Mail,
  type MailNotice,
  type MailOf,
} from '../store/mail-store.ts'
import type { Saved } from '../store/saved.ts'
import type { MailDeps } from './deps.ts'

/** More than the function that sends may run, so that whoever holds a claim whose lease has ended is no more. */
const LEASE_MS = 90_000

/** How far the clocks of SES and of two functions may stand apart. */
const SKEW_MS = 5_000

/** The log keeps what the table may lose: after a restore, `reconcile` reads these lines. */
export const MAIL_ACCEPTED = 'mail accepted'

/** What names a mail: nobody gets two of one window. */
export type MailName = Pick<Mail, 'recipient' | 'window'>

/** One mail, written from what was true a moment ago. */
export interface Letter {
  address: string
  /** Those that it tells, for one recipient: no two of its mails may hold the same. */
  notices: readonly MailNotice[]
  mail: Omit<OutgoingMail, 'id' | 'to' | 'inReplyTo'>
}

export interface Delivery {
  mail: MailOf<'accepted' | 'done'>
  /** Sent by this call. */
  fresh: boolean
}

/** Somebody else is about to send this mail, or one with the same notices: how that ends is known when their lease has. */
export class MailUnderWayError extends Error {
  override readonly name = 'MailUnderWayError'
}

/**
 * The way of a mail: claimed, sent, accepted; `done` is the caller's. It may die after each step, and whoever comes next
 * goes on from what stands in the table and from what SES told. A second copy goes out only where the process died
 * between SES accepting and the note of it, and SES has not told of it before the lease ended.
 * @param write called when the window is free, to read what is true now; without a letter nothing is sent
 * @throws MailUnderWayError, MailError
 */
export async function deliver(
  deps: MailDeps,
  name: MailName,
  write: () => Promise<Letter | undefined>,
): Promise<Delivery | undefined> {
  const found = await deps.mails.load(name.recipient, name.window)
  const standing = found && (await resume(deps, found))
  if (standing?.status === 'accepted' || standing?.status === 'done') return { mail: standing, fresh: false }
  if (standing?.status === 'claimed') throw new MailUnderWayError(mailIdOf(standing))
  const letter = await write()
  if (letter === undefined) return undefined
  const claimed = await claim(deps, name, letter)
  const sesId = await send(deps, claimed, letter.mail)
  const acceptedAt = deps.now()
  await change(claimed, deps.mails.accept(claimed, sesId, acceptedAt))
  deps.log.info(MAIL_ACCEPTED, { mail: mailIdOf(claimed), sesId, at: acceptedAt, notices: claimed.notices })
  return { mail: accepted(claimed, sesId, acceptedAt), fresh: true }
}

/**
 * What a mail is by now. A claim whose lease has ended was left by a process that died: if SES told of sending it, it is
 * accepted; else it is abandoned, and its notices are free for whichever mail comes next, to whatever address.
 * @throws MailUnderWayError where somebody else has just done the same
 */
export async function resume(deps: Pick<MailDeps, 'mails' | 'deliveries' | 'now'>, mail: Mail): Promise<Mail> {
  const now = deps.now()
  if (mail.status !== 'claimed' || mail.leaseUntil > now) return mail
  const event = await deps.deliveries.sendEventOf(mailIdOf(mail))
  // An earlier event is that of an earlier claim of this window, which held other notices.
  if (event !== undefined && toMs(event.at) >= toMs(mail.claimedAt) - SKEW_MS) {
    await change(mail, deps.mails.accept(mail, event.sesId, event.at))
    return accepted(mail, event.sesId, event.at)
  }
  await change(mail, deps.mails.abandon(mail, LEASE_ENDED, now))
  return abandoned(mail, LEASE_ENDED, now)
}

const LEASE_ENDED = 'left by a process that died'

/**
 * Notices that other mails of the recipient hold: on their way, or done so lately that a case read a moment ago may not
 * say so. A window is over after a day, so older ones need not be asked.
 */
export async function heldElsewhere(deps: MailDeps, { recipient, window }: MailName): Promise<Set<string>> {
  const now = toMs(deps.now())
  const lately = fromMs(now - LEASE_MS)
  const mails = await deps.mails.since(recipient, localDateOf(fromMs(now - WINDOW_LIFE_MS)))
  const holding = mails.filter(
    (mail) => mail.window !== window && (isUnfinished(mail) || (mail.status === 'done' && mail.doneAt > lately)),
  )
  return new Set(holding.flatMap(({ notices }) => notices.map(noticeId)))
}

/** Whether a window's time has passed; what it did not tell goes with a later one. */
export const isOver = (sendAt: Instant, now: Instant): boolean => toMs(now) - toMs(sendAt) > WINDOW_LIFE_MS

const WINDOW_LIFE_MS = DAY_MS

export const noticeId = ({ caseId, episode, level, occurrence, role }: MailNotice): string =>
  [caseId, episode, level, occurrence, role].join(' ')

/** Claims, then looks again: two windows may have collected the same at the same time, and each must see the other. */
async function claim(deps: MailDeps, name: MailName, { address, notices }: Letter): Promise<MailOf<'claimed'>> {
  const claimedAt = deps.now()
  const lease = { claim: deps.newId(), claimedAt, leaseUntil: fromMs(toMs(claimedAt) + LEASE_MS) }
  const claimed: MailOf<'claimed'> = { status: 'claimed', ...name, ...lease, address, notices: [...notices] }
  await change(claimed, deps.mails.claim(claimed))
  if (notices.length === 0) return claimed
  const held = await heldElsewhere(deps, name)
  if (!notices.some((notice) => held.has(noticeId(notice)))) return claimed
  await change(claimed, deps.mails.abandon(claimed, 'another mail holds its notices', deps.now()))
  throw new MailUnderWayError(mailIdOf(claimed))
}

/** A mail that will never be taken frees its notices, for a window in which somebody has mended the contact. */
async function send(deps: MailDeps, claimed: MailOf<'claimed'>, mail: Letter['mail']): Promise<string> {
  const inReplyTo = await threadOf(deps, claimed.recipient)
  try {
    const outgoing = { ...mail, ...inReplyTo, id: mailIdOf(claimed), to: claimed.address }
    return (await deps.mailer.send(outgoing)).messageId
  } catch (error) {
    if (error instanceof MailError && error.next === 'report')
      await change(claimed, deps.mails.abandon(claimed, error.name, deps.now()))
    throw error
  }
}

/** A recipient's mails are a thread: each answers the last one that SES took. */
async function threadOf({ mails }: MailDeps, recipient: string): Promise<Pick<OutgoingMail, 'inReplyTo'>> {
  for await (const mail of mails.newestFirst(recipient)) if ('sesId' in mail) return { inReplyTo: mail.sesId }
  return {}
}

async function change(mail: Mail, saving: Promise<Saved>): Promise<void> {
  if ((await saving) === 'conflict') throw new MailUnderWayError(mailIdOf(mail))
}
