import type { CaseDocument } from '../domain/document.ts'
import { stateOf } from '../domain/document.ts'
import { recipientOf, type Recipient } from '../domain/contacts.ts'
import { isWorkingDay } from '../domain/calendar.ts'
import { localDateOf, localTimeOf, type Instant } from '../domain/instant.ts'
import { isStillTrue, pendingNotices } from '../domain/notices.ts'
import type { Registry } from '../domain/registry.ts'
import type { MailNotice, MailOf, UnfinishedMail } from '../store/mail-store.ts'
import { MailError } from '../mail/mail-error.ts'
import { deliver } from './deliver.ts'
import type { DigestDeps } from './deps.ts'
import { directoryAt } from './incidents.ts'
import { writeDigest, type ToTell } from './write-digest.ts'
import { carryOut } from './update-case.ts'

const actor = { role: 'system', id: 'digest' }
const AT_ONCE = 100

export interface DigestResult {
  mails: number
  told: number
  dropped: number
  withoutContact: number
  failed: number
}

/** Mails that could not be sent; the others of the run were. The run's retry takes them up again. */
export class DigestIncompleteError extends Error {
  override readonly name = 'DigestIncompleteError'
}

/** `2021-10-18T07:30`, Vietnam time: the run's own moment names the window, so that a second delivery finds it taken. */
export const windowOf = (at: Instant): string => `${localDateOf(at)}T${localTimeOf(at)}`

/**
 * One mail per recipient and window, on working days. First finishes what an earlier run left; then collects the
 * notices that wait, re-reads every case, drops what is no longer true, sends, and tells each case once.
 * @param at the schedule's own time
 * @throws DigestIncompleteError after all other recipients got their mail
 */
export async function sendDigests(deps: DigestDeps, at: Instant): Promise<DigestResult> {
  const registry = await deps.registry.current()
  const result: DigestResult = { mails: 0, told: 0, dropped: 0, withoutContact: 0, failed: 0 }
  const date = localDateOf(at)
  if (!isWorkingDay(registry.calendar('counter', date), date)) return result
  const run: Run = { deps, registry, window: windowOf(at), at, result }
  for await (const mail of deps.mails.unfinished()) await resume(run, mail)
  const { byRecipient, untrue } = await collect(run)
  await settle(run, untrue, 'dropped')
  const sent: MailOf<'accepted'>[] = []
  for (const letters of byRecipient) sent.push(...(await tell(run, letters)))
  await settle(
    run,
    sent.flatMap((mail) => mail.notices),
    'sent',
  )
  for (const mail of sent) await deps.mails.finish(mail, deps.now())
  if (result.failed > 0) throw new DigestIncompleteError(`${result.failed} mails of ${run.window} failed`)
  return result
}

interface Run {
  deps: DigestDeps
  registry: Registry
  window: string
  at: Instant
  result: DigestResult
}

/** An accepted mail is only marked; a claim whose lease ended is freed, and its notices stand in this run's mails. */
async function resume(run: Run, mail: UnfinishedMail): Promise<void> {
  const { deps } = run
  if (mail.status === 'accepted') {
    await settle(run, mail.notices, 'sent')
    await deps.mails.finish(mail, deps.now())
  } else if (mail.window !== run.window && mail.leaseUntil <= deps.now() && mail.notices.length > 0)
    await deps.mails.abandon(mail, 'left by a run that died', deps.now())
}

interface Letters {
  recipient: Recipient
  toTell: ToTell[]
}

/** Every waiting notice, re-read from its case: by recipient what is still true, apart what is not. */
async function collect(run: Run): Promise<{ byRecipient: Letters[]; untrue: MailNotice[] }> {
  const { deps, registry, result } = run
  const byRecipient = new Map<string, Letters>()
  const untrue: MailNotice[] = []
  const at = { registry, now: deps.now() }
  const directory = await directoryAt(deps, registry, at.now)
  for (const document of await pendingCases(deps)) {
    const state = stateOf(document)
    for (const { notice, role } of pendingNotices(state)) {
      const { episode, level, occurrence } = notice
      const key = { caseId: document.id, episode, level, occurrence, role }
      if (!isStillTrue(notice, state, at)) untrue.push(key)
      else {
        const recipient = recipientOf(directory, { agency: state.agency, role }, at.now)
        if (recipient === undefined) result.withoutContact += 1
        else addTo(byRecipient, recipient, { key, state })
      }
    }
  }
  if (result.withoutContact > 0) deps.log.error('notices wait without a contact', { count: result.withoutContact })
  return { byRecipient: [...byRecipient.values()], untrue }
}

function addTo(byRecipient: Map<string, Letters>, recipient: Recipient, toTell: ToTell): void {
  const known = byRecipient.get(recipient.code)
  if (known === undefined) byRecipient.set(recipient.code, { recipient, toTell: [toTell] })
  else known.toTell.push(toTell)
}

async function pendingCases(deps: DigestDeps): Promise<CaseDocument[]> {
  const ids: string[] = []
  for await (const { id } of deps.cases.pending()) ids.push(id)
  const documents: CaseDocument[] = []
  for (let start = 0; start < ids.length; start += AT_ONCE)
    documents.push(...(await deps.cases.loadMany(ids.toSorted().slice(start, start + AT_ONCE))))
  return documents
}

/** @returns the mail that SES now has; none where the window was taken or sending failed, which is reported */
async function tell(run: Run, { recipient, toTell }: Letters): Promise<MailOf<'accepted'>[]> {
  const { deps, window, at, result, registry } = run
  const notices = toTell.map(({ key }) => key)
  const { code, contact } = recipient
  try {
    const mail = writeDigest({ contact, toTell, at, registry })
    const letter = { recipient: code, window, address: contact.email, notices, mail }
    const accepted = await deliver(deps, letter)
    if (accepted === undefined) return []
    result.mails += 1
    result.told += notices.length
    return [accepted]
  } catch (error) {
    // Nothing will go out until a person acts: the others would only fail as well.
    if (error instanceof MailError && error.next === 'alarm') throw error
    result.failed += 1
    deps.log.error('digest not sent', { recipient: code, window, error: String(error) })
    return []
  }
}

/** One write per case, for all its recipients. */
async function settle(run: Run, notices: readonly MailNotice[], how: 'sent' | 'dropped'): Promise<void> {
  const byCase = Map.groupBy(notices, (notice) => notice.caseId)
  for (const [caseId, ofCase] of byCase) {
    const settled = ofCase.map(({ episode, level, occurrence, role }) => ({ episode, level, occurrence, role, how }))
    const command = { type: 'settleNotices' as const, window: run.window, notices: settled }
    await carryOut(run.deps, caseId, { command, actor })
  }
  if (how === 'dropped') run.result.dropped += notices.length
}
