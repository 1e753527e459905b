import { consequenceOf, type DeliveryEvent } from '../domain/delivery.ts'
import { localDateOf } from '../domain/instant.ts'
import { fingerprint } from '../store/fingerprint.ts'
import { mailOfId, type Mail } from '../store/mail-store.ts'
import { atOnce } from './at-once.ts'
import type { MailEventDeps } from './deps.ts'
import { isNamed } from './incidents.ts'
import { carryOut } from './update-case.ts'

const AT_ONCE = 8
const actor = { role: 'system', id: 'mail' }

/** SES tells of a mail that bears our tag and that the table does not hold: somebody must look. */
export class UnknownMailError extends Error {
  override readonly name = 'UnknownMailError'
}

/**
 * Keeps what SES tells of a mail. One that nobody will read leaves its notices waiting for another; a mailbox that takes
 * no mail is an incident. Everything is written so that events may come twice and in any order, and a run that died may
 * be repeated: the incident stands before the notices wait again, so that no run writes to the same mailbox.
 * @throws UnknownMailError
 */
export async function recordMailEvent(deps: MailEventDeps, mailId: string, event: DeliveryEvent): Promise<void> {
  await deps.deliveries.record(mailId, event)
  const consequence = consequenceOf(event)
  if (consequence === 'none') return
  const mail = await mailWithId(deps, mailId)
  deps.log.warn('a mail did not reach its mailbox', {
    mail: mailId,
    type: event.type,
    why: 'why' in event && event.why,
  })
  if (consequence === 'undeliverable') await openIncident(deps, mail, event)
  if (isThisCopy(mail, event)) await returnNotices(deps, mail)
}

async function mailWithId({ mails }: MailEventDeps, mailId: string): Promise<Mail> {
  const key = mailOfId(mailId)
  const mail = key && (await mails.load(key.recipient, key.window))
  if (mail === undefined) throw new UnknownMailError(`no mail ${mailId}`)
  return mail
}

/** A mailbox that the registry has replaced meanwhile is nobody's concern any more. */
async function openIncident(deps: MailEventDeps, mail: Mail, { type, at, sesId }: DeliveryEvent): Promise<void> {
  const what = { why: type === 'complained' ? type : ('bounced' as const), mailbox: fingerprint(mail.address) }
  const subject = mail.recipient
  const registry = await deps.registry.current()
  if (!isNamed(registry, { subject, what }, localDateOf(deps.now()))) return
  await deps.incidents.open({ kind: 'undeliverable', subject, cause: sesId, since: at, what })
}

/** Of a mail that was sent twice only the copy counts that stands in the table; an abandoned one has freed its notices. */
const isThisCopy = (mail: Mail, { sesId }: DeliveryEvent): boolean =>
  mail.status !== 'abandoned' && !('sesId' in mail && mail.sesId !== sesId)

async function returnNotices(deps: MailEventDeps, { notices, window }: Mail): Promise<void> {
  const byCase = Map.groupBy(notices, ({ caseId }) => caseId)
  await atOnce(byCase, AT_ONCE, async ([caseId, ofCase]) => {
    const returned = ofCase.map(({ episode, level, occurrence, role }) => ({ episode, level, occurrence, role }))
    const command = { type: 'returnNotices' as const, window, notices: returned }
    await carryOut(deps, caseId, { command, actor })
  })
}
