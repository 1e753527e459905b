import * as z from 'zod'
import { directiveRecord, type DirectiveRecord, type DirectiveStore } from './directive-store.ts'
import { getItem, ifAbsent, ifRecordVersion, putOnce, queryItems, type Table } from './dynamo-table.ts'
import { directiveKey, DIRECTIVES } from './keys.ts'
import { checkVersion } from './saved.ts'

const directiveItem = z.object({ record: directiveRecord })

export const dynamoDirectiveStore = (table: Table): DirectiveStore => ({
  async load(id) {
    const item = await getItem(table, directiveKey(id))
    return item && directiveItem.parse(item).record
  },
  async all() {
    const records: DirectiveRecord[] = []
    for await (const item of queryItems(table, { partition: DIRECTIVES }))
      records.push(directiveItem.parse(item).record)
    return records
  },
  async save(record, expected) {
    checkVersion(record.version, expected)
    const condition = expected === undefined ? ifAbsent : ifRecordVersion(expected)
    return putOnce(table, { ...directiveKey(record.letter.id), record }, condition)
  },
})
