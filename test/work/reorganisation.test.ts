import { describe, expect, it } from 'vitest'
import type { Caller } from '../../functions/domain/access.ts'
import { countCase } from '../../functions/domain/counted-case.ts'
import { ledgerOf } from '../../functions/domain/ledger.ts'
import { registryChange, refuseChanges } from '../../functions/domain/registry-change.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import { audit } from '../../functions/work/audit.ts'
import { changeRegistry } from '../../functions/work/change-registry.ts'
import { registryChangesRequest } from '../../functions/work/wire.ts'
import { firstRegistry, reorganisation } from '../../infra/centre/first-registry.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const admin: Caller = { role: 'administrator', id: 'quan-tri' }
const commune = (id: string) => ({
  kind: 'agency',
  code: id,
  from: '2021-10-20',
  source: 'Nghị quyết',
  value: { id, name: `UBND ${id}`, kind: 'commune' },
})
const ended = {
  kind: 'agency',
  code: 'bmt',
  from: '2021-10-20',
  source: 'Nghị quyết',
  value: {
    id: 'bmt',
    name: 'UBND thành phố Buôn Ma Thuột',
    kind: 'district',
    successor: 'phuong-buon-ma-thuot',
    successorsByUnit: { 'xa-ea-kao': 'phuong-ea-kao' },
  },
}
const rows = [commune('phuong-buon-ma-thuot'), commune('phuong-ea-kao'), ended]
const idOf = (n: number) => `report:vnpt:pa-${n}`

/** Three reports of the district, one of them done; the reorganisation is entered ahead of its day. */
async function world(): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05')
  for (const [n, unit] of [
    [1, fieldReport.unit],
    [2, 'xa-ea-kao'],
    [3, fieldReport.unit],
  ] as const)
    await deps.tell(idOf(n), {
      type: 'registerFieldReport',
      facts: { ...fieldReport, code: `PA-${n}`, unit, agency: 'bmt' },
    })
  await deps.tell(idOf(3), { type: 'resolve', outcome: 'resolved' })
  deps.at('2021-10-19 08:00')
  await enter(deps, rows)
  return deps
}
const enter = (deps: TestDeps, changed: readonly object[]) =>
  changeRegistry(
    deps,
    admin,
    registryChangesRequest.parse({ rows: changed, reason: 'sắp xếp đơn vị hành chính', preview: false }),
  )
const agencies = async (deps: TestDeps) =>
  Promise.all([1, 2, 3].map(async (n) => (await deps.document(idOf(n))).summary.agency))

describe('a reorganisation, entered with the day from which it holds', () => {
  it('moves nothing before that day', async () => {
    expect(await agencies(await world())).toEqual(['bmt', 'bmt', 'bmt'])
  })

  it('gives the open cases to their successors in the night of that day, by administrative unit, and none twice', async () => {
    const deps = await world()
    deps.at('2021-10-20 01:00')
    expect((await audit(deps)).failed).toBe(0)
    expect(await agencies(deps)).toEqual(['phuong-buon-ma-thuot', 'phuong-ea-kao', 'bmt'])
    const { version } = await deps.document(idOf(1))
    deps.at('2021-10-21 01:00')
    await audit(deps)
    expect((await deps.document(idOf(1))).version).toBe(version)
  })

  it('moves them at once where its day has come already', async () => {
    const deps = await world()
    deps.at('2021-10-20 09:00')
    expect(await enter(deps, [])).toMatchObject({ type: 'applied', moved: 2 })
    expect(await agencies(deps)).toEqual(['phuong-buon-ma-thuot', 'phuong-ea-kao', 'bmt'])
  })

  it('leaves reports on the time before as they were, and each agency its own time', async () => {
    const deps = await world()
    const before = await deps.document(idOf(1))
    deps.at('2021-10-20 01:00')
    await audit(deps)
    const after = await deps.document(idOf(1))
    const registry = await deps.registry.current()
    const question = {
      period: { from: vn('2021-10-14'), to: vn('2021-10-20') },
      knownAt: vn('2021-10-22 08:00'),
      registry,
    }
    expect(countCase(idOf(1), after.entries, question)).toEqual(countCase(idOf(1), before.entries, question))
    expect(registry.find('agency', 'bmt', '2021-10-19')?.successor).toBeUndefined()
    const parts = ledgerOf(idOf(1), after.entries, { registry, asOf: vn('2021-10-21 17:00') })?.parts
    expect(new Set(parts?.map(({ agency }) => agency))).toEqual(new Set(['bmt', 'phuong-buon-ma-thuot']))
  })

  it('is refused where a successor is not known', async () => {
    const deps = await testDeps('2021-10-18 09:05')
    expect(await enter(deps, [ended])).toMatchObject({
      type: 'rejected',
      rejection: { code: 'unknownAgency', field: 'successor', agency: 'phuong-buon-ma-thuot' },
    })
  })
})

describe('the end of the districts on 1 July 2025', () => {
  const first = firstRegistry()
  const all = reorganisation()
  const after = readRegistry([...first, ...all], 2)

  it('is a change that the API takes', () => {
    const changes = all.map(({ kind, code, from, source, value }) =>
      registryChange.parse({ kind, code, from, source, value }),
    )
    expect(changes.length).toBeLessThanOrEqual(200)
    expect(refuseChanges(changes, { before: readRegistry(first, 1), after })).toBeUndefined()
  })

  it('leaves no district without a successor, and makes the province’s 68 communes of this side', () => {
    const districts = after.all('agency', '2025-07-01').filter(({ kind }) => kind === 'district')
    expect(districts).toHaveLength(15)
    expect(districts.filter(({ successor }) => successor === undefined)).toEqual([])
    expect(after.all('agency', '2025-07-01').filter(({ kind }) => kind === 'commune')).toHaveLength(68)
    expect(after.all('agency', '2025-06-30').filter(({ kind }) => kind === 'commune')).toEqual([])
    expect(after.find('agency', 'buon-ma-thuot', '2025-06-30')?.successor).toBeUndefined()
  })
})
