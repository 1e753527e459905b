import type { Entry } from '../domain/event.ts'
import { countCase, UNASSIGNED, type CountedCase, type Question } from '../domain/counted-case.ts'
import type { Period } from '../domain/period.ts'
import { localDateOf, type Instant } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import type { AgencyAsk, CaseStore } from '../store/case-store.ts'

const PAGE = 1000
const AT_ONCE = 100

/** What is counted, and where it is sought. */
export interface Counting extends Question {
  /** The index shows cases as they are now: one that was open then may have closed in any month since. */
  closedUntil: Instant
  /** Cases that are known to matter, wherever they stand. */
  also?: Iterable<string>
}

/**
 * Counts every case that can matter to the period: what is open, and what closed since its beginning. A case may move
 * while the lists are read, so the open ones are read before and after; each is then judged by its own timeline, a
 * hundred at a time: what stays in memory is the ids and a row of facts for each case that counts.
 */
export async function countCases(cases: CaseStore, question: Counting): Promise<CountedCase[]> {
  const { period, registry, closedUntil, also = [] } = question
  const listed = await idsSince(cases, registry, { from: period.from, to: closedUntil })
  const ids = [...new Set([...listed, ...also])].toSorted()
  const counted: CountedCase[] = []
  for await (const { id, entries } of timelinesOf(cases, ids)) {
    const count = countCase(id, entries, question)
    if (count !== undefined) counted.push(count)
  }
  return counted
}

/** In order, the ids of all cases that are open, or were closed with a last moment since then; `to` is now. */
export async function idsSince(cases: CaseStore, registry: Registry, { from, to }: Period): Promise<string[]> {
  const ids = new Set<string>()
  const closed = monthsBetween(from, to).map((month) => ({ partition: `CLOSED#${month}` as const, since: from }))
  for (const part of [OPEN_NOW, ...closed, OPEN_NOW])
    for (const agency of [...registry.codes('agency'), UNASSIGNED])
      for await (const id of idsIn(cases, { agency, ...part })) ids.add(id)
  return [...ids].toSorted()
}

const OPEN_NOW = { partition: 'OPEN' } as const

async function* idsIn(cases: CaseStore, list: Omit<AgencyAsk, 'limit' | 'cursor'>): AsyncGenerator<string> {
  let cursor: string | undefined
  do {
    const page = await cases.listByAgency({ ...list, limit: PAGE, cursor })
    for (const item of page.items) yield item.id
    cursor = page.cursor
  } while (cursor !== undefined)
}

/** In any order. */
export async function* timelinesOf(
  cases: CaseStore,
  ids: readonly string[],
): AsyncGenerator<{ id: string; entries: readonly Entry[] }> {
  for (let start = 0; start < ids.length; start += AT_ONCE)
    yield* await cases.loadMany(ids.slice(start, start + AT_ONCE))
}

/** `yyyy-mm` in Vietnam time, both ends included. */
export function monthsBetween(from: Instant, to: Instant): string[] {
  const last = localDateOf(to).slice(0, 7)
  const months: string[] = []
  let [year = 0, month = 0] = localDateOf(from).split('-').map(Number)
  for (;;) {
    const name = `${year}-${String(month).padStart(2, '0')}`
    if (name > last) return months
    months.push(name)
    if (month === 12) [year, month] = [year + 1, 1]
    else month += 1
  }
}
