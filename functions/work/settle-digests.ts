import type { DigestOutcome } from '../../workflows/contract.ts'
import type { DigestDeps } from './deps.ts'
import { windowOf, type DigestRun } from './digest-run.ts'
import { finishMails } from './settle-notices.ts'

export interface DigestResult {
  /** Mails of this window that SES has, and the notices in them. */
  mails: number
  told: number
  /** Recipients who have none although they should. */
  failed: number
  /** Whom to try once more: all of these, as long as there is one whom that may help. */
  left: string[]
}

/** The end of a window: each case is told once of all its mails, and they are done. A repeat answers the same. */
export async function settleDigests(
  deps: Omit<DigestDeps, 'mailer' | 'deliveries' | 'incidents' | 'answerUrl'>,
  run: DigestRun,
  outcomes: readonly DigestOutcome[],
): Promise<DigestResult> {
  const window = windowOf(run)
  const result = { mails: 0, told: 0 }
  const untold: DigestOutcome[] = []
  const accepted = []
  for (const { recipient, outcome } of outcomes) {
    const mail = await deps.mails.load(recipient, window)
    if (mail?.status === 'accepted') accepted.push(mail)
    const isSent = mail?.status === 'accepted' || mail?.status === 'done'
    result.mails += Number(isSent)
    result.told += isSent ? mail.notices.length : 0
    if (!isSent && outcome !== 'nothing') untold.push({ recipient, outcome })
  }
  await finishMails(deps, accepted)
  const mayHelp = untold.some(({ outcome }) => outcome !== 'rejected')
  return { ...result, failed: untold.length, left: mayHelp ? untold.map(({ recipient }) => recipient) : [] }
}
