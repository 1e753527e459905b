import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { caseId } from '../domain/case-id.ts'
import { noticeKey } from '../domain/event.ts'
import { instant, type Instant } from '../domain/instant.ts'
import { recipientRole } from '../domain/registry.ts'
import type { Saved } from './saved.ts'

/** One notice of one case, for one of its recipients. */
export const mailNotice = z.strictObject({ caseId, ...noticeKey.shape, role: recipientRole })
export type MailNotice = z.output<typeof mailNotice>

/** One mail per recipient and window. `recipient` is a contact's code, never its address. */
const letter = {
  recipient: z.string().min(1),
  /** Names the run, beginning with its time, so that the order of windows is that of time. */
  window: z.string().min(1),
  address: z.email(),
  /** Frozen with the claim: they are in this mail or in none. */
  notices: z.array(mailNotice),
  claimedAt: instant,
}
const sent = { ...letter, sesId: z.string().min(1), acceptedAt: instant }

/**
 * claimed: somebody is about to send it, until the lease ends; accepted: SES has it; done: its cases know.
 * abandoned: never sent, and its notices are free again.
 */
export const mail = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('claimed'), ...letter, claim: z.string().min(1), leaseUntil: instant }),
  z.strictObject({ status: z.literal('accepted'), ...sent }),
  z.strictObject({ status: z.literal('done'), ...sent, doneAt: instant }),
  z.strictObject({ status: z.literal('abandoned'), ...letter, reason: z.string().min(1), abandonedAt: instant }),
])
export type Mail = z.output<typeof mail>
export type MailOf<S extends Mail['status']> = Extract<Mail, { status: S }>
export type UnfinishedMail = MailOf<'claimed' | 'accepted'>

/** Our own id of a mail. It travels with it as header and tag, and SES names it in each event. */
export const mailIdOf = ({ recipient, window }: Pick<Mail, 'recipient' | 'window'>): string => `${window}~${recipient}`

/** What {@link mailIdOf} made the id of; undefined of an id that it did not make. No window and no code holds a `~`. */
export function mailOfId(id: string): Pick<Mail, 'recipient' | 'window'> | undefined {
  const [window, recipient, ...more] = id.split('~')
  return window && recipient && more.length === 0 ? { window, recipient } : undefined
}

/** Every change names the mail as it was read; whoever repeats one after a lost answer is told `saved` again. */
export interface MailStore {
  /**
   * Takes a window that nobody has: free, abandoned, or claimed with a lease that had ended by this `claimedAt`.
   * `claim` is an id of this attempt, so that a lost answer is told from a rival.
   */
  claim(mail: MailOf<'claimed'>): Promise<Saved>
  /** SES has taken it. Conflict: the lease ran out and somebody else claimed it. */
  accept(mail: MailOf<'claimed'>, sesId: string, at: Instant): Promise<Saved>
  finish(mail: MailOf<'accepted'>, at: Instant): Promise<Saved>
  abandon(mail: MailOf<'claimed'>, reason: string, at: Instant): Promise<Saved>
  /** Claimed or accepted, oldest first; found by an index that lags, then read consistently. */
  unfinished(): AsyncIterable<UnfinishedMail>
  load(recipient: string, window: string): Promise<Mail | undefined>
  /** The recipient's mails of this window and all later ones, as they stand at this very moment. */
  since(recipient: string, window: string): Promise<Mail[]>
  /** The recipient's mails as they stand at this very moment, the newest first, read as far as they are asked for. */
  newestFirst(recipient: string): AsyncIterable<Mail>
}

const letterOf = ({ recipient, window, address, notices, claimedAt }: Mail) =>
  ({ recipient, window, address, notices, claimedAt }) as const
export const accepted = (from: MailOf<'claimed'>, sesId: string, acceptedAt: Instant): MailOf<'accepted'> => ({
  ...letterOf(from),
  status: 'accepted',
  sesId,
  acceptedAt,
})
export const done = (from: MailOf<'accepted'>, doneAt: Instant): MailOf<'done'> => ({ ...from, status: 'done', doneAt })
export const abandoned = (from: MailOf<'claimed'>, reason: string, abandonedAt: Instant): MailOf<'abandoned'> => ({
  ...letterOf(from),
  status: 'abandoned',
  reason,
  abandonedAt,
})

export const isUnfinished = (found: Mail): found is UnfinishedMail =>
  found.status === 'claimed' || found.status === 'accepted'

/** The double. */
export function inMemoryMailStore(): MailStore {
  const mails = new Map<string, Mail>()
  const all = (): Mail[] => structuredClone([...mails.values()])
  const change = (next: Mail, allowed: (stored?: Mail) => boolean): Saved => {
    const key = `${next.recipient} ${next.window}`
    const stored = mails.get(key)
    if (isDeepStrictEqual(stored, next)) return 'saved'
    if (!allowed(stored)) return 'conflict'
    mails.set(key, structuredClone(next))
    return 'saved'
  }
  return {
    claim: async (asked) => change(asked, (stored) => isFree(stored, asked.claimedAt)),
    accept: async (from, sesId, at) => change(accepted(from, sesId, at), isClaimedBy(from)),
    finish: async (from, at) => change(done(from, at), (stored) => stored?.status === 'accepted'),
    abandon: async (from, reason, at) => change(abandoned(from, reason, at), isClaimedBy(from)),
    async *unfinished() {
      yield* all()
        .filter(isUnfinished)
        .toSorted((a, b) => (a.claimedAt < b.claimedAt ? -1 : 1))
    },
    load: async (recipient, window) => structuredClone(mails.get(`${recipient} ${window}`)),
    since: async (recipient, window) => all().filter((each) => each.recipient === recipient && each.window >= window),
    async *newestFirst(recipient) {
      yield* all()
        .filter((each) => each.recipient === recipient)
        .toSorted((a, b) => (a.window > b.window ? -1 : 1))
    },
  }
}

const isFree = (stored: Mail | undefined, now: Instant): boolean =>
  stored === undefined || stored.status === 'abandoned' || (stored.status === 'claimed' && stored.leaseUntil <= now)

const isClaimedBy =
  ({ claim }: MailOf<'claimed'>) =>
  (stored?: Mail): boolean =>
    stored?.status === 'claimed' && stored.claim === claim
