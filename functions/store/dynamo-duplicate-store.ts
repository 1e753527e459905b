import * as z from 'zod'
import { refusedPair, type RefusedPair } from '../domain/duplicate.ts'
import type { DuplicateStore } from './duplicate-store.ts'
import { ifAbsent, putItem, queryItems, type Table } from './dynamo-table.ts'
import { duplicateKey, REFUSED_PAIRS } from './keys.ts'

const item = z.object({ refused: refusedPair })

export const dynamoDuplicateStore = (table: Table): DuplicateStore => ({
  async refuse(refused) {
    await putItem(table, { ...duplicateKey(refused.pair), refused }, ifAbsent)
  },
  async refused() {
    const pairs: RefusedPair[] = []
    for await (const row of queryItems(table, { partition: REFUSED_PAIRS })) pairs.push(item.parse(row).refused)
    return pairs
  },
})
