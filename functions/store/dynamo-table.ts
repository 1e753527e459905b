import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
  type PutCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { ItemTooLargeError, TableBusyError } from './errors.ts'
import type { Key } from './keys.ts'
import type { Saved } from './saved.ts'
import { tableDefinition, type IndexDefinition } from './table.ts'

/** The table and the way to it. */
export interface Table {
  readonly client: DynamoDBDocumentClient
  readonly name: string
}

export type Row = Record<string, unknown>
export type Condition = Pick<
  PutCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>

export const connectTable = (name: string, client = new DynamoDBClient({})): Table => ({
  name,
  client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
})

export const ifAbsent: Condition = { ConditionExpression: 'attribute_not_exists(pk)' }

export async function getItem(table: Table, key: Key): Promise<Row | undefined> {
  const answer = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { ...key }, ConsistentRead: true }),
  )
  return answer.Item
}

const ITEM_LIMIT = 400 * 1024

/**
 * Puts the item if the condition holds. After an ambiguous answer the SDK's own retry meets its first write and is told
 * `conflict`: see {@link putOnce}, or load and look.
 * @throws ItemTooLargeError before anything is sent
 */
export async function putItem(table: Table, item: Key & Row, condition: Condition): Promise<Saved> {
  // JSON is never smaller than DynamoDB's own count of names and values.
  const bytes = Buffer.byteLength(JSON.stringify(item))
  if (bytes > ITEM_LIMIT) throw new ItemTooLargeError(`${item.pk} ${item.sk}`, bytes, ITEM_LIMIT)
  try {
    await table.client.send(new PutCommand({ TableName: table.name, Item: item, ...condition }))
    return 'saved'
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'conflict'
    throw error
  }
}

/** The item's record still has the version that was read. */
export const ifRecordVersion = (version: number): Condition => ({
  ConditionExpression: '#record.#version = :version',
  ExpressionAttributeNames: { '#record': 'record', '#version': 'version' },
  ExpressionAttributeValues: { ':version': version },
})

/** Changes some attributes of an item, if the condition holds. */
export async function updateItem(
  table: Table,
  key: Key,
  change: Condition & Pick<UpdateCommandInput, 'UpdateExpression'>,
): Promise<Saved> {
  try {
    await table.client.send(new UpdateCommand({ TableName: table.name, Key: { ...key }, ...change }))
    return 'saved'
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'conflict'
    throw error
  }
}

/** As {@link putItem}, but what stands there already with the very same content is as good as saved. */
export async function putOnce(table: Table, item: Key & Row, condition: Condition = ifAbsent): Promise<Saved> {
  const outcome = await putItem(table, item, condition)
  if (outcome === 'saved') return outcome
  const stored = await getItem(table, { pk: item.pk, sk: item.sk })
  return isDeepStrictEqual(stored, JSON.parse(JSON.stringify(item))) ? 'saved' : 'conflict'
}

export interface Query {
  /** Without an index the table itself is read, consistently. */
  index?: IndexDefinition
  partition: string
  /** A condition on `#sk`, its values in `values`. */
  where?: string
  values?: Record<string, string>
  descending?: boolean
  /** A key of the table, and of the index if one is given, after which to go on. */
  after?: Record<string, string> | undefined
  /** How many items one request may bring, where only the first few are wanted. */
  pageSize?: number
}

/** Yields all items, request by request: whoever stops early pays for no more. */
export async function* queryItems(table: Table, query: Query): AsyncGenerator<Row> {
  const { index, partition, where, values, descending = false, after, pageSize } = query
  const { partitionKey, sortKey } = index ?? tableDefinition
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      ...(index === undefined ? { ConsistentRead: true } : { IndexName: index.name }),
      KeyConditionExpression: where === undefined ? '#pk = :pk' : `#pk = :pk AND ${where}`,
      ExpressionAttributeNames: { '#pk': partitionKey, ...(where === undefined ? {} : { '#sk': sortKey }) },
      ExpressionAttributeValues: { ':pk': partition, ...values },
      ScanIndexForward: !descending,
      ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      ...(pageSize === undefined ? {} : { Limit: pageSize }),
    },
  )
  for await (const page of pages) yield* page.Items ?? []
}

export async function firstItem(table: Table, query: Query): Promise<Row | undefined> {
  for await (const item of queryItems(table, { ...query, pageSize: 1 })) return item
  return undefined
}

/** The one place that DynamoDB answers by halves: at most 100 keys, and 16 MB, a request. */
const BATCH = 100
const MOST_IDLE_TRIES = 8

/** Consistent reads, in no particular order; absent items are left out. @throws TableBusyError */
export async function batchGet(table: Table, keys: readonly Key[]): Promise<Row[]> {
  const items: Row[] = []
  let left = keys.map((key): Row => ({ ...key }))
  for (let idle = 0; left.length > 0;) {
    if (idle === MOST_IDLE_TRIES) throw new TableBusyError(`${left.length} keys unread after ${idle} tries`)
    if (idle > 0) await pause(Math.random() * 25 * 2 ** idle)
    const request = { [table.name]: { Keys: left.slice(0, BATCH), ConsistentRead: true } }
    const answer = await table.client.send(new BatchGetCommand({ RequestItems: request }))
    const found = answer.Responses?.[table.name] ?? []
    const unread = answer.UnprocessedKeys?.[table.name]?.Keys ?? []
    idle = unread.length === 0 || found.length > 0 ? 0 : idle + 1
    items.push(...found)
    left = [...unread, ...left.slice(BATCH)]
  }
  return items
}
