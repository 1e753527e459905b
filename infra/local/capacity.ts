import * as z from 'zod'

import { itemBytes } from './item-size.ts'
import type { TableModel } from './model.ts'

/** Request units of DynamoDB, as on-demand tables are billed. */
export interface Units {
  readonly reads: number
  readonly writes: number
}

type Item = Record<string, unknown>
/** Not looked into, since all that is stored passes by here. */
const item = z.custom<Item>((value) => typeof value === 'object' && value !== null)

const request = z.object({
  TableName: z.string().default(''),
  IndexName: z.string().optional(),
  ConsistentRead: z.boolean().default(false),
  Item: item.optional(),
  UpdateExpression: z.string().default(''),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ReturnValues: z.string().optional(),
  RequestItems: z.record(z.string(), z.object({ ConsistentRead: z.boolean().default(false) })).optional(),
})
type Request = z.output<typeof request>

const answered = z.object({
  Item: item.optional(),
  Items: z.array(item).default([]),
  Attributes: item.optional(),
  Responses: z.record(z.string(), z.array(item)).default({}),
})

const ALONG: Readonly<Record<string, string>> = { PutItem: 'ALL_OLD', UpdateItem: 'ALL_NEW' }

/**
 * What has to be asked along, as `ReturnValues`, so that the answer shows what a write replaced or left; {@link unitsOf}
 * reads it. Undefined where the answer shows it anyway, or there is nothing to show.
 */
export const askedAlong = (operation: string, asked: object): string | undefined =>
  'ReturnValues' in asked ? undefined : ALONG[operation]

/**
 * What an operation costs. A write is billed by the larger of what was and what is, and once more for each index whose
 * entry it adds, changes or takes away. A refused condition costs as much as the write would have. An update is taken to
 * leave sizes as they are, and to change an index when it names one of its attributes.
 * docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 * @param call `answer` is that of the database, `{}` of a refused operation
 */
export function unitsOf(call: {
  operation: string
  asked: unknown
  answer: unknown
  tables: readonly TableModel[]
}): Units {
  const asked = request.parse(call.asked)
  const got = answered.parse(call.answer)
  const table = call.tables.find(({ name }) => name === asked.TableName)
  switch (call.operation) {
    case 'GetItem':
      return reads(kilobytesOf(got.Item ?? {}, 4), asked.ConsistentRead)
    case 'BatchGetItem':
      return sum(Object.entries(got.Responses).flatMap(([name, items]) => eachRead(items, name, asked)))
    case 'Query':
    case 'Scan':
      return reads(Math.max(1, Math.ceil(bytesOf(got.Items) / 4096)), asked.ConsistentRead)
    case 'PutItem':
      return { reads: 0, writes: putUnits(got.Attributes, asked.Item ?? {}, table) }
    case 'UpdateItem':
      return { reads: 0, writes: updateUnits(got.Attributes ?? {}, asked, table) }
    case 'DeleteItem':
      return { reads: 0, writes: 1 }
    default:
      return { reads: 0, writes: 0 }
  }
}

const reads = (units: number, consistent: boolean): Units => ({ reads: consistent ? units : units / 2, writes: 0 })

const eachRead = (items: readonly Item[], table: string, { RequestItems }: Request): Units[] =>
  items.map((each) => reads(kilobytesOf(each, 4), RequestItems?.[table]?.ConsistentRead ?? false))

const sum = (all: readonly Units[]): Units => ({
  reads: all.reduce((total, each) => total + each.reads, 0),
  writes: all.reduce((total, each) => total + each.writes, 0),
})

/** With what DynamoDB adds for indexing an item. */
const OVERHEAD = 100

const bytesOf = (items: readonly Item[]): number => items.reduce((total, each) => total + itemBytes(each), 0)
const kilobytesOf = (one: Item, unit: number): number => Math.max(1, Math.ceil(bytesOf([one]) / 1024 / unit))

function putUnits(before: Item | undefined, after: Item, table: TableModel | undefined): number {
  const own = Math.max(kilobytesOf(before ?? {}, 1), kilobytesOf(after, 1))
  const entries = indexesOf(table).map((attributes) => {
    const [old, now] = [entryOf(before, attributes), entryOf(after, attributes)]
    if (JSON.stringify(old) === JSON.stringify(now)) return 0
    const moved = attributes.keys.some((key) => JSON.stringify(old?.[key]) !== JSON.stringify(now?.[key]))
    const [oldUnits, newUnits] = [old ? kilobytesOf(old, 1) : 0, now ? kilobytesOf(now, 1) : 0]
    return moved ? oldUnits + newUnits : Math.max(oldUnits, newUnits)
  })
  return entries.reduce((total, each) => total + each, own)
}

function updateUnits(now: Item, asked: Request, table: TableModel | undefined): number {
  const named = `${asked.UpdateExpression} ${Object.values(asked.ExpressionAttributeNames).join(' ')}`
  const touched = indexesOf(table).filter(({ all }) => all.some((name) => new RegExp(`\\b${name}\\b`).test(named)))
  const entries = touched.map((attributes) => entryOf(now, attributes)).filter((entry) => entry !== undefined)
  return entries.reduce((total, entry) => total + kilobytesOf(entry, 1), kilobytesOf(now, 1))
}

interface IndexAttributes {
  /** By which an item stands in the index at all. */
  readonly keys: readonly string[]
  readonly all: readonly string[]
}

function indexesOf(table: TableModel | undefined): IndexAttributes[] {
  return (table?.GlobalSecondaryIndexes ?? []).map(({ KeySchema, Projection }) => {
    const keys = KeySchema.map(({ AttributeName }) => AttributeName)
    return { keys, all: [...keys, ...(Projection.NonKeyAttributes ?? [])] }
  })
}

/** What an item has in an index; undefined where it does not stand in it. */
function entryOf(of: Item | undefined, { keys, all }: IndexAttributes): Item | undefined {
  if (of === undefined || keys.some((key) => !(key in of))) return undefined
  return Object.fromEntries(['pk', 'sk', ...all].flatMap((name) => (name in of ? [[name, of[name]]] : [])))
}

/** Bytes that an item and its index entries are billed for by the month. */
export const storedBytes = (of: Item, table: TableModel): number =>
  [of, ...indexesOf(table).map((attributes) => entryOf(of, attributes))]
    .filter((entry) => entry !== undefined)
    .reduce((total, entry) => total + itemBytes(entry) + OVERHEAD, 0)
