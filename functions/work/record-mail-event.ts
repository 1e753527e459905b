import { arrivalOf, consequenceOf, SOFT_BOUNCES, type DeliveryEvent } from '../domain/delivery.ts'
import type { Incident, IncidentOf } from '../domain/incident.ts'
import { localDateOf } from '../domain/instant.ts'
import { fingerprint } from '../store/fingerprint.ts'
import { mailIdOf, mailOfId, type Mail } from '../store/mail-store.ts'
import { atOnce } from './at-once.ts'
import type { MailEventDeps } from './deps.ts'
import { draftPaperNotice } from './draft-paper-notice.ts'
import { isNamed } from './incidents.ts'
import { carryOut } from './update-case.ts'

const AT_ONCE = 8
const actor = { role: 'system', id: 'mail' }

/** The log keeps what the table may lose: after a restore, `reconcile` reads these lines. */
export const MAIL_TOLD = 'mail told'

/** SES tells of a mail that bears our tag and that the table does not hold: somebody must look. */
export class UnknownMailError extends Error {
  override readonly name = 'UnknownMailError'
}

/**
 * Keeps what SES tells of a mail. One that nobody will read leaves its notices waiting for another; a mailbox that takes
 * no mail is an incident. Everything is written so that events may come twice and in any order, and a run that died may
 * be repeated: the incident stands before the notices wait again, so that no run writes to the same mailbox. Where none
 * is left, a letter on paper is drafted.
 * @throws UnknownMailError
 */
export async function recordMailEvent(deps: MailEventDeps, mailId: string, event: DeliveryEvent): Promise<void> {
  await deps.deliveries.record(mailId, event)
  deps.log.info(MAIL_TOLD, { mail: mailId, event })
  const consequence = consequenceOf(event)
  if (consequence === 'none') return
  const mail = await mailWithId(deps, mailId)
  const lost = consequence === 'doubtful' ? await bouncesInARow(deps, mail) : [mail]
  if (lost.length === 0) return
  deps.log.metric('mailsReturned', 1)
  deps.log.warn('a mail did not reach its mailbox', {
    mail: mailId,
    type: event.type,
    why: 'why' in event && event.why,
  })
  const incident = consequence === 'returned' ? undefined : await openIncident(deps, mail, event)
  for (const each of lost) if (each !== mail || isThisCopy(each, event)) await returnNotices(deps, each)
  if (incident !== undefined) await draftPaperNotice(deps, incident)
}

/** How far back a mailbox's last three mails are sought among those that another mailbox of the contact got. */
const LOOKED_AT = 20

/** The mails that did not arrive, if they make a mailbox that takes no more mail; what was before it was mended counts not. */
async function bouncesInARow({ mails, deliveries, incidents }: MailEventDeps, mail: Mail): Promise<Mail[]> {
  const { address, recipient } = mail
  const earlier = (await incidents.ofKind('undeliverable')).filter(({ what }) => what.mailbox === fingerprint(address))
  const mended =
    earlier
      .flatMap(({ closed }) => closed?.at ?? [])
      .toSorted()
      .at(-1) ?? ''
  const row: Mail[] = []
  let looked = 0
  for await (const each of mails.newestFirst(recipient)) {
    if (each.claimedAt <= mended || (looked += 1) > LOOKED_AT) return []
    if (each.address !== address) continue
    const arrival = arrivalOf(await deliveries.eventsOf(mailIdOf(each)))
    if (arrival === 'delivered') return []
    if (arrival === 'bounced') row.push(each)
    if (row.length === SOFT_BOUNCES) return row
  }
  return []
}

async function mailWithId({ mails }: MailEventDeps, mailId: string): Promise<Mail> {
  const key = mailOfId(mailId)
  const mail = key && (await mails.load(key.recipient, key.window))
  if (mail === undefined) throw new UnknownMailError(`no mail ${mailId}`)
  return mail
}

/** A mailbox that the registry has replaced meanwhile is nobody's concern any more. */
async function openIncident(deps: MailEventDeps, mail: Mail, event: DeliveryEvent): Promise<Incident | undefined> {
  const { at, sesId } = event
  const what = { why: reasonOf(event), mailbox: fingerprint(mail.address) }
  const subject = mail.recipient
  const registry = await deps.registry.current()
  if (!isNamed(registry, { subject, what }, localDateOf(deps.now()))) return undefined
  return deps.incidents.open({ kind: 'undeliverable', subject, cause: sesId, since: at, what })
}

function reasonOf(event: DeliveryEvent): IncidentOf<'undeliverable'>['what']['why'] {
  if (event.type === 'complained') return 'complained'
  return consequenceOf(event) === 'doubtful' ? 'keptBouncing' : 'bounced'
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
