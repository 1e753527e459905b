import { describe, expect, it } from 'vitest'
import { storedBytes, unitsOf } from '../../infra/local/capacity.ts'
import { DynamoDb } from '../../infra/local/dynamodb.ts'
import { itemBytes } from '../../infra/local/item-size.ts'
import type { TableModel } from '../../infra/local/model.ts'

const table: TableModel = {
  name: 't',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-step',
      KeySchema: [
        { AttributeName: 'stepPk', KeyType: 'HASH' },
        { AttributeName: 'stepSk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['timer'] },
    },
  ],
}
const S = (text: string) => ({ S: text })
const item = (more: object = {}) => ({ pk: S('a'), sk: S('b'), ...more })
const step = (at: string) => ({ stepPk: S('STEP#0'), stepSk: S(at) })

/** What it costs to put `after` where `before` was. */
const put = (before: object | undefined, after: object): number =>
  unitsOf({
    operation: 'PutItem',
    asked: { TableName: 't', Item: after },
    answer: before ? { Attributes: before } : {},
    tables: [table],
  }).writes

const read = (operation: string, asked: object, answer: object): number =>
  unitsOf({ operation, asked: { TableName: 't', ...asked }, answer, tables: [table] }).reads

describe('the size of an item', () => {
  it('counts names and texts in UTF-8, numbers by pairs of digits, and lists and maps with what holds them together', () => {
    expect(itemBytes({ pk: S('đ') })).toBe(2 + 2)
    expect(itemBytes({ n: { N: '12345' } })).toBe(1 + 3 + 1)
    expect(itemBytes({ yes: { BOOL: true } })).toBe(3 + 1)
    expect(itemBytes({ l: { L: [S('ab'), S('c')] } })).toBe(1 + 3 + (1 + 2) + (1 + 1))
    expect(itemBytes({ m: { M: { k: S('v') } } })).toBe(1 + 3 + 1 + (1 + 1))
  })
})

describe('a write', () => {
  const large = { text: S('x'.repeat(2500)) }

  it('costs a unit per KB of the larger of what was and what is', () => {
    expect(put(undefined, item())).toBe(1)
    expect(put(undefined, item(large))).toBe(3)
    expect(put(item(large), item())).toBe(3)
  })

  it('costs once more for an index entry that it adds, changes or takes away, twice for one that it moves', () => {
    expect(put(undefined, item(step('10')))).toBe(1 + 1)
    expect(put(item(step('10')), item())).toBe(1 + 1)
    expect(put(item(step('10')), item({ ...step('10'), timer: S('new') }))).toBe(1 + 1)
    expect(put(item(step('10')), item(step('11')))).toBe(1 + 2)
    expect(put(item(step('10')), item({ ...step('10'), other: S('new') }))).toBe(1)
  })

  it('that is refused costs as much as one that is not', () => {
    const call = { operation: 'PutItem', asked: { TableName: 't', Item: item(large) }, tables: [table] }
    expect(unitsOf({ ...call, answer: {} }).writes).toBe(3)
  })

  it('of some attributes costs an index entry only when it names one of its own', () => {
    const update = (UpdateExpression: string) =>
      unitsOf({
        operation: 'UpdateItem',
        asked: { TableName: 't', UpdateExpression },
        answer: { Attributes: item(step('10')) },
        tables: [table],
      }).writes
    expect(update('SET timer = :t')).toBe(2)
    expect(update('SET other = :t')).toBe(1)
  })
})

describe('a read', () => {
  it('costs a unit per 4 KB, half of it where it need not be consistent, and something also for nothing', () => {
    expect(read('GetItem', { ConsistentRead: true }, {})).toBe(1)
    expect(read('GetItem', {}, { Item: item() })).toBe(0.5)
    expect(read('GetItem', { ConsistentRead: true }, { Item: item({ text: S('x'.repeat(5000)) }) })).toBe(2)
    const items = Array.from({ length: 100 }, () => item({ text: S('x'.repeat(100)) }))
    expect(read('Query', {}, { Items: items })).toBe(1.5)
    expect(read('Query', { ConsistentRead: true }, { Items: [] })).toBe(1)
  })

  it('of many items rounds each of them', () => {
    const asked = { RequestItems: { t: { Keys: [], ConsistentRead: true } } }
    expect(read('BatchGetItem', asked, { Responses: { t: [item(), item(), item()] } })).toBe(3)
  })
})

describe('counting', () => {
  it('asks the database for more, and tells the caller only what it asked for', async () => {
    const called: unknown[] = []
    const call = async (_: string, json: string) => {
      called.push(JSON.parse(json))
      return { status: 200, body: JSON.stringify({ Attributes: item() }) }
    }
    const service = new DynamoDb({ call }, [table])
    const told = async (operation: string, asked: object) => {
      const body = Buffer.from(JSON.stringify(asked))
      const headers = { 'x-amz-target': `DynamoDB_20120810.${operation}` }
      const where = { service: 'dynamodb', caller: 'f', method: 'POST', path: '/', query: new URLSearchParams() }
      const reply = await service.handle({ ...where, headers, body, json: asked })
      return JSON.parse(String(reply?.body))
    }
    const asking = { TableName: 't', ReturnValues: 'UPDATED_NEW' }
    expect(await told('PutItem', { TableName: 't', Item: item() })).toEqual({})
    expect(await told('UpdateItem', asking)).toEqual({ Attributes: item() })
    expect(called).toEqual([{ TableName: 't', Item: item(), ReturnValues: 'ALL_OLD' }, asking])
  })

  it('bills storage with the index entries and a hundred bytes for each', () => {
    const own = itemBytes(item(step('10')))
    expect(storedBytes(item(step('10')), table)).toBe(own + 100 + own + 100)
    expect(storedBytes(item(), table)).toBe(itemBytes(item()) + 100)
  })
})
