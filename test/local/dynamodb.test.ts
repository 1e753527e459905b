import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { VirtualClock } from '../../infra/local/clock.ts'
import { openStore, type Dynalite } from '../../infra/local/dynalite-store.ts'
import { DynamoDb } from '../../infra/local/dynamodb.ts'
import { Endpoint, type Denial } from '../../infra/local/endpoint.ts'
import { HostileStore, type HostileOptions } from '../../infra/local/hostile-store.ts'
import type { TableModel } from '../../infra/local/model.ts'
import { seededRandom } from '../../infra/local/random.ts'
import { statementSchema } from '../../infra/local/role.ts'
import { functionModel } from './models.ts'

const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const })
const cases: TableModel = {
  name: 'cases',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [attribute('pk'), attribute('sk'), attribute('kind')],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-kind',
      KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
}

const reader = functionModel({
  name: 'reader',
  role: [
    statementSchema.parse({
      Effect: 'Allow',
      Action: 'dynamodb:GetItem',
      Resource: '*',
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['OPEN#*'] } },
    }),
  ],
})

const NOW = Date.UTC(2021, 9, 14)

let folder: string
let clock: VirtualClock
let store: Dynalite
let endpoint: Endpoint
let denials: Denial[]
let clients: DynamoDBClient[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynamodb-'))
  clock = new VirtualClock(NOW)
  denials = []
  clients = []
})
afterEach(async () => {
  await close()
  rmSync(folder, { recursive: true })
})

type Faults = Partial<Pick<HostileOptions, 'indexLagMs' | 'throttleRate' | 'ambiguousRate'>>

async function open(tables: readonly TableModel[] = [cases], faults?: Faults) {
  store = await openStore(folder, tables)
  const now = () => clock.now()
  const none = { indexLagMs: 0, throttleRate: 0, ambiguousRate: 0 }
  const hostile = { store, tables, now, random: seededRandom(1), ...none, ...faults }
  endpoint = await Endpoint.open({ clock, functions: [reader], onDenied: (denial) => denials.push(denial) })
  endpoint.serve({ dynamodb: new DynamoDb(faults ? await HostileStore.over(hostile) : store, tables) })
}

async function close() {
  for (const client of clients) client.destroy()
  await endpoint.close()
  await store.close()
}

function as(caller: string, maxAttempts = 1): DynamoDBDocumentClient {
  const credentials = { accessKeyId: caller, secretAccessKey: 'none' }
  const client = new DynamoDBClient({ endpoint: endpoint.url, region: 'ap-southeast-1', credentials, maxAttempts })
  clients.push(client)
  return DynamoDBDocumentClient.from(client)
}

const put = (pk: string, kind = 'k', maxAttempts = 1) =>
  as('operator', maxAttempts).send(new PutCommand({ TableName: 'cases', Item: { pk, sk: 'CASE', kind } }))
const get = async (caller: string, pk: string, ConsistentRead = true) =>
  (await as(caller).send(new GetCommand({ TableName: 'cases', Key: { pk, sk: 'CASE' }, ConsistentRead }))).Item
const ofKind = async (kind: string, IndexName = 'by-kind') => {
  const query = {
    TableName: 'cases',
    IndexName,
    KeyConditionExpression: 'kind = :k',
    ExpressionAttributeValues: { ':k': kind },
  }
  const { Items } = await as('operator').send(new QueryCommand(query))
  return Items?.map(({ pk }) => String(pk)).toSorted()
}

/** As a process leaves them that is killed between the two writes of an item. */
async function loseIndexes(): Promise<void> {
  const { Level } = createRequire(import.meta.resolve('dynalite'))('level')
  const level = new Level(join(folder, 'current'))
  const keys: string[] = await level.keys({ gte: 'index-', lt: 'index.' }).all()
  expect(keys.length).toBeGreaterThan(0)
  await level.batch(keys.map((key) => ({ type: 'del', key })))
  await level.close()
}

describe('the database', () => {
  it('has the tables and indexes of the template, and keeps their items over a restart', async () => {
    await open()
    await put('A')
    await put('B', 'other')
    await close()
    await open()
    expect(await get('operator', 'A')).toEqual({ pk: 'A', sk: 'CASE', kind: 'k' })
    expect(await ofKind('other')).toEqual(['B'])
  })

  it('builds its indexes anew from the items after it was not closed in order', async () => {
    await open()
    for (let n = 0; n < 30; n++) await put(`CASE#${n}`)
    await close()
    rmSync(join(folder, 'closed.json'))
    await loseIndexes()
    await open()
    expect(await ofKind('k')).toHaveLength(30)
    expect(existsSync(join(folder, 'former'))).toBe(false)
  })

  it('moves its items into the tables of a later template', async () => {
    await open()
    await put('A')
    await close()
    const [index] = cases.GlobalSecondaryIndexes
    await open([{ ...cases, GlobalSecondaryIndexes: [index!, { ...index!, IndexName: 'by-kind-too' }] }])
    expect(await ofKind('k', 'by-kind-too')).toEqual(['A'])
  })
})

describe('a function', () => {
  it('does what its role allows, and nothing else', async () => {
    await open()
    await put('OPEN#1')
    await put('PERSON#1')
    expect(await get('reader', 'OPEN#1')).toBeDefined()
    await expect(get('reader', 'PERSON#1')).rejects.toMatchObject({ name: 'AccessDeniedException' })
    await expect(
      as('reader').send(new PutCommand({ TableName: 'cases', Item: { pk: 'OPEN#2', sk: 'CASE' } })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' })
    expect(denials.map(({ caller, action }) => `${caller} ${action}`)).toEqual([
      'reader dynamodb:GetItem',
      'reader dynamodb:PutItem',
    ])
  })
})

describe('a hostile database', () => {
  it('shows a write late to whoever does not ask for consistency', async () => {
    await open([cases], { indexLagMs: 1000 })
    await put('A')
    expect(await get('operator', 'A')).toBeDefined()
    expect(await get('operator', 'A', false)).toBeUndefined()
    expect(await ofKind('k')).toEqual([])
    await clock.runUntil(NOW + 1000)
    expect(await ofKind('k')).toEqual(['A'])
    expect(await get('operator', 'A', false)).toBeDefined()
  })

  it('refuses a call before it does anything', async () => {
    await open([cases], { throttleRate: 1 })
    await expect(put('A')).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' })
  })

  it('loses the answer to a write that it has done', async () => {
    await open([cases], { ambiguousRate: 1 })
    await expect(put('A')).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(await get('operator', 'A')).toBeDefined()
  })
})
