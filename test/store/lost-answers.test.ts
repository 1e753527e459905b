import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectTable } from '../../functions/store/dynamo-table.ts'
import { dynamoCaseStore } from '../../functions/store/dynamo-case-store.ts'
import { dynamoAccountabilityStore } from '../../functions/store/dynamo-accountability-store.ts'
import { dynamoDirectiveStore } from '../../functions/store/dynamo-directive-store.ts'
import { dynamoImportStore } from '../../functions/store/dynamo-import-store.ts'
import { dynamoReportStore } from '../../functions/store/dynamo-report-store.ts'
import { carryOut } from '../../functions/work/update-case.ts'
import { testDeps } from '../support/deps.ts'
import { startDynalite, type TestDatabase } from '../support/dynalite.ts'
import { letter } from '../support/letter.ts'
import { fieldReport, vn } from '../support/scenario.ts'
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

it('a letter, a report on responsibilities and an import meet nobody but themselves either, and somebody else they do', async () => {
  const { name } = await database.table()
  const hindered = connectTable(name, clientLosingAnswers(database, 6))
  const directives = dynamoDirectiveStore(hindered)
  expect(await directives.save({ version: 1, letter }, undefined)).toBe('saved')
  expect(await directives.save({ version: 2, letter: { ...letter, date: '2021-11-08' } }, 1)).toBe('saved')
  expect(await directives.save({ version: 2, letter }, 1)).toBe('conflict')
  const record = {
    status: 'draft',
    directive: letter.id,
    kind: 'backlog',
    version: 1,
    content: 1,
    draftedAt: vn('2021-11-15 08:15'),
    shownFrom: vn('2021-11-15 08:15'),
    explainUntil: vn('2021-11-16 08:15'),
  } as const
  const reports = dynamoAccountabilityStore(hindered)
  expect(await reports.save(record, undefined)).toBe('saved')
  expect(await reports.save({ ...record, version: 2, content: 2 }, 1)).toBe('saved')
  expect(await reports.save({ ...record, version: 2, content: 3 }, 1)).toBe('conflict')
  const job = {
    id: 'a'.repeat(32),
    version: 1,
    status: 'waiting',
    by: { role: 'operator', id: 'ioc' },
    createdAt: vn('2021-10-29 08:00'),
    file: { name: 'mot-cua.xlsx', sha256: 'b'.repeat(64), bytes: 1 },
    run: 0,
  } as const
  const imports = dynamoImportStore(hindered)
  expect(await imports.save(job, undefined)).toBe('saved')
  expect(await imports.save({ ...job, version: 2, status: 'checking', run: 1 }, 1)).toBe('saved')
  expect(await imports.save({ ...job, version: 2, status: 'checking', run: 2 }, 1)).toBe('conflict')
})

it('who names the version that he saw is not told that the case has moved on by his own deed', async () => {
  const { name } = await database.table()
  const id = 'report:vnpt:pa-1'
  const actor = { role: 'operator', id: 'ioc' }
  const deps = {
    ...(await testDeps('2021-10-18 09:05')),
    cases: dynamoCaseStore(connectTable(name, database.client())),
  }
  await carryOut(deps, id, { command: { type: 'registerFieldReport', facts: { ...fieldReport, code: 'PA-1' } }, actor })
  const hindered = { ...deps, cases: dynamoCaseStore(connectTable(name, clientLosingAnswers(database, 1))) }
  const deed = { command: { type: 'resolve', outcome: 'resolved' }, actor, expected: 1 } as const
  expect(await carryOut(hindered, id, deed)).toMatchObject({
    document: { version: 2, summary: { status: 'resolved' } },
  })
  expect(await carryOut(deps, id, deed)).toMatchObject({ type: 'rejected', rejection: { code: 'movedOn' } })
})
