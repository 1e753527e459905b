import type { Entry } from '../domain/event.ts'
import { countCase, UNASSIGNED, type CountedCase, type Question } from '../domain/counted-case.ts'
import { localDateOf, type Instant } from '../domain/instant.ts'
import type { CaseStore } from '../store/case-store.ts'

const PAGE = 1000
const AT_ONCE = 100

/**
 * Counts every case that can matter to the period: what is open, and what closed since its beginning. A case may move
 * while the lists are read, so the open ones are read before and after; each is then judged by its own timeline.
 */
export async function countCases(cases: CaseStore, question: Question): Promise<CountedCase[]> {
  const ids = new Set<string>()
  const closed = monthsBetween(question.period.from, question.knownAt).map((month) => `CLOSED#${month}` as const)
  for (const partition of ['OPEN', ...closed, 'OPEN'] as const)
    for (const agency of [...question.registry.codes('agency'), UNASSIGNED])
      for await (const id of idsIn(cases, agency, partition)) ids.add(id)
  const counted: CountedCase[] = []
  for await (const { id, entries } of timelinesOf(cases, [...ids].toSorted())) {
    const count = countCase(id, entries, question)
    if (count !== undefined) counted.push(count)
  }
  return counted
}

async function* idsIn(
  cases: CaseStore,
  agency: string,
  partition: 'OPEN' | `CLOSED#${string}`,
): AsyncGenerator<string> {
  let cursor: string | undefined
  do {
    const page = await cases.listByAgency({ agency, partition, limit: PAGE, cursor })
    for (const item of page.items) yield item.id
    cursor = page.cursor
  } while (cursor !== undefined)
}

async function* timelinesOf(
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
