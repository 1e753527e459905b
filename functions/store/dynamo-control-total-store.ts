import { PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { controlTotal, type ControlTotal } from '../domain/control-total.ts'
import type { ControlTotalStore } from './control-total-store.ts'
import { queryItems, type Table } from './dynamo-table.ts'
import { controlTotalKey, controlTotalPartition, justAfter } from './keys.ts'

const item = z.object({ total: controlTotal })

export const dynamoControlTotalStore = (table: Table): ControlTotalStore => ({
  async add(total) {
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...controlTotalKey(total), total } }))
  },
  async between(provider, { from, to }) {
    const totals: ControlTotal[] = []
    const query = { where: '#sk BETWEEN :from AND :to', values: { ':from': from, ':to': justAfter(to) } }
    for await (const row of queryItems(table, { partition: controlTotalPartition(provider), ...query }))
      totals.push(item.parse(row).total)
    return totals
  },
})
