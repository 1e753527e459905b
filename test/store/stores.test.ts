import { afterAll, beforeAll, describe } from 'vitest'
import { startDynalite, type TestDatabase } from '../support/dynalite.ts'
import { doubles, dynamoStores } from './stores.ts'
import { storeSuites } from './suites/all.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startDynalite()
})
afterAll(() => database.stop())

describe.each([
  ['the doubles', async () => doubles()],
  ['dynalite', async () => dynamoStores(await database.table())],
])('stores on %s', (_, fresh) => storeSuites(fresh))
