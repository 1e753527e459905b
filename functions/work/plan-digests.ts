import { isWorkingDay } from '../domain/calendar.ts'
import { localDateOf } from '../domain/instant.ts'
import type { MailOf } from '../store/mail-store.ts'
import { collectNotices } from './collect-notices.ts'
import { isOver, resume } from './deliver.ts'
import type { DigestDeps } from './deps.ts'
import { directoryAt } from './incidents.ts'
import { windowOf, type DigestRun } from './digest-run.ts'
import { finishMails, settleNotices } from './settle-notices.ts'

export interface DigestPlan {
  /** Codes of those who have something to be told, in alphabetical order. */
  recipients: string[]
  dropped: number
  withoutContact: number
}

/**
 * Who is to get a mail in this window: in the morning of a working day all for whom something waits, else those with
 * something immediate that may go out by now. First finishes what an earlier window left, and drops what is no longer
 * true.
 */
export async function planDigests(deps: Omit<DigestDeps, 'mailer' | 'answerUrl'>, run: DigestRun): Promise<DigestPlan> {
  const nobody = { recipients: [], dropped: 0, withoutContact: 0 }
  const date = localDateOf(run.sendAt)
  const registry = await deps.registry.current()
  if (isOver(run.sendAt, deps.now())) return nobody
  if (run.kind === 'daily' && !isWorkingDay(registry.calendar('counter', date), date)) return nobody
  await finishEarlier(deps)
  const directory = await directoryAt(deps, registry, deps.now())
  const { recipients, untrue, withoutContact } = await collectNotices(deps, run, directory)
  await settleNotices(deps, { window: windowOf(run), notices: untrue, how: 'dropped' })
  if (withoutContact > 0) deps.log.error('notices wait without a contact', { count: withoutContact })
  return { recipients: [...recipients].toSorted(), dropped: untrue.length, withoutContact }
}

/** What SES has is told to its cases; what a process that died had claimed is free again. */
async function finishEarlier(deps: Omit<DigestDeps, 'mailer' | 'answerUrl'>): Promise<void> {
  const left: MailOf<'accepted'>[] = []
  for await (const mail of deps.mails.unfinished()) {
    const standing = await resume(deps, mail)
    if (standing.status === 'accepted') left.push(standing)
  }
  await finishMails(deps, left)
}
