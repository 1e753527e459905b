import { caseId, fieldReportId } from '../domain/case-id.ts'
import type { CaseDocument, CaseSummary } from '../domain/document.ts'
import { inWorldOrder } from '../domain/evolve.ts'
import { localDateOf, type Instant } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import type { CaseStore } from '../store/case-store.ts'
import { publicNote, serviceNotice, statusNotes, unitName } from '../text/open311-words.ts'
import type { Core } from './deps.ts'
import { MOST, Open311RefusedError, spanOf, type RequestsQuery } from './open311-wire.ts'

type Deps = Core & { cases: CaseStore }

/**
 * A field report as anybody may read it: no citizen, no words or pictures of theirs, and about where it is only. All
 * fields of GeoReport v2 are there; those that nobody may read are null.
 */
export function viewRequest(summary: CaseSummary, registry: Registry) {
  const { id, subject, agency, unit, receivedAt, finishedAt, updatedAt, due, area } = summary
  const on = localDateOf(receivedAt)
  return {
    service_request_id: id,
    status: finishedAt === undefined ? ('open' as const) : ('closed' as const),
    status_notes: statusNotes(summary),
    service_name: registry.find('category', subject, on)?.name ?? null,
    service_code: subject,
    description: null,
    agency_responsible: agency === undefined ? null : (registry.find('agency', agency, on)?.name ?? agency),
    service_notice: serviceNotice(summary),
    requested_datetime: receivedAt,
    updated_datetime: finishedAt ?? updatedAt ?? receivedAt,
    expected_datetime: due ?? null,
    address: unit === undefined ? null : unitName(registry, unit, on),
    address_id: unit ?? null,
    zipcode: null,
    lat: area?.lat ?? null,
    long: area?.long ?? null,
    media_url: null,
  }
}
export type RequestView = ReturnType<typeof viewRequest>

/**
 * Reports by every filter of the specification, the youngest first; ids override all other filters.
 * @throws Open311RefusedError
 */
export async function listRequests(deps: Deps, ask: RequestsQuery): Promise<RequestView[]> {
  const registry = await deps.registry.current()
  const { page, page_size: size } = ask
  const end = page * size
  const upToPage = ask.service_request_id === undefined ? await latest(deps, ask, end) : await named(deps, ask)
  return upToPage.slice(end - size, end).map((summary) => viewRequest(summary, registry))
}

async function named({ cases }: Deps, { service_request_id: ids = [] }: RequestsQuery): Promise<CaseSummary[]> {
  const documents = await cases.loadMany(ids.flatMap((given) => requestId(given) ?? []))
  return documents.flatMap(({ summary }) => (summary.kind === 'fieldReport' ? [summary] : []))
}

/** Read at once where filters leave reports out; a megabyte, the most that DynamoDB reads, has some 2,000. */
const FILTERED = 500

/** The last that are wanted, as many as make the page full. */
async function latest(deps: Deps, ask: RequestsQuery, count: number): Promise<CaseSummary[]> {
  const span = { kind: 'fieldReport' as const, ...spanOf(ask, deps.now()) }
  const found: CaseSummary[] = []
  const pageSize = isFiltered(ask) ? Math.max(count, FILTERED) : count
  for await (const summary of deps.cases.latest({ ...span, pageSize: Math.min(pageSize, MOST) })) {
    if (isWanted(summary, ask)) found.push(summary)
    if (found.length === count) break
  }
  return found
}

const isFiltered = ({ service_code: code, status, updated_after: after, updated_before: before }: RequestsQuery) =>
  [code, status, after, before].some((filter) => filter !== undefined)

function isWanted(summary: CaseSummary, ask: RequestsQuery): boolean {
  const { finishedAt, updatedAt, receivedAt, subject } = summary
  const updated = finishedAt ?? updatedAt ?? receivedAt
  return (
    (ask.service_code?.includes(subject) ?? true) &&
    (ask.status?.includes(finishedAt === undefined ? 'open' : 'closed') ?? true) &&
    isBetween(updated, ask.updated_after, ask.updated_before)
  )
}

const isBetween = (at: Instant, from = '', to = '9'): boolean => from <= at && at <= to

/** One report; with its trail of notes, in the order of the world, where the caller asks for extensions. */
export async function readRequest(
  deps: Deps,
  id: string,
  extensions: boolean,
): Promise<RequestView & { notes?: { datetime: Instant; description: string }[] }> {
  const document = await findReport(deps, id)
  if (document === undefined) throw new Open311RefusedError({ why: 'requestUnknown', value: id })
  const registry = await deps.registry.current()
  const view = viewRequest(document.summary, registry)
  return extensions ? { ...view, notes: notesOf(document, registry) } : view
}

const notesOf = ({ entries }: CaseDocument, registry: Registry) =>
  inWorldOrder(entries).flatMap((entry) => {
    const description = publicNote(entry, registry)
    return description === undefined ? [] : [{ datetime: entry.occurredAt, description }]
  })

/** A report has its id at once, so its id is its token too. @throws Open311RefusedError */
export async function readToken(deps: Deps, token: string): Promise<{ service_request_id: string; token: string }> {
  const document = await findReport(deps, token)
  if (document === undefined) throw new Open311RefusedError({ why: 'tokenUnknown', value: token })
  return { service_request_id: document.id, token }
}

async function findReport({ cases }: Deps, id: string): Promise<CaseDocument | undefined> {
  const known = requestId(id)
  const document = known === undefined ? undefined : await cases.load(known)
  return document?.summary.kind === 'fieldReport' ? document : undefined
}

/** The id as we spell it, also where a client has decoded it on the way; undefined where no report can have it. */
function requestId(given: string): string | undefined {
  const [, provider = '', code = ''] = /^report:([^:]*):(.*)$/s.exec(given) ?? []
  return [given, fieldReportId(provider, code)].find((id) => caseId.safeParse(id).success)
}
