import type { CaseId } from '../domain/case-id.ts'
import { isSetAside, type CaseDocument, type CaseSummary, type Timer } from '../domain/document.ts'
import type { Instant } from '../domain/instant.ts'
import { UNASSIGNED } from '../domain/counted-case.ts'
import type { CaseKind } from '../domain/status.ts'
import { indexEntry } from './case-item.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { agencyPartition, sortValue, type OPEN } from './keys.ts'
import { checkVersion, type Saved } from './saved.ts'

export interface AgencyAsk {
  /** An agency's id, or `UNASSIGNED`. */
  agency: string
  /** The open cases by due date, or closed ones by their last moment, in a month (`CLOSED#2021-10`, Vietnam time). */
  partition: typeof OPEN | `CLOSED#${string}`
  /** Exclusive, of open cases. Those without a due date come last and have none before. */
  dueBefore?: Instant | undefined
  /** Inclusive, of closed cases. */
  since?: Instant | undefined
  cursor?: string | undefined
  limit: number
}

/** A case as lists show it. */
export type ListedCase = CaseSummary & {
  /** Three sweeps failed on it: nobody chases it until it is saved again. */
  setAside?: true
}

export interface AgencyPage {
  items: ListedCase[]
  /** Absent on the last page. */
  cursor?: string
}

/** Half open: `from` included, `to` excluded. */
export interface ReceivedAsk {
  kind: CaseKind
  from: Instant
  to: Instant
}

export interface LatestAsk extends ReceivedAsk {
  /** How many rows are read at once. */
  pageSize: number
}

/** What the sweep needs to know of a case before it loads it; of a damaged one no more than whose step it is, and when. */
export interface DueStep {
  id: CaseId
  nextStepAt: Instant
  timerVersion?: number | undefined
  timer?: Timer | undefined
  failedSweeps?: number | undefined
}

export interface PendingCase {
  id: CaseId
  /** Or `UNASSIGNED`. */
  agency: string
  /** Of a case with an immediate notice: when that may go out. */
  since: Instant
}

/**
 * Where cases live. `load` and `loadMany` are consistent; all else is read from indexes, which lag a little and of
 * which a case may be missing or twice while it moves: whoever acts on them loads the document again.
 */
export interface CaseStore {
  load(id: CaseId): Promise<CaseDocument | undefined>
  /**
   * Saves state and timeline in one write if `expected` is the version that stands there (undefined: none does).
   * @throws VersionSkippedError unless the document's version is the one after `expected`
   * @throws ItemTooLargeError
   */
  save(document: CaseDocument, expected: number | undefined): Promise<Saved>
  /**
   * Those that exist, in the order asked, each once. One that cannot be read is left out where somebody is told of it.
   * @throws TableBusyError, and what is wrong with a document where nobody is told
   */
  loadMany(ids: readonly CaseId[], damaged?: (id: CaseId, error: unknown) => void): Promise<CaseDocument[]>
  /** @throws BadCursorError */
  listByAgency(ask: AgencyAsk): Promise<AgencyPage>
  /** Next steps up to `until`, inclusive; in order of time within a shard only. */
  dueSteps(until: Instant): AsyncIterable<DueStep>
  /**
   * Notes that a sweep failed on the case once more, whatever state its document is in; the third time it leaves the
   * index of next steps. Nothing happens where the step no longer stands.
   */
  noteFailedSweep(step: DueStep): Promise<{ setAside: boolean }>
  /** Cases whose notices wait for a mail; in order of time within a shard only. */
  pending(): AsyncIterable<PendingCase>
  /** Of these, the ones with an immediate notice that may go out at a time from `from` to `to`, both inclusive. */
  pendingImmediate(ask: { from?: Instant; to: Instant }): AsyncIterable<PendingCase>
  /** Month by month; in order of time within a shard only. */
  received(ask: ReceivedAsk): AsyncIterable<CaseSummary>
  /** The same from the last to the first: whoever stops early pays for little more than what was taken. */
  latest(ask: LatestAsk): AsyncIterable<CaseSummary>
}

export const listed = (row: Pick<CaseDocument, 'summary' | 'failedSweeps'>): ListedCase => ({
  ...row.summary,
  ...(isSetAside(row) && { setAside: true as const }),
})

/** The double. */
export function inMemoryCaseStore(): CaseStore {
  const documents = new Map<CaseId, CaseDocument>()
  const all = (): CaseDocument[] => structuredClone([...documents.values()])
  return {
    load: async (id) => structuredClone(documents.get(id)),
    async save(document, expected) {
      checkVersion(document.version, expected)
      if (documents.get(document.id)?.version !== expected) return 'conflict'
      documents.set(document.id, structuredClone(document))
      return 'saved'
    },
    loadMany: async (ids) => [...new Set(ids)].flatMap((id) => structuredClone(documents.get(id)) ?? []),
    listByAgency: async (ask) => pageOf(all(), ask),
    async *dueSteps(until) {
      for (const document of all()) {
        const { id, nextStepAt, timerVersion, timer, failedSweeps } = document
        if (nextStepAt !== undefined && nextStepAt <= until && !isSetAside(document))
          yield { id, nextStepAt, timerVersion, timer, failedSweeps }
      }
    },
    async noteFailedSweep({ id, nextStepAt, failedSweeps = 0 }) {
      const document = documents.get(id)
      if (document?.nextStepAt !== nextStepAt) return { setAside: false }
      documents.set(id, { ...document, failedSweeps: failedSweeps + 1 })
      return { setAside: isSetAside({ failedSweeps: failedSweeps + 1 }) }
    },
    pending: () => oneByOne(all().flatMap(pendingOf)),
    async *pendingImmediate({ from = '', to }) {
      const immediate = all().filter((each) => each.pendingImmediate)
      yield* immediate.flatMap(pendingOf).filter(({ since }) => since >= from && since <= to)
    },
    received: (ask) => oneByOne(receivedOf(all(), ask)),
    latest: (ask) => oneByOne(receivedOf(all(), ask).toSorted((a, b) => (placeOf(a) > placeOf(b) ? -1 : 1))),
  }
}

async function* oneByOne<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

const placeOf = ({ receivedAt, id }: CaseSummary): string => sortValue(receivedAt, id)

const receivedOf = (documents: readonly CaseDocument[], { kind, from, to }: ReceivedAsk): CaseSummary[] =>
  documents
    .map(({ summary }) => summary)
    .filter(({ kind: its, receivedAt }) => its === kind && receivedAt >= from && receivedAt < to)

const pendingOf = ({ id, summary, pendingSince }: CaseDocument): PendingCase[] =>
  pendingSince === undefined ? [] : [{ id, agency: summary.agency ?? UNASSIGNED, since: pendingSince }]

function pageOf(
  documents: CaseDocument[],
  { agency, partition, dueBefore, since = '', cursor, limit }: AgencyAsk,
): AgencyPage {
  const span = { partition: agencyPartition(agency, partition), before: dueBefore }
  const after = cursor === undefined ? undefined : decodeCursor(cursor, span)
  const rows = documents
    .map((document) => ({ ...document, ...indexEntry(document) }))
    .filter((row) => row.agencyPartition === span.partition && row.agencySort >= since)
    .filter((row) => dueBefore === undefined || row.agencySort < dueBefore)
    .filter((row) => after === undefined || row.agencySort > after.sort)
    .toSorted((a, b) => (a.agencySort < b.agencySort ? -1 : 1))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(listed),
    ...(last && { cursor: encodeCursor({ partition: span.partition, sort: last.agencySort, id: last.id }) }),
  }
}
