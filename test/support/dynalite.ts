import { once } from 'node:events'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import {
  CreateTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb'
import { connectTable, type Table } from '../../functions/store/dynamo-table.ts'
import { tableDefinition } from '../../functions/store/table.ts'

// dynalite brings no types.
const dynalite: (options: { createTableMs: number }) => Server = createRequire(import.meta.url)('dynalite')

export interface TestDatabase {
  endpoint: string
  /** A client of this database; `settings` as those of the SDK. */
  client(settings?: ConstructorParameters<typeof DynamoDBClient>[0]): DynamoDBClient
  /** A new, empty table under a name of its own. */
  table(): Promise<Table>
  stop(): Promise<void>
}

/** In memory, in this process, on a free port of this machine. */
export async function startDynalite(): Promise<TestDatabase> {
  const server = dynalite({ createTableMs: 0 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('dynalite has no port')
  return connectDatabase(`http://127.0.0.1:${address.port}`, async () => {
    server.close()
    server.closeAllConnections()
  })
}

export function connectDatabase(endpoint: string, stop: () => Promise<void>): TestDatabase {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const client: TestDatabase['client'] = (settings) =>
    new DynamoDBClient({ endpoint, region: 'ap-southeast-1', credentials, ...settings })
  const shared = client()
  let made = 0
  return {
    endpoint,
    client,
    async table() {
      made += 1
      const name = `${tableDefinition.name}-${made}`
      await shared.send(new CreateTableCommand(createTableInput(name)))
      // A table is there a moment after it was made, as on AWS.
      await waitUntilTableExists(
        { client: shared, maxWaitTime: 30, minDelay: 0.01, maxDelay: 0.1 },
        { TableName: name },
      )
      return connectTable(name, shared)
    },
    async stop() {
      shared.destroy()
      await stop()
    },
  }
}

/** The table as the stack declares it. */
export function createTableInput(name: string): CreateTableCommandInput {
  const indexes = Object.values(tableDefinition.indexes)
  const attributes = [tableDefinition, ...indexes].flatMap((each) => [each.partitionKey, each.sortKey])
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema(tableDefinition),
    GlobalSecondaryIndexes: indexes.map(({ name: IndexName, projects, ...keys }) => ({
      IndexName,
      KeySchema: keySchema(keys),
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projects] },
    })),
  }
}

const keySchema = ({ partitionKey, sortKey }: { partitionKey: string; sortKey: string }) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  { AttributeName: sortKey, KeyType: 'RANGE' as const },
]
