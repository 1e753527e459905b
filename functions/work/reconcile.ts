import { ESCALATION_CONTRACT } from '../../workflows/contract.ts'
import type { DeliveryEvent } from '../domain/delivery.ts'
import { localDateOf, type Instant, type LocalDate } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import { mailboxesOf } from '../domain/report-settings.ts'
import { reportRecipient } from '../store/fingerprint.ts'
import { mailOfId, type MailNotice, type MailOf, type UnfinishedMail } from '../store/mail-store.ts'
import type { CaseDeps, MailEventDeps } from './deps.ts'
import { escalate } from './escalate.ts'
import { recordMailEvent } from './record-mail-event.ts'
import { finishMails } from './settle-notices.ts'

/** A mail that SES took, as the log of its sender tells. */
export interface AcceptedMail {
  readonly mail: string
  readonly sesId: string
  readonly at: Instant
  readonly notices: readonly MailNotice[]
}

/** What SES told of a mail, as the log of the function that hears it tells. */
export interface ToldMail {
  readonly mail: string
  readonly event: DeliveryEvent
}

export interface Reconciled {
  /** Mails that the table had lost, and those that it knew. */
  written: number
  known: number
  /** Cases whose steps since the restore point have fired, most of them again. */
  refired: number
  events: number
  /** Mails of which it is not known what they told: their sender died, or their recipient is in no registry. */
  unresolved: string[]
}

type Deps = CaseDeps & MailEventDeps

/**
 * Writes into a restored table what the logs know and it does not: mails that went out after the restore point, and what
 * SES told of them. Steps that are due fire, those that had fired by then by the same keys, and count as told where a
 * mail told them; so whoever was mailed is not mailed again, and no step is left to an execution that is past it. A
 * repeat writes nothing. Rules and digests are off meanwhile.
 */
export async function reconcile(
  deps: Deps,
  accepted: readonly AcceptedMail[],
  told: readonly ToldMail[],
): Promise<Reconciled> {
  const result: Reconciled = { written: 0, known: 0, refired: 0, events: 0, unresolved: [] }
  const lost: MailOf<'accepted'>[] = []
  for (const each of accepted) {
    const written = await writeAccepted(deps, each)
    if (written === 'unresolved') result.unresolved.push(each.mail)
    else if (written === 'known') result.known += 1
    else lost.push(written)
  }
  result.written = lost.length
  const due = new Set(lost.flatMap(({ notices }) => notices.map(({ caseId }) => caseId)))
  for await (const { id } of deps.cases.dueSteps(deps.now())) due.add(id)
  for (const caseId of due) result.refired += Number(await refire(deps, caseId))
  await finishMails(deps, lost)
  await tellAgain(deps, told, result)
  return result
}

async function writeAccepted(
  deps: Deps,
  { mail: id, sesId, at, notices }: AcceptedMail,
): Promise<MailOf<'accepted'> | 'known' | 'unresolved'> {
  const name = mailOfId(id)
  if (name === undefined) return 'unresolved'
  const found = await deps.mails.load(name.recipient, name.window)
  if (found?.status === 'done') return 'known'
  // A repeat, or the restore, may have come between two of the writes below.
  if (found?.status === 'accepted') return found
  const claimed = found?.status === 'claimed' ? found : await claimFor(deps, name, { at, notices })
  if (claimed === undefined) return 'unresolved'
  await deps.mails.accept(claimed, sesId, at)
  const standing = await deps.mails.load(name.recipient, name.window)
  return standing?.status === 'accepted' ? standing : 'unresolved'
}

async function claimFor(
  deps: Deps,
  name: Pick<UnfinishedMail, 'recipient' | 'window'>,
  { at, notices }: Pick<AcceptedMail, 'at' | 'notices'>,
): Promise<MailOf<'claimed'> | undefined> {
  const address = addressOf(await deps.registry.current(), name.recipient, localDateOf(at))
  if (address === undefined) return undefined
  const lease = { claim: deps.newId(), claimedAt: at, leaseUntil: at }
  const claimed: MailOf<'claimed'> = { status: 'claimed', ...name, ...lease, address, notices: [...notices] }
  return (await deps.mails.claim(claimed)) === 'saved' ? claimed : undefined
}

/** An agency's contact, or one of those who get the report, whom the log names by a code only. */
const addressOf = (registry: Registry, recipient: string, on: LocalDate): string | undefined => {
  const settings = registry.find('report', 'weekly', on)
  return (
    registry.find('contact', recipient, on)?.email ??
    (settings && mailboxesOf(settings).find((email) => reportRecipient(email) === recipient))
  )
}

/** @returns whether a step was due */
async function refire(deps: Deps, caseId: string): Promise<boolean> {
  const document = await deps.cases.load(caseId)
  const { nextStepAt, timerVersion = 0 } = document ?? {}
  if (nextStepAt === undefined || nextStepAt > deps.now()) return false
  await escalate(deps, { contract: ESCALATION_CONTRACT, caseId, timerVersion, waitUntil: nextStepAt })
  return true
}

async function tellAgain(deps: Deps, told: readonly ToldMail[], result: Reconciled): Promise<void> {
  for (const { mail, event } of told) {
    const name = mailOfId(mail)
    const known = name && (await deps.mails.load(name.recipient, name.window))
    if (known === undefined) result.unresolved.push(mail)
    else {
      await recordMailEvent(deps, mail, event)
      result.events += 1
    }
  }
  result.unresolved = [...new Set(result.unresolved)]
}
