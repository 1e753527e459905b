import type { MailNotice, MailOf } from '../store/mail-store.ts'
import { atOnce } from './at-once.ts'
import type { DigestDeps } from './deps.ts'
import { carryOut } from './update-case.ts'

const actor = { role: 'system', id: 'digest' }
const WIDTH = 10

type Deps = Omit<DigestDeps, 'mailer' | 'deliveries' | 'incidents' | 'answerUrl'>

export interface Settlement {
  window: string
  notices: readonly MailNotice[]
  how: 'sent' | 'dropped'
}

/** One write per case, for all its recipients; a repeat writes nothing. */
export async function settleNotices(deps: Deps, { window, notices, how }: Settlement): Promise<void> {
  await atOnce(
    Map.groupBy(notices, ({ caseId }) => caseId),
    WIDTH,
    async ([caseId, ofCase]) => {
      const settled = ofCase.map(({ episode, level, occurrence, role }) => ({ episode, level, occurrence, role, how }))
      await carryOut(deps, caseId, { command: { type: 'settleNotices', window, notices: settled }, actor })
    },
  )
}

/** SES has these mails: first their cases are told, then they are done, so that none is done untold. */
export async function finishMails(deps: Deps, mails: readonly MailOf<'accepted'>[]): Promise<void> {
  for (const [window, ofWindow] of Map.groupBy(mails, (mail) => mail.window)) {
    const notices = ofWindow.flatMap((mail) => mail.notices)
    await settleNotices(deps, { window, notices, how: 'sent' })
    for (const mail of ofWindow) await deps.mails.finish(mail, deps.now())
  }
}
