import * as z from 'zod'
import { explanation, type Explanation } from '../domain/accountability.ts'
import { accountabilityRecord, type AccountabilityStore } from './accountability-store.ts'
import { getItem, ifAbsent, ifRecordVersion, putItem, putOnce, queryItems, type Table } from './dynamo-table.ts'
import { accountabilityKey, explanationKey, explanationPartition, explanationPrefix } from './keys.ts'
import { checkVersion } from './saved.ts'

const recordItem = z.object({ record: accountabilityRecord })
const explanationItem = z.object({ explanation })

export const dynamoAccountabilityStore = (table: Table): AccountabilityStore => ({
  async load({ directive, kind }) {
    const item = await getItem(table, accountabilityKey(directive, kind))
    return item && recordItem.parse(item).record
  },
  async save(record, expected) {
    checkVersion(record.version, expected)
    const condition = expected === undefined ? ifAbsent : ifRecordVersion(expected)
    return putOnce(table, { ...accountabilityKey(record.directive, record.kind), record }, condition)
  },
  async explain({ directive, kind }, said) {
    await putItem(table, { ...explanationKey(directive, kind, said), explanation: said }, ifAbsent)
  },
  async explanations({ directive, kind }) {
    const all = {
      partition: explanationPartition(directive),
      where: 'begins_with(#sk, :all)',
      values: { ':all': explanationPrefix(kind) },
    }
    const said: Explanation[] = []
    for await (const item of queryItems(table, all)) said.push(explanationItem.parse(item).explanation)
    return said
  },
})
