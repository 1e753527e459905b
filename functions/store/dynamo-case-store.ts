import * as z from 'zod'
import { caseDocument, caseSummary, isSetAside, type CaseDocument } from '../domain/document.ts'
import type { CaseId } from '../domain/case-id.ts'
import { instant } from '../domain/instant.ts'
import { readCaseItem, readPage, toCaseItem } from './case-item.ts'
import { listed, type AgencyAsk, type AgencyPage, type CaseStore, type DueStep } from './case-store.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import {
  batchGet,
  getItem,
  ifAbsent,
  putItem,
  putOnce,
  queryItems,
  updateItem,
  type Condition,
  type Query,
  type Row,
  type Table,
} from './dynamo-table.ts'
import { DamagedHistoryError } from './errors.ts'
import { isShort, lastSeq, onPage, pagesFor, unite } from './history.ts'
import {
  agencyOf,
  agencyPartition,
  caseIdOf,
  caseKey,
  HISTORY,
  historyKey,
  immediatePartitions,
  justAfter,
  momentOf,
  pendingPartitions,
  sortValue,
  stepPartitions,
} from './keys.ts'
import { latestIn, receivedIn } from './received-cases.ts'
import { checkVersion } from './saved.ts'
import { tableDefinition } from './table.ts'

const { byAgency, byNextStep, byPending } = tableDefinition.indexes

export const dynamoCaseStore = (table: Table): CaseStore => ({
  async load(id) {
    const item = await getItem(table, caseKey(id))
    return item && loadWhole(table, item)
  },
  async save(document, expected) {
    checkVersion(document.version, expected)
    const pages = isShort(document.entries) ? 0 : await moveHistory(table, document)
    return pages === 'conflict' ? pages : putItem(table, toCaseItem(document, pages), ifVersion(expected))
  },
  async loadMany(ids, damaged) {
    const items = await batchGet(table, [...new Set(ids)].map(caseKey))
    const documents = (await Promise.all(items.map((item) => loadUnlessDamaged(table, item, damaged)))).flat()
    const byId = new Map(documents.map((document) => [document.id, document]))
    return [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
  },
  listByAgency: (ask) => listByAgency(table, ask),
  async *dueSteps(until) {
    const query = { index: byNextStep, where: '#sk < :end', values: { ':end': justAfter(until) } }
    for await (const row of inPartitions(table, stepPartitions, query)) yield dueStepRow.parse(row)
  },
  noteFailedSweep: (step) => noteFailedSweep(table, step),
  async *pending() {
    for await (const row of inPartitions(table, pendingPartitions, { index: byPending })) yield pendingRow.parse(row)
  },
  async *pendingImmediate({ from = '0', to }) {
    const query = {
      index: byPending,
      where: '#sk BETWEEN :from AND :to',
      values: { ':from': from, ':to': justAfter(to) },
    }
    for await (const row of inPartitions(table, immediatePartitions, query)) yield pendingRow.parse(row)
  },
  received: (ask) => receivedIn(table, ask),
  latest: (ask) => latestIn(table, ask),
})

const idOfRow = z.string().transform(caseIdOf)
const momentOfSort = z.string().transform(momentOf).pipe(instant)
const { timerVersion, timer, failedSweeps } = caseDocument.shape
const dueStepRow = z
  .object({
    pk: idOfRow,
    stepSort: z.string().transform(momentOf),
    timerVersion: timerVersion.optional().catch(undefined),
    timer: timer.catch(undefined),
    failedSweeps: failedSweeps.catch(undefined),
  })
  .transform(({ pk: id, stepSort: nextStepAt, ...step }) => ({ id, nextStepAt, ...step }))
const pendingRow = z
  .object({ pk: idOfRow, pendingSort: momentOfSort, agencyPartition: z.string().transform(agencyOf) })
  .transform((row) => ({ id: row.pk, agency: row.agencyPartition, since: row.pendingSort }))
const agencyRow = z.object({ pk: idOfRow, agencySort: z.string(), summary: caseSummary, failedSweeps })

async function* inPartitions(
  table: Table,
  partitions: readonly string[],
  query: Omit<Query, 'partition'>,
): AsyncGenerator<Row> {
  for (const partition of partitions) yield* queryItems(table, { ...query, partition })
}

const ifVersion = (expected: number | undefined): Condition =>
  expected === undefined
    ? ifAbsent
    : {
        ConditionExpression: '#version = :expected',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':expected': expected },
      }

/** One that is set aside leaves the index; where the index showed an old step, nothing happens. */
async function noteFailedSweep(table: Table, step: DueStep): Promise<{ setAside: boolean }> {
  const failed = (step.failedSweeps ?? 0) + 1
  const setAside = isSetAside({ failedSweeps: failed })
  const { partitionKey, sortKey } = byNextStep
  const outcome = await updateItem(table, caseKey(step.id), {
    UpdateExpression: `SET failedSweeps = :failed${setAside ? ` REMOVE ${partitionKey}, ${sortKey}` : ''}`,
    ConditionExpression: `${sortKey} = :step`,
    ExpressionAttributeValues: { ':failed': failed, ':step': sortValue(step.nextStepAt, step.id) },
  })
  return { setAside: setAside && outcome === 'saved' }
}

/** @returns none where it is damaged and somebody is told of it */
async function loadUnlessDamaged(
  table: Table,
  item: Row,
  damaged: ((id: CaseId, error: unknown) => void) | undefined,
): Promise<CaseDocument[]> {
  try {
    return [await loadWhole(table, item)]
  } catch (error) {
    if (damaged === undefined || !isDamage(error)) throw error
    damaged(idOfRow.parse(item['pk']), error)
    return []
  }
}

const isDamage = (error: unknown): boolean => error instanceof z.ZodError || error instanceof DamagedHistoryError

async function loadWhole(table: Table, item: Row): Promise<CaseDocument> {
  const { document, pages } = readCaseItem(item)
  if (pages === 0) return document
  const moved = []
  const { pk: partition } = caseKey(document.id)
  for await (const page of queryItems(table, {
    partition,
    where: 'begins_with(#sk, :page)',
    values: { ':page': HISTORY },
  }))
    moved.push(readPage(page))
  if (moved.length < pages) throw new DamagedHistoryError(`${document.id}: ${moved.length} of ${pages} pages are there`)
  return { ...document, entries: unite([...moved.flat(), ...document.entries]) }
}

/**
 * Writes the pages that the document will leave out; only what stands in the table already may go there. A crash after
 * it harms nobody: until the document is saved, its entries stand in both places.
 * @returns the number of pages there are
 */
async function moveHistory(table: Table, document: CaseDocument): Promise<number | 'conflict'> {
  const item = await getItem(table, caseKey(document.id))
  const stored = item && readCaseItem(item)
  if (stored === undefined) return 0
  if (stored.document.version !== document.version - 1) return 'conflict'
  const pages = pagesFor(document.entries, stored.pages, lastSeq(stored.document.entries))
  for (let page = stored.pages + 1; page <= pages; page += 1) await writePage(table, document, page)
  return pages
}

async function writePage(table: Table, { id, entries }: CaseDocument, page: number): Promise<void> {
  const outcome = await putOnce(table, { ...historyKey(id, page), entries: onPage(entries, page) })
  if (outcome === 'conflict') throw new DamagedHistoryError(`${id}: page ${page} holds other entries`)
}

async function listByAgency(table: Table, ask: AgencyAsk): Promise<AgencyPage> {
  const { agency, dueBefore, since, cursor, limit } = ask
  const partition = agencyPartition(agency, ask.partition)
  const rows = queryItems(table, {
    index: byAgency,
    partition,
    ...(since !== undefined && { where: '#sk >= :since', values: { ':since': since } }),
    ...(dueBefore !== undefined && { where: '#sk < :before', values: { ':before': dueBefore } }),
    after: cursor === undefined ? undefined : startKey(cursor, { partition, before: dueBefore }),
    pageSize: limit + 1,
  })
  const page: z.output<typeof agencyRow>[] = []
  for await (const row of rows) {
    const last = page[limit - 1]
    if (last !== undefined) return { items: page.map(listed), cursor: cursorAfter(last, partition) }
    page.push(agencyRow.parse(row))
  }
  return { items: page.map(listed) }
}

const cursorAfter = (row: z.output<typeof agencyRow>, partition: string): string =>
  encodeCursor({ partition, sort: row.agencySort, id: row.pk })

function startKey(cursor: string, span: { partition: string; before: string | undefined }): Record<string, string> {
  const { partition, sort, id } = decodeCursor(cursor, span)
  return { ...caseKey(id), [byAgency.partitionKey]: partition, [byAgency.sortKey]: sort }
}
