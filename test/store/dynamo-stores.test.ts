import { GetCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { dynamoCaseStore } from '../../functions/store/dynamo-case-store.ts'
import { dynamoMailStore } from '../../functions/store/dynamo-mail-store.ts'
import { dynamoReportStore } from '../../functions/store/dynamo-report-store.ts'
import { connectTable, type Row, type Table } from '../../functions/store/dynamo-table.ts'
import { DamagedHistoryError, ItemTooLargeError, TableBusyError } from '../../functions/store/errors.ts'
import { caseKey, historyKey, SHARDS, stepPartitions } from '../../functions/store/keys.ts'
import { tableDefinition } from '../../functions/store/table.ts'
import { atOnce } from '../../functions/work/at-once.ts'
import { startDynalite, type TestDatabase } from '../support/dynalite.ts'
import { vn } from '../support/scenario.ts'
import { closed, collect, document, dossierId, entries } from './builders.ts'
import { clientAnsweringInPart, clientLosingAnswers } from './hindered-client.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startDynalite()
})
afterAll(() => database.stop())

const id = dossierId(1)

async function itemAt(table: Table, key: { pk: string; sk: string }): Promise<Row | undefined> {
  const answer = await table.client.send(new GetCommand({ TableName: table.name, Key: key }))
  return answer.Item
}

async function rowsOf(table: Table, IndexName?: string): Promise<Row[]> {
  const answer = await table.client.send(new ScanCommand({ TableName: table.name, IndexName }))
  return answer.Items ?? []
}

describe('index entries', () => {
  it('project no more than their readers need', async () => {
    const table = await database.table()
    await dynamoCaseStore(table).save(document({ pendingSince: vn('2021-10-21 17:00') }), undefined)
    const keys = { pk: caseKey(id).pk, sk: 'CASE' }
    for (const index of Object.values(tableDefinition.indexes)) {
      const [row] = await rowsOf(table, index.name)
      expect(row).toMatchObject(keys)
      const allowed = new Set(['pk', 'sk', index.partitionKey, index.sortKey, ...index.projects])
      expect(Object.keys(row ?? {}).filter((name) => !allowed.has(name))).toEqual([])
    }
  })

  it('of a closed case leave the sparse indexes', async () => {
    const table = await database.table()
    const store = dynamoCaseStore(table)
    const open = document({ pendingSince: vn('2021-10-21 17:00') })
    await store.save(open, undefined)
    await store.save(closed(open, vn('2021-10-22 10:00')), 1)
    expect(await rowsOf(table, 'by-next-step')).toEqual([])
    expect(await rowsOf(table, 'by-pending')).toEqual([])
    expect(await rowsOf(table, 'by-agency')).toHaveLength(1)
  })

  it('of thousands of cases with the very same times hide none of them', async () => {
    const store = dynamoCaseStore(await database.table())
    const at = vn('2021-10-21 17:00')
    // dynalite keys the row of an index by its sort value and 24 bits of a hash, which are the same for 1870 and 8644.
    const numbers = [...Array.from({ length: 5000 }, (_, n) => n + 1), 8644]
    const many = numbers.map((n) => document({ id: dossierId(n), pendingSince: at }))
    await atOnce(many, 50, async (each) => void (await store.save(each, undefined)))
    const listed: unknown[] = []
    let cursor: string | undefined
    do {
      const page = await store.listByAgency({ agency: 'so-xd', partition: 'OPEN', limit: 999, cursor })
      listed.push(...page.items)
      cursor = page.cursor
    } while (cursor !== undefined)
    expect(listed).toHaveLength(many.length)
    const received = { kind: 'dossier', from: vn('2021-10-18 09:00'), to: vn('2021-10-18 09:01') } as const
    expect(await collect(store.dueSteps(at))).toHaveLength(many.length)
    expect(await collect(store.pending())).toHaveLength(many.length)
    expect(await collect(store.received(received))).toHaveLength(many.length)
  }, 120_000)

  it('spread over all shards', async () => {
    const table = await database.table()
    const store = dynamoCaseStore(table)
    for (let n = 1; n <= 80; n += 1) await store.save(document({ id: dossierId(n) }), undefined)
    const counts = await Promise.all(
      stepPartitions.map(async (partition) => {
        const query = { IndexName: 'by-next-step', KeyConditionExpression: 'stepPartition = :pk' }
        const values = { ExpressionAttributeValues: { ':pk': partition } }
        const answer = await table.client.send(new QueryCommand({ TableName: table.name, ...query, ...values }))
        return answer.Count ?? 0
      }),
    )
    expect(counts).toHaveLength(SHARDS)
    expect(Math.min(...counts)).toBeGreaterThan(80 / SHARDS / 3)
  })

  it('hold the longest summary there can be in one kilobyte, and refuse a longer one', async () => {
    const store = dynamoCaseStore(await database.table())
    const at = vn('2021-10-21 17:00')
    const longest = 'x'.repeat(64)
    const code = 'c'.repeat(200 - longest.length - 1)
    const summary = {
      kind: 'fieldReport',
      code,
      agency: longest,
      provider: longest,
      subject: longest,
      unit: longest,
      status: 'notCompetent',
      phase: 'finished',
      statutoryDue: at,
      finishedAt: at,
      closedAt: at,
      level: -9,
    } as const
    const fullest = document({ id: `report:${longest}:${code}`, summary })
    expect(await store.save(fullest, undefined)).toBe('saved')
    const over = document({ id: fullest.id, summary: { ...summary, subject: 'x'.repeat(150) } })
    await expect(store.save(over, undefined)).rejects.toThrow(ItemTooLargeError)
  })
})

describe('a timeline of more than 24 KB', () => {
  const committed = entries(1, 40, 500)
  const longer = [...committed, ...entries(41, 42, 500)]

  it('leaves its oldest committed entries on pages of sixteen', async () => {
    const table = await database.table()
    const store = dynamoCaseStore(table)
    await store.save(document({ entries: committed }), undefined)
    expect(await itemAt(table, caseKey(id))).toMatchObject({ pages: 0, entries: committed })
    await store.save(document({ version: 2, entries: longer }), 1)
    expect(await itemAt(table, caseKey(id))).toMatchObject({ pages: 2, entries: longer.slice(32) })
    expect(await itemAt(table, historyKey(id, 1))).toMatchObject({ entries: longer.slice(0, 16) })
    expect(await itemAt(table, historyKey(id, 2))).toMatchObject({ entries: longer.slice(16, 32) })
    expect(await store.load(id)).toEqual(document({ version: 2, entries: longer }))
  })

  it('loses nothing in a crash between page and document', async () => {
    const table = await database.table()
    const store = dynamoCaseStore(table)
    await store.save(document({ entries: committed }), undefined)
    const page = { ...historyKey(id, 1), entries: committed.slice(0, 16) }
    await table.client.send(new PutCommand({ TableName: table.name, Item: page }))
    expect((await store.load(id))?.entries).toEqual(committed)
    expect(await store.save(document({ version: 2, entries: longer }), 1)).toBe('saved')
    expect((await store.load(id))?.entries).toEqual(longer)
  })

  it('puts on a page nothing of a save that is refused', async () => {
    const table = await database.table()
    const store = dynamoCaseStore(table)
    await store.save(document({ entries: committed }), undefined)
    const winner = document({ version: 2, entries: [...committed, ...entries(41, 70, 500)] })
    const stale = document({ version: 2, entries: [...committed, ...entries(41, 70, 501)] })
    expect(await store.save(winner, 1)).toBe('saved')
    expect(await store.save(stale, 1)).toBe('conflict')
    expect(await store.save({ ...winner, version: 3 }, 2)).toBe('saved')
    expect(await itemAt(table, caseKey(id))).toMatchObject({ pages: 4 })
    expect((await store.load(id))?.entries).toEqual(winner.entries)
  })

  it('whose page is missing, or holds other entries, is told as damaged', async () => {
    const table = await database.table()
    const store = dynamoCaseStore(table)
    await store.save(document({ entries: committed }), undefined)
    const page = { ...historyKey(id, 1), entries: entries(1, 16, 7) }
    await table.client.send(new PutCommand({ TableName: table.name, Item: page }))
    await expect(store.save(document({ version: 2, entries: longer }), 1)).rejects.toThrow(DamagedHistoryError)

    const other = document({ id: dossierId(2) })
    await store.save(other, undefined)
    const item = await itemAt(table, caseKey(other.id))
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, pages: 1 } }))
    await expect(store.load(other.id)).rejects.toThrow(DamagedHistoryError)
  })

  it('that one command makes too long for an item is refused with its size', async () => {
    const table = await database.table()
    const store = dynamoCaseStore(table)
    await expect(store.save(document({ entries: entries(1, 250, 1000) }), undefined)).rejects.toThrow(ItemTooLargeError)
    expect(await rowsOf(table)).toEqual([])
  })

  it('may grow without end', async () => {
    const table = await database.table()
    const store = dynamoCaseStore(table)
    const all = entries(1, 300, 1000)
    for (let version = 1; version <= 10; version += 1)
      await store.save(document({ version, entries: all.slice(0, version * 30) }), version - 1 || undefined)
    expect((await store.load(id))?.entries).toEqual(all)
    const sizes = (await rowsOf(table)).map((row) => JSON.stringify(row).length)
    expect(Math.max(...sizes)).toBeLessThan(200 * 1024)
  })
})

describe('a write whose answer is lost', () => {
  it('is a conflict for the case, whose document then holds the command', async () => {
    const table = await database.table()
    const hindered = dynamoCaseStore(connectTable(table.name, clientLosingAnswers(database, 1)))
    const saved = document({ entries: entries(1, 2) })
    expect(await hindered.save(saved, undefined)).toBe('conflict')
    const found = await hindered.load(id)
    expect(found?.entries.map((each) => each.commandId)).toContain('command-2')
    expect(await hindered.save({ ...saved, version: 2 }, 1)).toBe('saved')
  })

  it('is no conflict for a mail, a number, a contribution or a page', async () => {
    const table = await database.table()
    const losing = () => connectTable(table.name, clientLosingAnswers(database, 1))
    const at = vn('2021-10-22 07:30')
    const who = { recipient: 'so-xd:head', window: 'w', address: 'a@daklak.example', notices: [], claimedAt: at }
    const claim = { ...who, status: 'claimed', claim: 'run-1', leaseUntil: vn('2021-10-22 07:45') } as const
    expect(await dynamoMailStore(losing()).claim(claim)).toBe('saved')
    expect(await dynamoMailStore(losing()).accept(claim, 'ses-1', at)).toBe('saved')

    const ask = { sequence: 'reports', year: 2021, first: 110, document: '2021-W43' }
    expect(await dynamoReportStore(losing()).takeNumber(ask)).toBe(110)
    const text = { section: 'other', text: 'Không', author: 'operator-1', storedAt: at } as const
    await dynamoReportStore(losing()).contribute('2021-W43', text)
    expect(await dynamoReportStore(table).contributions('2021-W43')).toEqual([text])

    const store = dynamoCaseStore(table)
    await store.save(document({ entries: entries(1, 40, 500) }), undefined)
    const longer = document({ version: 2, entries: entries(1, 41, 500) })
    expect(await dynamoCaseStore(losing()).save(longer, 1)).toBe('saved')
  })
})

async function batchOf(count: number) {
  const table = await database.table()
  const ids = Array.from({ length: count }, (_, at) => dossierId(at + 1))
  for (const each of ids) await dynamoCaseStore(table).save(document({ id: each }), undefined)
  return { table, ids }
}

describe('a batch that is answered in part', () => {
  it('is asked again until all is read', async () => {
    const { table, ids } = await batchOf(23)
    const store = dynamoCaseStore(connectTable(table.name, clientAnsweringInPart(database, 5, 2)))
    expect((await store.loadMany(ids)).map((each) => each.id)).toEqual(ids)
  })

  it('and then no more is given up', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0)
    const { table, ids } = await batchOf(2)
    const store = dynamoCaseStore(connectTable(table.name, clientAnsweringInPart(database, 5, 100)))
    await expect(store.loadMany(ids)).rejects.toThrow(TableBusyError)
    random.mockRestore()
  })
})
