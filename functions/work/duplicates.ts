import * as z from 'zod'
import type { Caller } from '../domain/access.ts'
import { caseId, type CaseId } from '../domain/case-id.ts'
import { reason } from '../domain/event.ts'
import { stateOf, type CaseDocument, type CaseSummary } from '../domain/document.ts'
import { likeness, likenesses, pairName, pairOf, type Comparable, type Likeness } from '../domain/duplicate.ts'
import { addDays, atLocal, localDate, localDateOf } from '../domain/instant.ts'
import { definedOnly } from '../domain/objects.ts'
import type { Rejection } from '../domain/rejection.ts'
import type { DuplicateStore } from '../store/duplicate-store.ts'
import type { PersonStore } from '../store/person-store.ts'
import { commandCase } from './command-case.ts'
import type { CaseDeps } from './deps.ts'
import { nextPage, pageOf, pageQuery } from './paging.ts'
import type { Outcome } from './update-case.ts'
import { citizen } from './wire.ts'

export interface DuplicateDeps extends CaseDeps {
  people: Pick<PersonStore, 'load'>
  duplicates: DuplicateStore
}

/** Vietnam dates of reception, both included; the last fourteen days where absent. */
export const duplicatesQuery = z
  .strictObject({ ...pageQuery, from: localDate.optional(), to: localDate.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || (from <= to && to <= addDays(from, MOST_DAYS)), {
    path: ['to'],
    message: 'is not before from, and at most 92 days after it',
  })
const MOST_DAYS = 92
const USUAL_DAYS = 14

export const duplicateRequest = z.discriminatedUnion('action', [
  /** The report says the original again: it is closed as its duplicate, and counts no more. */
  z.strictObject({ action: z.literal('link'), report: caseId, original: caseId, reason: reason.optional() }),
  /** They are two: the pair is proposed no more. */
  z.strictObject({ action: z.literal('refuse'), report: caseId, original: caseId, reason }),
  /** They were linked and are two: the report is opened again with a limit of its own. */
  z.strictObject({ action: z.literal('unlink'), report: caseId, reason }),
])
export type DuplicateRequest = z.output<typeof duplicateRequest>

export const proposal = likeness.extend({ category: z.string(), unit: z.string().optional() })
export const duplicatesAnswer = z.strictObject({ duplicates: z.array(proposal), ...nextPage })

/**
 * Pairs of reports that look like one and that nobody has settled, by the time of the later one.
 * @throws BadCursorError
 */
export async function proposeDuplicates(
  deps: DuplicateDeps,
  { to = localDateOf(deps.now()), from = addDays(to, -USUAL_DAYS), ...page }: z.output<typeof duplicatesQuery>,
): Promise<z.output<typeof duplicatesAnswer>> {
  const span = { kind: 'fieldReport' as const, from: atLocal(from, '00:00'), to: atLocal(to, '24:00') }
  const summaries = new Map<CaseId, CaseSummary>()
  for await (const summary of deps.cases.received(span)) summaries.set(summary.id, summary)
  const refused = new Set((await deps.duplicates.refused()).map(({ pair }) => pairName(pair)))
  const known = await withPlaces(deps, candidates([...summaries.values()]))
  const placeOf = ({ original, duplicate }: Likeness): string =>
    [summaries.get(duplicate)?.receivedAt, duplicate, original].join(' ')
  const pairs = likenesses(known, refused).toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  const { items, ...next } = pageOf(pairs, { name: 'duplicates', placeOf }, page)
  const duplicates = items.map((pair) => {
    const { subject: category = '', unit } = summaries.get(pair.duplicate) ?? {}
    return { ...pair, category, ...definedOnly({ unit }) }
  })
  return { duplicates, ...next }
}

const comparable = ({ id, provider = '', subject, unit, receivedAt, finishedAt, status }: CaseSummary): Comparable => ({
  id,
  provider,
  category: subject,
  unit,
  receivedAt,
  finishedAt,
  linked: status === 'duplicate',
})

/** A hundredth of a degree and what rounding hides of it: who is farther apart need not be looked at closely. */
const NEAR = 0.021

/** Those that could be one with another if they were at one place: nobody else's place is read. */
function candidates(summaries: readonly CaseSummary[]): Comparable[] {
  const here = { lat: 0, long: 0 }
  const together = summaries.map((summary) => ({ ...comparable(summary), place: here }))
  const areas = new Map(summaries.map(({ id, area }) => [id, area]))
  const isNear = ({ original, duplicate }: Likeness): boolean => {
    const [a, b] = [areas.get(original), areas.get(duplicate)]
    return a === undefined || b === undefined || Math.max(Math.abs(a.lat - b.lat), Math.abs(a.long - b.long)) <= NEAR
  }
  const near = new Set(
    likenesses(together, new Set())
      .filter(isNear)
      .flatMap(({ original, duplicate }) => [original, duplicate]),
  )
  return summaries.filter(({ id }) => near.has(id)).map(comparable)
}

const AT_ONCE = 20

async function withPlaces({ people }: DuplicateDeps, reports: readonly Comparable[]): Promise<Comparable[]> {
  const placed: Comparable[] = []
  for (let start = 0; start < reports.length; start += AT_ONCE)
    placed.push(
      ...(await Promise.all(
        reports.slice(start, start + AT_ONCE).map(async (report) => {
          const known = await people.load(report.id)
          const { location: place, address } = scene.parse(known !== undefined && 'person' in known ? known.person : {})
          return { ...report, place, address }
        }),
      )),
    )
  return placed
}

const scene = z.object({
  location: citizen.shape.location.catch(undefined),
  address: citizen.shape.address.catch(undefined),
})

export type Settled = { type: 'settled' } | { type: 'rejected'; rejection: Rejection } | { type: 'notLinked' }

/** What a person decides on two reports. Said again it changes nothing. */
export async function settleDuplicate(deps: DuplicateDeps, who: Caller, request: DuplicateRequest): Promise<Settled> {
  const before = await deps.cases.load(request.report)
  if (before === undefined) return { type: 'rejected', rejection: { code: 'notFound' } }
  switch (request.action) {
    case 'link': {
      const { original: duplicateOf, reason: why } = request
      if (originalOf(before) === duplicateOf) return { type: 'settled' }
      const resolve = { type: 'resolve', outcome: 'duplicate', duplicateOf, ...(why && { reason: why }) } as const
      return settledBy(await commandCase(deps, who, { before, command: resolve }))
    }
    case 'refuse': {
      if ((await deps.cases.load(request.original)) === undefined)
        return { type: 'rejected', rejection: { code: 'noOriginal', value: request.original, why: 'unknown' } }
      await keepApart(deps, who, request)
      return { type: 'settled' }
    }
    case 'unlink': {
      const original = originalOf(before)
      if (original === undefined) return { type: 'notLinked' }
      // First, so that who asks again after a failure still meets the link; of linked ones nothing is proposed anyway.
      await keepApart(deps, who, { ...request, original })
      return settledBy(await commandCase(deps, who, { before, command: { type: 'reopen', reason: request.reason } }))
    }
    default:
      return request satisfies never
  }
}

const settledBy = (outcome: Outcome): Settled => (outcome.type === 'rejected' ? outcome : { type: 'settled' })

function originalOf(document: CaseDocument): CaseId | undefined {
  const { status, duplicateOf } = stateOf(document)
  return status === 'duplicate' ? duplicateOf : undefined
}

const keepApart = (
  deps: DuplicateDeps,
  who: Caller,
  { report, original, reason: why }: { report: CaseId; original: CaseId; reason: string },
): Promise<void> =>
  deps.duplicates.refuse({
    pair: pairOf(report, original),
    at: deps.now(),
    by: { role: who.role, id: who.id },
    reason: why,
  })
