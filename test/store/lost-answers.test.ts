import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectTable } from '../../functions/store/dynamo-table.ts'
import { dynamoReportStore } from '../../functions/store/dynamo-report-store.ts'
import { startDynalite, type TestDatabase } from '../support/dynalite.ts'
import { vn } from '../support/scenario.ts'
import { clientLosingAnswers } from './hindered-client.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startDynalite()
})
afterAll(() => database.stop())

it('a report whose write has landed without an answer is saved: its signer meets nobody but himself', async () => {
  const { name } = await database.table()
  const hindered = dynamoReportStore(connectTable(name, clientLosingAnswers(database, 2)))
  const draft = {
    status: 'draft',
    week: '2021-W43',
    version: 1,
    period: { from: vn('2021-10-14'), to: vn('2021-10-29') },
    knownAt: vn('2021-10-29 08:00'),
    closesAt: vn('2021-10-29 14:30'),
    content: 1,
    execution: 'first',
  } as const
  expect(await hindered.save(draft, undefined)).toBe('saved')
  const signed = { ...draft, version: 2, closesAt: vn('2021-10-29 10:00') }
  expect(await hindered.save(signed, 1)).toBe('saved')
  expect(await hindered.save({ ...signed, knownAt: vn('2021-10-29 09:00') }, 1)).toBe('conflict')
})
