import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { registryKind, registryRow, type RegistryRow } from '../domain/registry.ts'
import { getItem, putOnce, queryItems, type Table } from './dynamo-table.ts'
import { registryKey, registryPartition, registryVersionKey } from './keys.ts'
import { rowExists, type RegistryStore } from './registry-store.ts'

const versionItem = z.object({ version: z.int().min(0) })
const rowItem = z.object(registryRow.shape)

/** A first load brings a thousand rows. */
const AT_ONCE = 25

export const dynamoRegistryStore = (table: Table): RegistryStore => ({
  async version() {
    const item = await getItem(table, registryVersionKey)
    return item === undefined ? 0 : versionItem.parse(item).version
  },
  async rows() {
    const kinds = await Promise.all(registryKind.options.map((kind) => rowsOf(table, registryPartition(kind))))
    return kinds.flat()
  },
  async add(rows) {
    for (let done = 0; done < rows.length; done += AT_ONCE)
      await Promise.all(rows.slice(done, done + AT_ONCE).map((row) => addRow(table, row)))
    return raiseVersion(table)
  },
})

async function rowsOf(table: Table, partition: string): Promise<RegistryRow[]> {
  const rows: RegistryRow[] = []
  for await (const item of queryItems(table, { partition })) rows.push(rowItem.parse(item))
  return rows
}

async function addRow(table: Table, row: RegistryRow): Promise<void> {
  if ((await putOnce(table, { ...registryKey(row), ...row })) === 'conflict') throw rowExists(row)
}

/** Counted twice after an ambiguous answer, it makes readers look once more: no harm. */
async function raiseVersion(table: Table): Promise<number> {
  const answer = await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { ...registryVersionKey },
      UpdateExpression: 'ADD #version :one',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'UPDATED_NEW',
    }),
  )
  return versionItem.parse(answer.Attributes).version
}
