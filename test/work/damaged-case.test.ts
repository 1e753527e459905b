import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dynamoCaseStore } from '../../functions/store/dynamo-case-store.ts'
import { toCaseItem } from '../../functions/store/case-item.ts'
import type { Row } from '../../functions/store/dynamo-table.ts'
import { audit } from '../../functions/work/audit.ts'
import { listCases } from '../../functions/work/read-cases.ts'
import { sweep } from '../../functions/work/sweep.ts'
import { listQuery } from '../../functions/work/wire.ts'
import { document, dossierId } from '../store/builders.ts'
import { testDeps } from '../support/deps.ts'
import { startDynalite, type TestDatabase } from '../support/dynalite.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startDynalite()
})
afterAll(() => database.stop())

const [bad, good] = [dossierId(1), dossierId(2)]

/** Two dossiers whose step falls on Thursday 21/10 17:00; of the first somebody has spoilt the item. */
async function withDamaged(damage: Row) {
  const table = await database.table()
  const deps = { ...(await testDeps('2021-10-18 09:05')), cases: dynamoCaseStore(table) }
  const { version: rulesVersion } = await deps.registry.current()
  await deps.cases.save(document({ id: good, rulesVersion }), undefined)
  const item = { ...toCaseItem(document({ id: bad }), 0), ...damage }
  await table.client.send(new PutCommand({ TableName: table.name, Item: item }))
  return deps
}

describe('a case whose item cannot be read', () => {
  it.each([
    ['timeline', { entries: 'gone' }],
    ['version', { version: null }],
    ['timer', { timer: 'x', timerVersion: 'y', failedSweeps: 'z' }],
    ['everything', { entries: 1, timer: 1, timerVersion: [], rulesVersion: {}, pages: 'x' }],
  ])('(its %s) blocks neither the sweep nor the audit, and is set aside', async (_, damage) => {
    // given
    const deps = await withDamaged(damage)
    // when
    const results = []
    for (const time of ['16:50', '16:55', '17:00', '17:05']) {
      deps.at(`2021-10-21 ${time}`)
      results.push(await sweep(deps))
    }
    // then
    expect(results.map(({ started, failed, setAside }) => [started, failed, setAside])).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [0, 1, 1],
      [0, 0, 0],
    ])
    const list = await listCases(deps, { role: 'operator', id: 'o' }, listQuery.parse({ setAside: 'true' }))
    expect(list.items.map(({ id }) => id)).toEqual([bad])
    expect(await audit(deps)).toMatchObject({ open: 1, failed: 1 })
  })
})
