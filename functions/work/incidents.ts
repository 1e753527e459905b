import type { Caller } from '../domain/access.ts'
import type { Directory } from '../domain/contacts.ts'
import type { Period } from '../domain/period.ts'
import {
  incidentId,
  incidentKinds,
  isDuring,
  isOpen,
  type Incident,
  type IncidentOf,
  type IncidentKind,
  type Paper,
} from '../domain/incident.ts'
import { localDateOf, type Instant, type LocalDate } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import { fingerprint, REPORT_RECIPIENT } from '../store/fingerprint.ts'
import type { FileLinks, Link } from '../store/file-links.ts'
import type { IncidentStore } from '../store/incident-store.ts'
import { incidentText, MAILBOX_REPLACED } from '../text/incident-words.ts'
import type { IncidentDeps } from './deps.ts'
import { pageOf } from './paging.ts'
import type { IncidentsQuery } from './wire-incidents.ts'

/** All that were open at some moment of the period, oldest first; of one kind, or of every kind. */
export async function incidentsDuring(
  { incidents }: { incidents: IncidentStore },
  period: Period,
  kind?: IncidentKind,
): Promise<Incident[]> {
  const all = await Promise.all((kind === undefined ? incidentKinds : [kind]).map((each) => incidents.ofKind(each)))
  return all
    .flat()
    .filter((each) => isDuring(each, period))
    .toSorted((a, b) => a.since.localeCompare(b.since) || incidentId(a).localeCompare(incidentId(b)))
}

/** An incident as the API tells it: `text` for people, the rest for programs. */
export interface IncidentView {
  id: string
  kind: IncidentKind
  subject: string
  since: Instant
  until?: Instant
  what: Incident['what']
  closed?: Incident['closed']
  /** The letter on paper; where incidents are listed, with an address from which it is fetched. */
  paper?: Paper & { download?: Link }
  text: string
}

export const viewIncident = (incident: Incident, registry: Registry): IncidentView => {
  const { kind, subject, since, closed, what, paper } = incident
  const text = incidentText(incident, registry)
  const later = { ...(closed && { until: closed.at, closed }), ...(paper && { paper }) }
  return { id: incidentId(incident), kind, subject, since, ...later, what, text }
}

const EVER = { from: '0000-01-01T00:00:00.000Z', to: '9999-12-31T00:00:00.000Z' }

const INCIDENTS = { name: 'incidents', placeOf: (each: Incident) => `${each.since} ${incidentId(each)}` }

export async function listIncidents(
  deps: IncidentDeps & { links: FileLinks },
  { kind, from, to, ...page }: IncidentsQuery,
): Promise<{ incidents: IncidentView[]; cursor?: string }> {
  const found = await incidentsDuring(deps, { from: from ?? EVER.from, to: to ?? EVER.to }, kind)
  const asked = from === undefined && to === undefined ? found.filter(isOpen) : found
  const registry = await deps.registry.current()
  const { items, ...next } = pageOf(asked, INCIDENTS, page)
  const incidents = items.map((each) => withDownload(deps.links, viewIncident(each, registry)))
  return { incidents: await Promise.all(incidents), ...next }
}

async function withDownload(links: FileLinks, view: IncidentView): Promise<IncidentView> {
  const { paper } = view
  if (paper === undefined) return view
  return { ...view, paper: { ...paper, download: await links.download(paper.key, paper.key) } }
}

/** @returns the incident as it then stands; one that was closed before stays as it is. Undefined: there is none */
export async function closeIncident(
  deps: IncidentDeps,
  who: Caller,
  { id, reason }: { id: string; reason: string },
): Promise<Incident | undefined> {
  const found = await findIncident(deps, id)
  if (found === undefined || !isOpen(found)) return found
  const closed = { at: deps.now(), by: { role: who.role, id: who.id }, reason }
  const saved = await deps.incidents.close(found, closed)
  return saved === 'saved' ? { ...found, closed } : closeIncident(deps, who, { id, reason })
}

async function findIncident({ incidents }: IncidentDeps, id: string): Promise<Incident | undefined> {
  const kind = incidentKinds.find((each) => id.startsWith(`${each}~`))
  return kind && (await incidents.ofKind(kind)).find((each) => incidentId(each) === id)
}

type Undeliverable = IncidentOf<'undeliverable'>

/** Whom mail reaches just now. Every digest asks, so that one mailbox which takes no mail is an alarm every morning. */
export async function directoryAt(deps: IncidentDeps, registry: Registry, at: Instant): Promise<Directory> {
  const open = await closeReplaced(deps, registry, at)
  deps.log.metric('mailboxesUndeliverable', open.length)
  return directoryWithout(open, registry)
}

/** The same for each mail of a digest: asked a moment later, it mends nothing and counts nothing. */
export const directoryNow = async (
  { incidents }: Pick<IncidentDeps, 'incidents'>,
  registry: Registry,
): Promise<Directory> => directoryWithout((await incidents.ofKind('undeliverable')).filter(isOpen), registry)

function directoryWithout(open: readonly Undeliverable[], registry: Registry): Directory {
  const undeliverable = new Set(open.map(({ what }) => what.mailbox))
  return { registry, undeliverable: (email) => undeliverable.has(fingerprint(email)) }
}

/** Closes what a change of the registry has mended. @returns what is still open */
export async function closeReplaced(deps: IncidentDeps, registry: Registry, at: Instant): Promise<Undeliverable[]> {
  const left: Undeliverable[] = []
  for (const each of (await deps.incidents.ofKind('undeliverable')).filter(isOpen)) {
    if (isNamed(registry, each, localDateOf(at))) left.push(each)
    else await deps.incidents.close(each, { at, by: { role: 'system', id: 'registry' }, reason: MAILBOX_REPLACED })
  }
  return left
}

/** Whether the registry still names the mailbox for the recipient, on this date or a later one. */
export function isNamed(
  registry: Registry,
  { subject, what }: Pick<Undeliverable, 'subject' | 'what'>,
  on: LocalDate,
): boolean {
  return mailboxesOf(registry, subject, on).some((email) => fingerprint(email) === what.mailbox)
}

function mailboxesOf(registry: Registry, recipient: string, on: LocalDate): string[] {
  if (recipient.startsWith(REPORT_RECIPIENT))
    return (registry.find('report', 'weekly', on)?.recipients ?? []).flatMap(({ email }) => email ?? [])
  const contact = registry.find('contact', recipient, on)
  if (contact === undefined) return []
  const { email, alternate, substitutes } = contact
  const reading = substitutes.filter(({ to }) => to >= on).map((each) => each.email)
  return [email, ...(alternate === undefined ? [] : [alternate]), ...reading]
}
