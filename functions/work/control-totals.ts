import * as z from 'zod'
import type { Caller } from '../domain/access.ts'
import {
  compareTotals,
  controlTotal,
  missingTotal,
  totalDifference,
  type ControlTotal,
  type KnownReport,
  type MissingTotal,
  type TotalDifference,
} from '../domain/control-total.ts'
import { addDays, atLocal, localDate, localDateOf } from '../domain/instant.ts'
import type { Rejection } from '../domain/rejection.ts'
import { slug } from '../domain/slug.ts'
import type { CaseStore } from '../store/case-store.ts'
import type { ControlTotalStore } from '../store/control-total-store.ts'
import type { Core } from './deps.ts'
import { nextPage, pageOf, pageQuery } from './paging.ts'

export interface ControlTotalDeps extends Core {
  cases: CaseStore
  controlTotals: ControlTotalStore
}

export const controlTotalRequest = controlTotal.omit({ at: true, by: true })
export type ControlTotalRequest = z.output<typeof controlTotalRequest>

const MOST_DAYS = 92

/** Vietnam dates, both included. */
export const controlTotalsQuery = z
  .strictObject({ ...pageQuery, from: localDate, to: localDate, provider: slug.optional() })
  .refine(({ from, to }) => from <= to && to <= addDays(from, MOST_DAYS), {
    path: ['to'],
    message: 'is not before from, and at most 92 days after it',
  })
export type ControlTotalsQuery = z.output<typeof controlTotalsQuery>

export const controlTotalsAnswer = z.strictObject({
  differences: z.array(totalDifference),
  missing: z.array(missingTotal),
  ...nextPage,
})

/** Keeps what a provider says to have received on a day, or why not: a day that has not begun has no total. */
export async function tellControlTotal(
  deps: ControlTotalDeps,
  who: Caller,
  request: ControlTotalRequest,
): Promise<{ type: 'kept'; total: ControlTotal } | { type: 'rejected'; rejection: Rejection }> {
  const now = deps.now()
  const begins = atLocal(request.date, '00:00')
  if (begins > now) return { type: 'rejected', rejection: { code: 'inFuture', field: 'date', value: begins, now } }
  const total = { ...request, at: now, by: { role: who.role, id: who.id } }
  await deps.controlTotals.add(total)
  return { type: 'kept', total }
}

/**
 * Where the totals told are not what is known, of one provider or of all, by day and unit; a page goes through days in
 * order, whichever of the two is to be said of them.
 * @throws BadCursorError
 */
export async function differencesBetween(
  deps: ControlTotalDeps,
  { from, to, provider, ...page }: ControlTotalsQuery,
): Promise<z.output<typeof controlTotalsAnswer>> {
  const known: KnownReport[] = []
  const span = { from: atLocal(from, '00:00'), to: atLocal(to, '24:00') }
  for await (const { provider: by, unit, receivedAt } of deps.cases.received({ kind: 'fieldReport', ...span }))
    if (by !== undefined && (provider === undefined || by === provider)) known.push({ provider: by, unit, receivedAt })
  const providers = provider === undefined ? await providersOf(deps) : [provider]
  const told = await Promise.all(providers.map((each) => deps.controlTotals.between(each, { from, to })))
  const { differences, missing } = compareTotals(told.flat(), known)
  const all: (TotalDifference | MissingTotal)[] = [...differences, ...missing]
  const inOrder = all.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  const { items, ...next } = pageOf(inOrder, { name: 'control totals', placeOf }, page)
  return {
    differences: items.flatMap((each) => ('told' in each ? [each] : [])),
    missing: items.flatMap((each) => ('told' in each ? [] : [each])),
    ...next,
  }
}

/** A day of a provider without a total has no differences. */
const placeOf = (each: TotalDifference | MissingTotal): string =>
  [each.date, each.provider, ...('told' in each ? [each.unit] : [])].join(' ')

export async function providersOf({ registry, now }: Pick<Core, 'registry' | 'now'>): Promise<string[]> {
  const agencies = (await registry.current()).all('agency', localDateOf(now()))
  return agencies.flatMap(({ id, kind }) => (kind === 'provider' ? [id] : []))
}
