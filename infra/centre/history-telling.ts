import type { MappedItem } from '../../functions/domain/map-row.ts'
import type { ListKind } from '../../functions/domain/mapping.ts'
import { later, type Instant } from '../../functions/domain/instant.ts'
import { definedOnly, without } from '../../functions/domain/objects.ts'
import { dossierItem, fieldReportItem } from '../../functions/work/wire.ts'
import { post, type TimedRequest, type Voice } from './sample-request.ts'

/** What is told of one case at one moment. */
interface Telling {
  at: Instant
  /** Of one case, in this order; of all cases, so that none stands twice in a call. */
  turn: 0 | 1 | 2
  voice: Voice
  item: object
}

/** As many as one call may bring. */
const BATCH = 100

/**
 * The calls by which sources would have told of these cases in their day: that one came in, that it was asked for, where
 * it came to stand. Cases of the very same second are told of in one call. A state of which the list does not say since
 * when is told at `end`, the last moment that the list knows of.
 */
export function tellHistory(kind: ListKind, items: readonly MappedItem[], end: Instant): TimedRequest[] {
  const tellings = items.flatMap((item) => (kind === 'dossier' ? tellDossier(item, end) : tellFieldReport(item, end)))
  const calls = Map.groupBy(tellings, ({ at, turn, voice }) => `${at} ${turn} ${JSON.stringify(voice)}`)
  return [...calls]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, told]) => batches(told).map((batch) => call(kind, batch)))
}

/** Every moment that the item tells of. */
export function momentsOf(kind: ListKind, item: MappedItem): Record<string, Instant> {
  if (kind === 'fieldReport') {
    const { receivedAt, statusAt } = fieldReportItem.parse(item)
    return definedOnly({ receivedAt, statusAt })
  }
  const { receivedAt, statusAt, request } = dossierItem.parse(item)
  return definedOnly({ receivedAt, statusAt, 'request.issuedAt': request?.issuedAt })
}

function tellFieldReport(item: MappedItem, end: Instant): Telling[] {
  const report = fieldReportItem.parse(item)
  const { receivedAt, provider, status, statusAt } = report
  const facts = without(report, 'status', 'statusAt')
  const known = without(facts, 'description', 'address', 'reporter')
  const voice = { role: 'provider', provider } as const
  const stands = { turn: 2 as const, voice, item: { ...known, status, ...definedOnly({ statusAt }) } }
  return [
    { at: receivedAt, turn: 0, voice, item: facts },
    ...(status === undefined || status === 'received' ? [] : [{ ...stands, at: statusAt ?? end }]),
  ]
}

/** A dossier that is waiting, or was refused, had not been taken in; any other was when it came in. */
function tellDossier(item: MappedItem, end: Instant): Telling[] {
  const dossier = dossierItem.parse(item)
  const { receivedAt, status, statusAt, request, supplementDue } = dossier
  const facts = without(dossier, 'status', 'statusAt', 'request', 'supplementDue')
  const known = without(facts, 'applicant')
  const voice = { role: 'operator' } as const
  const waits = status === 'registered' || status === 'refused'
  const isNews = status !== undefined && status !== 'registered' && status !== 'received'
  const stands = { ...known, status, ...definedOnly({ statusAt, supplementDue }) }
  return [
    { at: receivedAt, turn: 0, voice, item: { ...facts, ...(waits && { status: 'registered' }) } },
    ...(request === undefined
      ? []
      : [{ at: later(request.issuedAt, receivedAt), turn: 1 as const, voice, item: { ...known, request } }]),
    ...(isNews ? [{ at: statusAt ?? end, turn: 2 as const, voice, item: stands }] : []),
  ]
}

const batches = (told: readonly Telling[]): Telling[][] =>
  Array.from({ length: Math.ceil(told.length / BATCH) }, (_, n) => told.slice(n * BATCH, (n + 1) * BATCH))

function call(kind: ListKind, told: readonly Telling[]): TimedRequest {
  const { at, voice } = told[0] ?? { at: '', voice: { role: 'operator' } }
  const items = told.map(({ item }) => item)
  return kind === 'dossier'
    ? post(at, voice, { path: '/dossiers', body: { dossiers: items } })
    : post(at, voice, { path: '/field-reports', body: { fieldReports: items } })
}
