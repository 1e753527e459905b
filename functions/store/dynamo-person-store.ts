import * as z from 'zod'
import { instant, type Instant } from '../domain/instant.ts'
import { getItem, putItem, queryItems, updateItem, type Condition, type Table } from './dynamo-table.ts'
import { justAfter, ownerOf, personKey, readingKey, readingPartition, RETENTION, sortValue } from './keys.ts'
import { erasure, reading, type PersonRecord, type PersonStore, type Reading } from './person-store.ts'
import { tableDefinition } from './table.ts'

const personItem = z.union([
  z.object({ person: z.record(z.string(), z.unknown()), savedAt: instant }),
  z.object({ erased: erasure }),
])
const indexRow = z.object({ pendingSort: z.string() })
const readingItem = z.object({ reading })
const index = tableDefinition.indexes.byPending

export const dynamoPersonStore = (table: Table): PersonStore => ({
  async save(id, person, savedAt) {
    const lookAt = { pendingPartition: RETENTION, pendingSort: sortValue(savedAt, id) }
    await putItem(table, { ...personKey(id), person, savedAt, ...lookAt }, unlessAskedToForget)
  },
  async load(id): Promise<PersonRecord | undefined> {
    const item = await getItem(table, personKey(id))
    return item && personItem.parse(item)
  },
  erase: (id, erased, savedAt) =>
    putItem(table, { ...personKey(id), erased }, savedAt === undefined ? {} : ifSaved(savedAt)),
  async *toLookAt(until) {
    const where = { where: '#sk < :until', values: { ':until': justAfter(until) } }
    for await (const row of queryItems(table, { index, partition: RETENTION, ...where }))
      yield ownerOf(indexRow.parse(row).pendingSort)
  },
  async lookAgain(id, savedAt, at) {
    await updateItem(table, personKey(id), {
      UpdateExpression: 'SET #sort = :sort',
      ConditionExpression: 'savedAt = :savedAt',
      ExpressionAttributeNames: { '#sort': index.sortKey },
      ExpressionAttributeValues: { ':sort': sortValue(at, id), ':savedAt': savedAt },
    })
  },
  async noteReading(id, noted) {
    await putItem(table, { ...readingKey(id, noted), reading: noted }, {})
  },
  async readings(id) {
    const readings: Reading[] = []
    for await (const row of queryItems(table, { partition: readingPartition(id) }))
      readings.push(readingItem.parse(row).reading)
    return readings
  },
})

const ifSaved = (savedAt: Instant): Condition => ({
  ConditionExpression: 'savedAt = :savedAt',
  ExpressionAttributeValues: { ':savedAt': savedAt },
})

const unlessAskedToForget: Condition = {
  ConditionExpression: 'attribute_not_exists(erased) OR erased.why <> :request',
  ExpressionAttributeValues: { ':request': 'request' },
}
