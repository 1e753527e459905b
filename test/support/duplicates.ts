import { countCase } from '../../functions/domain/counted-case.ts'
import { addUp } from '../../functions/domain/figures.ts'
import { duplicatesQuery, proposeDuplicates } from '../../functions/work/duplicates.ts'
import { register } from '../../functions/work/register.ts'
import { fieldReportItem, fieldReportRegistration } from '../../functions/work/wire.ts'
import { testDeps, type TestDeps } from './deps.ts'
import { vn } from './scenario.ts'

export const operator = { role: 'operator', id: 'truc' } as const
const at = (lat: number) => ({ lat, long: 108.0377 })
export const [one, other] = ['report:vnpt:a', 'report:viettel:a']

/** Two apps report one hole; a third report is some streets away. */
export async function world(stores: Partial<Pick<TestDeps, 'cases'>> = {}): Promise<TestDeps> {
  const deps = { ...(await testDeps('2021-10-19 09:00')), ...stores }
  for (const [provider, code, time, lat] of [
    ['vnpt', 'A', '2021-10-18 09:00', 12.6666],
    ['viettel', 'A', '2021-10-18 15:00', 12.6671],
    ['viettel', 'B', '2021-10-18 16:00', 12.6766],
  ] as const)
    await tell(deps, { code, provider, time, lat })
  return deps
}

interface Told {
  code: string
  provider: string
  time: string
  lat: number
  category?: string
}

export async function tell(
  deps: TestDeps,
  { code, provider, time, lat, category = 'giao-thong' }: Told,
): Promise<void> {
  const item = { code, provider, agency: 'bmt', category, unit: 'bmt', receivedAt: vn(time), location: at(lat) }
  await register(deps, { role: 'provider', id: 'app', provider }, fieldReportRegistration(fieldReportItem.parse(item)))
}

export const page = async (deps: TestDeps, query = {}) => proposeDuplicates(deps, duplicatesQuery.parse(query))
export const proposed = async (deps: TestDeps, query = {}) => (await page(deps, query)).duplicates
export const link = { action: 'link', report: other, original: one } as const

export async function received(deps: TestDeps): Promise<number> {
  const question = {
    period: { from: vn('2021-10-14'), to: vn('2021-10-29') },
    knownAt: deps.now(),
    registry: await deps.registry.current(),
  }
  const ids = [one, other, 'report:viettel:b']
  const counted = await Promise.all(ids.map(async (id) => countCase(id, (await deps.document(id)).entries, question)))
  return addUp(counted.flatMap((each) => each ?? [])).fieldReports.received
}
