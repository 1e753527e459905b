import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import * as z from 'zod'
import { openStore } from '../../infra/local/dynalite-store.ts'
import { dynaliteLevel } from '../../infra/local/level.ts'

const folder = mkdtempSync(join(tmpdir(), 'level-'))
afterAll(() => rmSync(folder, { recursive: true }))

const iterator = z.custom<{ next(): Promise<unknown> }>((value) => typeof value === 'object')
type Values = (...ask: unknown[]) => unknown
const method = z.custom<Values>((value) => typeof value === 'function')

const text = (name: string) => ({ AttributeName: name, AttributeType: 'S' as const })
const table = {
  name: 'cases',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' as const },
    { AttributeName: 'sk', KeyType: 'RANGE' as const },
  ],
  AttributeDefinitions: [text('pk'), text('sk')],
  GlobalSecondaryIndexes: [],
}

it('no query leaves an iterator open, for which LevelDB would keep all that is overwritten later', async () => {
  const { prototype } = dynaliteLevel()
  const values = method.parse(Reflect.get(prototype, 'values'))
  const opened: z.output<typeof iterator>[] = []
  Reflect.set(prototype, 'values', function (this: unknown, ...ask: unknown[]) {
    const made = iterator.parse(Reflect.apply(values, this, ask))
    opened.push(made)
    return made
  })
  const store = await openStore(folder, [table])
  for (const sk of ['a', 'b', 'c'])
    await store.require('PutItem', { TableName: 'cases', Item: { pk: { S: 'case' }, sk: { S: sk } } })
  const query = {
    TableName: 'cases',
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: 'case' } },
  }
  expect(await store.require('Query', query)).toMatchObject({ Count: 3 })
  expect(await store.require('Query', { ...query, Limit: 1 })).toMatchObject({ Count: 1 })
  expect(opened).toHaveLength(2)
  for (const each of opened) await expect(each.next()).rejects.toMatchObject({ code: 'LEVEL_ITERATOR_NOT_OPEN' })
  await store.close()
  Reflect.set(prototype, 'values', values)
})
