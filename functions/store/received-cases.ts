import * as z from 'zod'
import { caseSummary, type CaseSummary } from '../domain/document.ts'
import { DAY_MS, fromMs, toMs } from '../domain/instant.ts'
import type { LatestAsk, ReceivedAsk } from './case-store.ts'
import { queryItems, type Row, type Table } from './dynamo-table.ts'
import { monthOf, receivedPartitions } from './keys.ts'
import { tableDefinition } from './table.ts'

const summaryRow = z.object({ receivedSort: z.string(), summary: caseSummary })

/** See `CaseStore.received`. */
export async function* receivedIn(table: Table, ask: ReceivedAsk): AsyncGenerator<CaseSummary> {
  for (const month of monthsOf(ask))
    for (const partition of receivedPartitions(ask.kind, month))
      for await (const row of queryItems(table, { ...spanQuery(ask), partition })) yield summaryRow.parse(row).summary
}

/** See `CaseStore.latest`. */
export async function* latestIn(table: Table, { pageSize, ...ask }: LatestAsk): AsyncGenerator<CaseSummary> {
  const query = { ...spanQuery(ask), descending: true, pageSize }
  for (const month of monthsOf(ask).toReversed()) {
    const shards = receivedPartitions(ask.kind, month).map((partition) => queryItems(table, { ...query, partition }))
    for await (const row of merged(shards)) yield summaryRow.parse(row).summary
  }
}

const spanQuery = ({ from, to }: ReceivedAsk) => ({
  index: tableDefinition.indexes.byReceived,
  where: '#sk BETWEEN :from AND :to',
  values: { ':from': from, ':to': to },
})

const placeOf = (row: Row): string => summaryRow.parse(row).receivedSort

/** Rows of several shards, each from its last to its first, as one such list. */
async function* merged(shards: readonly AsyncGenerator<Row>[]): AsyncGenerator<Row> {
  const heads = await Promise.all(shards.map(async (rows) => ({ rows, head: await rows.next() })))
  for (;;) {
    const next = heads
      .flatMap((each) => (each.head.done === true ? [] : [{ each, row: each.head.value }]))
      .reduce<Next | undefined>((a, b) => (a === undefined || placeOf(b.row) > placeOf(a.row) ? b : a), undefined)
    if (next === undefined) return
    yield next.row
    next.each.head = await next.each.rows.next()
  }
}

interface Next {
  each: { rows: AsyncGenerator<Row>; head: IteratorResult<Row> }
  row: Row
}

function monthsOf({ from, to }: ReceivedAsk): string[] {
  const months = new Set<string>()
  for (let at = toMs(from); at < toMs(to); at += DAY_MS) months.add(monthOf(fromMs(at)))
  if (from < to) months.add(monthOf(fromMs(toMs(to) - 1)))
  return [...months]
}
