import { recipientOf } from '../domain/contacts.ts'
import { stateOf, type CaseDocument } from '../domain/document.ts'
import { isOpen, type Incident } from '../domain/incident.ts'
import { localDateOf, type Instant } from '../domain/instant.ts'
import { pendingNotices } from '../domain/notices.ts'
import type { Contact, Registry } from '../domain/registry.ts'
import { paperNotice } from '../text/paper-notice.ts'
import { tellOfDamage } from './damage.ts'
import type { MailEventDeps } from './deps.ts'
import { directoryNow } from './incidents.ts'
import { mayAnswer } from './open-answers.ts'
import { openCases } from './open-cases.ts'
import { contentTypes, NoReportSettingsError } from './compose-report.ts'
import { centreOf, digestCase } from './write-digest.ts'

/**
 * The end of the ladder: once no mailbox of an agency takes mail, a letter on paper is drafted that tells it all that is
 * late, and the incident by which the last mailbox fell names it. Those who only watch over agencies get none.
 * Repeated, it drafts nothing new.
 * @throws NoReportSettingsError
 */
export async function draftPaperNotice(deps: MailEventDeps, incident: Incident): Promise<void> {
  if (!isOpen(incident) || incident.paper !== undefined) return
  const draftedAt = deps.now()
  const registry = await deps.registry.current()
  const contact = await unreachable(deps, incident, { registry, at: draftedAt })
  if (contact === undefined) return
  const cases = await casesToTell(deps, { contact, registry, at: draftedAt })
  if (cases.length === 0) return
  const key = paperKey(incident)
  // Seldom needed, and more than all else that the function loads.
  const { renderDocx } = await import('../text/report-docx.ts')
  const body = await renderDocx(await write(deps, { contact, cases, registry, at: draftedAt }))
  await deps.documents.put(key, { body, contentType: contentTypes.docx })
  await deps.incidents.attach(incident, { key, draftedAt, cases: cases.length })
  deps.log.warn('no mailbox is left, a paper notice is drafted', { subject: incident.subject, cases: cases.length })
}

/** No code holds a `/`. */
const paperKey = ({ subject, number }: Incident): string => `paper/${subject.replaceAll(':', '-')}-${number}.docx`

interface Moment {
  registry: Registry
  at: Instant
}

/** The agency's contact whom mail reaches no more, neither there nor at anybody who stands in. */
async function unreachable(deps: MailEventDeps, { subject }: Incident, moment: Moment): Promise<Contact | undefined> {
  const { registry, at } = moment
  const contact = registry.find('contact', subject, localDateOf(at))
  if (contact === undefined || !mayAnswer(contact.role)) return undefined
  return recipientOf(await directoryNow(deps, registry), contact, at) === undefined ? contact : undefined
}

type About = Moment & { contact: Contact }

/** All that is late, and what else the agency was to be told. */
async function casesToTell(deps: MailEventDeps, about: About): Promise<CaseDocument[]> {
  const { contact, registry, at } = about
  const ids = new Set<string>()
  for await (const page of openCases(deps, contact.agency)) for (const { id } of page) ids.add(id)
  const found: CaseDocument[] = []
  const all = [...ids].toSorted()
  for (let start = 0; start < all.length; start += AT_ONCE)
    found.push(...(await deps.cases.loadMany(all.slice(start, start + AT_ONCE), tellOfDamage(deps))))
  return found.filter((document) => {
    const state = stateOf(document)
    if (state.agency !== contact.agency || state.progress.phase === 'finished') return false
    const told = digestCase(state, { contact, at, registry })
    return told !== undefined && (told.due < at || pendingNotices(state).length > 0)
  })
}

const AT_ONCE = 100

async function write(deps: MailEventDeps, { contact, registry, at, cases }: About & { cases: CaseDocument[] }) {
  const on = localDateOf(at)
  const settings = registry.find('report', 'weekly', on)
  if (settings === undefined) throw new NoReportSettingsError(`no report settings in force on ${on}`)
  const agency = registry.find('agency', contact.agency, on)
  const told = cases.flatMap((document) => digestCase(stateOf(document), { contact, at, registry }) ?? [])
  const open = (await deps.incidents.ofKind('undeliverable')).filter(isOpen)
  return paperNotice({
    digest: {
      recipient: { agency: agency?.name ?? contact.agency, role: contact.role },
      at,
      overdue: told.filter(({ due }) => due < at),
      dueSoon: told.filter(({ due }) => due >= at),
      centre: centreOf(registry, on),
    },
    address: agency?.address,
    incidents: open.filter(({ subject }) => subject.startsWith(`${contact.agency}:`)),
    settings,
  })
}
