import type { DigestOutcome } from '../../workflows/contract.ts'
import { MailError } from '../mail/mail-error.ts'
import { collectFor } from './collect-notices.ts'
import { deliver, heldElsewhere, isOver, noticeId, type Letter, type MailName } from './deliver.ts'
import type { DigestDeps } from './deps.ts'
import { windowOf, type DigestRun } from './digest-run.ts'
import { directoryNow } from './incidents.ts'
import { mayAnswer } from './open-answers.ts'
import { writeDigest } from './write-digest.ts'

/** An item of the table holds some three thousand; what is more goes with the next window. */
const MOST_NOTICES = 2_000

/** Sent by this call, or nothing to send; `sent` also where an earlier call did. */
export interface SentDigest {
  outcome: Exclude<DigestOutcome['outcome'], 'failed'>
  fresh: boolean
}

/**
 * One mail to one recipient: what is true at this moment, unless another mail holds it. A mail that SES will never take
 * is reported and frees its notices; all else that fails is to be tried again.
 * @throws MailError, MailUnderWayError
 */
export async function sendDigest(deps: DigestDeps, run: DigestRun, recipient: string): Promise<SentDigest> {
  const nothing = { outcome: 'nothing', fresh: false } as const
  if (isOver(run.sendAt, deps.now())) return nothing
  const name = { recipient, window: windowOf(run) }
  try {
    const delivery = await deliver(deps, name, () => write(deps, run, name))
    if (delivery === undefined) return nothing
    return { outcome: 'sent', fresh: delivery.fresh }
  } catch (error) {
    if (!(error instanceof MailError) || error.next !== 'report') throw error
    deps.log.error('digest rejected', { ...name, error: String(error) })
    return { outcome: 'rejected', fresh: false }
  }
}

async function write(deps: DigestDeps, run: DigestRun, name: MailName): Promise<Letter | undefined> {
  const held = await heldElsewhere(deps, name)
  const registry = await deps.registry.current()
  const directory = await directoryNow(deps, registry)
  const letters = await collectFor(deps, run, { recipient: name.recipient, directory })
  const toTell = letters?.toTell.filter(({ key }) => !held.has(noticeId(key))).slice(0, MOST_NOTICES) ?? []
  if (letters === undefined || toTell.length === 0) return undefined
  const { contact } = letters.recipient
  const link = mayAnswer(contact.role) ? { link: await deps.answerUrl(name) } : {}
  const order = { contact, toTell, at: run.sendAt, registry, immediate: run.kind === 'immediate', ...link }
  return { address: contact.email, notices: toTell.map(({ key }) => key), mail: await writeDigest(order) }
}
