import * as z from 'zod'
import type { Caller } from '../domain/access.ts'
import { isSetAside, planFields, stateOf, summarise, type CaseDocument, type CaseSummary } from '../domain/document.ts'
import { planNext } from '../domain/escalation.ts'
import { providerOf, type AsOf, type Entry } from '../domain/event.ts'
import { foldCase, inWorldOrder } from '../domain/evolve.ts'
import { UNASSIGNED } from '../domain/counted-case.ts'
import { localDateOf, type Instant } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import type { CaseState } from '../domain/state.ts'
import { timelineLine } from '../text/timeline-words.ts'
import { BadCursorError } from '../store/errors.ts'
import type { ListedCase } from '../store/case-store.ts'
import type { CaseDeps } from './deps.ts'
import type { ListQuery } from './wire.ts'

/** One case as `GET /cases/{id}` shows it: state, timeline in the world's order, and what waits for it. */
export interface CaseView extends CaseSummary {
  timeline: (Pick<Entry, 'seq' | 'occurredAt' | 'recordedAt' | 'actor' | 'event'> & { text: string })[]
  handler?: CaseState['handler']
  /** Whose the case was, and when. */
  holders: CaseState['holders']
  supplements: CaseState['supplements']
  pauses: CaseState['pauses']
  stops: CaseState['stops']
  duplicateOf?: string | undefined
  answers: CaseState['answers']
  commitments: CaseState['commitments']
  nextStepAt?: Instant | undefined
  held?: string | undefined
  /** Three sweeps failed on it: it waits for a command, a change of rules or the nightly audit. */
  setAside?: true
  /** Of the case as it is now. */
  version?: number
  /** The Step Functions execution that waits for the next step, to be looked up in the AWS console. */
  execution?: string | undefined
}

/** The case now, or as the system would have shown it at `knownAt`. Undefined where it was not there yet. */
export function viewCase(document: CaseDocument, registry: Registry, when: AsOf): CaseView | undefined {
  const { asOf = '9', knownAt = asOf } = when
  const state = foldCase(document.entries, { asOf, knownAt })
  if (state === undefined) return undefined
  const timeline = inWorldOrder(document.entries)
    .filter((entry) => entry.occurredAt <= asOf && entry.recordedAt <= knownAt)
    .map((entry) => {
      const { seq, occurredAt, recordedAt, actor, event } = entry
      return { seq, occurredAt, recordedAt, actor, event, text: timelineLine(entry, registry) }
    })
  const { handler, holders, supplements, pauses, stops, duplicateOf, answers, commitments } = state
  const then = asOf === '9' ? knownAt : asOf
  const shown = { handler, holders, supplements, pauses, stops, duplicateOf, answers, commitments, timeline }
  const waits = then === '9' ? waitingNow(document) : planFields(planNext(state, registry, then))
  return { ...summarise(document.id, state, registry), ...shown, ...waits }
}

function waitingNow(document: CaseDocument) {
  const { version, nextStepAt, held, timer, timerVersion } = document
  const execution = timer?.version === timerVersion ? timer.name : undefined
  return { version, nextStepAt, held, execution, ...(isSetAside(document) && { setAside: true as const }) }
}

/** The owner of a case, for the access matrix. */
export const ownerOf = (document: CaseDocument): { agency: string | undefined; provider: string | undefined } => {
  const state = stateOf(document)
  return {
    agency: state.agency,
    provider: providerOf(state.facts),
  }
}

const position = z.strictObject({ agency: z.string(), inner: z.string().optional() })
type Position = z.output<typeof position>

export interface CasePage {
  items: ListedCase[]
  cursor?: string
}

/**
 * Cases of one agency, or of all one after the other, soonest due first within each; the caller's own where the role
 * reaches no further. A page may be short; there is more as long as it carries a cursor.
 * @throws BadCursorError when the cursor is not one of ours
 */
export async function listCases(
  deps: Pick<CaseDeps, 'cases' | 'registry' | 'now'>,
  who: Caller,
  query: ListQuery,
): Promise<CasePage> {
  const agencies = agenciesFor(who, query, await deps.registry.current())
  const start = query.cursor === undefined ? undefined : decode(query.cursor)
  const from = start === undefined ? 0 : agencies.indexOf(start.agency)
  if (from < 0) throw new BadCursorError()
  const now = deps.now()
  const items: ListedCase[] = []
  for (const agency of agencies.slice(from)) {
    let inner = agency === start?.agency ? start.inner : undefined
    do {
      const page = await deps.cases.listByAgency({
        agency,
        partition: query.state === 'open' ? 'OPEN' : `CLOSED#${query.month ?? localDateOf(now).slice(0, 7)}`,
        limit: query.limit - items.length,
        ...(query.overdue === 'true' ? { dueBefore: now } : {}),
        ...(inner === undefined ? {} : { cursor: inner }),
      })
      items.push(...page.items.filter((item) => isWanted(item, who, query)))
      inner = page.cursor
      if (items.length >= query.limit) return { items, ...next(agencies, agency, inner) }
    } while (inner !== undefined)
  }
  return { items }
}

function agenciesFor(who: Caller, query: ListQuery, registry: Registry): string[] {
  if (who.role === 'agency') return [who.agency]
  return query.agency === undefined ? [...registry.codes('agency').toSorted(), UNASSIGNED] : [query.agency]
}

const isWanted = (item: ListedCase, who: Caller, query: ListQuery): boolean =>
  (query.kind === undefined || item.kind === query.kind) &&
  (query.declined === undefined || item.declined === true) &&
  (query.unsettled === undefined || item.unsettled?.includes(query.unsettled) === true) &&
  (query.setAside === undefined || item.setAside === true) &&
  (query.status === undefined || item.status === query.status) &&
  (who.role !== 'provider' || item.provider === who.provider)

function next(agencies: readonly string[], agency: string, inner: string | undefined): { cursor?: string } {
  const following = agencies[agencies.indexOf(agency) + 1]
  if (inner !== undefined) return { cursor: encode({ agency, inner }) }
  return following === undefined ? {} : { cursor: encode({ agency: following }) }
}

const encode = (at: Position): string => Buffer.from(JSON.stringify(at)).toString('base64url')

function decode(cursor: string): Position {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw new BadCursorError()
  }
}
