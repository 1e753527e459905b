import type { CaseDocument, CaseSummary } from '../domain/document.ts'
import { UNASSIGNED } from '../domain/counted-case.ts'
import { toMs } from '../domain/instant.ts'
import type { CaseStore } from '../store/case-store.ts'
import { tellOfDamage } from './damage.ts'
import type { Core } from './deps.ts'

type Deps = Pick<Core, 'now' | 'registry' | 'log'> & { cases: CaseStore }

const PAGE = 500

/** The open cases of one agency or of all, page by page, as the index shows them: late, and some of them twice. */
export async function* openCases({ cases, registry }: Deps, agency?: string): AsyncGenerator<CaseSummary[]> {
  const agencies = agency === undefined ? [...(await registry.current()).codes('agency'), UNASSIGNED] : [agency]
  for (const each of agencies) {
    let cursor: string | undefined
    do {
      const page = await cases.listByAgency({ agency: each, partition: 'OPEN', limit: PAGE, cursor })
      yield page.items
      cursor = page.cursor
    } while (cursor !== undefined)
  }
}

/** Which open cases; `after` is the last id that an earlier call has done. */
export interface OpenAsk {
  agency?: string | undefined
  after?: string | undefined
  fits?: (item: CaseSummary) => boolean
}

/** A call of the API may last 29 s; then it tells how far it came, and the next one goes on there. */
const BUDGET_MS = 20_000
const BATCH = 100

/**
 * Attends to the open cases that fit, in order of their ids, as long as a call may last: a case moves in the index when
 * it is changed, and its id does not.
 * @returns the last id attended to, where cases are left
 */
export async function throughOpenCases(
  deps: Deps,
  ask: OpenAsk,
  attend: (documents: CaseDocument[]) => Promise<void>,
): Promise<string | undefined> {
  return throughCases(deps, await openIds(deps, ask), attend)
}

/** The same of any cases, given in the order of their ids. */
export async function throughCases(
  deps: Pick<Core, 'now' | 'log'> & { cases: CaseStore },
  ids: readonly string[],
  attend: (documents: CaseDocument[]) => Promise<void>,
): Promise<string | undefined> {
  const end = toMs(deps.now()) + BUDGET_MS
  for (let done = 0; done < ids.length; done += BATCH) {
    const batch = ids.slice(done, done + BATCH)
    await attend(await deps.cases.loadMany(batch, tellOfDamage(deps)))
    if (toMs(deps.now()) >= end && done + BATCH < ids.length) return batch.at(-1)
  }
  return undefined
}

async function openIds(deps: Deps, { agency, after = '', fits = () => true }: OpenAsk): Promise<string[]> {
  const ids = new Set<string>()
  for await (const page of openCases(deps, agency))
    for (const item of page) if (item.id > after && fits(item)) ids.add(item.id)
  return [...ids].toSorted()
}
