import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays, atLocal } from '../../functions/domain/instant.ts'
import { dynamoCaseStore } from '../../functions/store/dynamo-case-store.ts'
import { connectTable } from '../../functions/store/dynamo-table.ts'
import { atOnce } from '../../functions/work/at-once.ts'
import { parseParameters, requestsQuery } from '../../functions/work/open311-wire.ts'
import { listRequests } from '../../functions/work/read-requests.ts'
import { testDeps } from '../support/deps.ts'
import { startDynalite, type TestDatabase } from '../support/dynalite.ts'
import { document } from './builders.ts'
import { clientCountingUnits } from './counting-client.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startDynalite()
})
afterAll(() => database.stop())

const [reports, days] = [400, 90]
const idOf = (n: number) => `report:vnpt:pa-${String(n).padStart(5, '0')}`

/** Evenly over the 90 days before 29/10/2021, the youngest first. Every fifth is about trees. */
const report = (n: number) => {
  const receivedAt = atLocal(addDays('2021-10-28', -Math.floor((n * days) / reports)), '08:00')
  const subject = n % 5 === 0 ? 'cay-xanh' : 'giao-thong'
  const summary = { kind: 'fieldReport', code: `PA-${n}`, subject, provider: 'vnpt', receivedAt } as const
  return document({ id: idOf(n), summary })
}

it('a page of reports costs what the page holds, and not what its span does', async () => {
  // given
  const table = await database.table()
  const { client, units } = clientCountingUnits(database)
  const cases = dynamoCaseStore(connectTable(table.name, client))
  await atOnce(Array.from({ length: reports }).keys(), 20, async (n) => {
    await cases.save(report(n), undefined)
  })
  const deps = { ...(await testDeps('2021-10-29 00:00')), cases }
  const list = async (query: Record<string, string>) => {
    const before = units()
    const found = await listRequests(deps, parseParameters(requestsQuery, { page_size: '20', ...query }))
    return { dates: found.map((each) => each.requested_datetime), cost: units() - before, found }
  }
  // when
  const whole = await list({ page_size: '1000' })
  const [first, second, trees] = [await list({}), await list({ page: '2' }), await list({ service_code: 'cay-xanh' })]
  // then
  expect(whole.found).toHaveLength(reports)
  expect(whole.dates).toEqual(whole.dates.toSorted().toReversed())
  expect([...first.found, ...second.found]).toEqual(whole.found.slice(0, 40))
  expect(trees.found).toEqual(whole.found.filter((each) => each.service_code === 'cay-xanh').slice(0, 20))
  expect(first.cost * 10).toBeLessThan(whole.cost)
  expect(second.cost * 5).toBeLessThan(whole.cost)
}, 30_000)
