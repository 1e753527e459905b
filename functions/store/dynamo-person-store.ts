import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { getItem, type Table } from './dynamo-table.ts'
import { personKey } from './keys.ts'
import type { PersonStore } from './person-store.ts'

const personItem = z.object({ person: z.record(z.string(), z.unknown()) })

export const dynamoPersonStore = (table: Table): PersonStore => ({
  async save(id, person) {
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...personKey(id), person } }))
  },
  async load(id) {
    const item = await getItem(table, personKey(id))
    return item && personItem.parse(item).person
  },
  async erase(id) {
    await table.client.send(new DeleteCommand({ TableName: table.name, Key: { ...personKey(id) } }))
  },
})
