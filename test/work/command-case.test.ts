import { describe, expect, it } from 'vitest'
import type { CaseCommand } from '../../functions/domain/command.ts'
import { commandCase } from '../../functions/work/command-case.ts'
import { listCases } from '../../functions/work/read-cases.ts'
import { listQuery } from '../../functions/work/wire.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { fieldReport } from '../support/scenario.ts'

const idOf = (n: number) => `report:vnpt:pa-${n}`
const agency = { role: 'agency', id: 'can-bo', agency: 'bmt' } as const
const operator = { role: 'operator', id: 'ioc' } as const

async function world(): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05')
  for (const n of [1, 2, 3])
    await deps.tell(idOf(n), { type: 'registerFieldReport', facts: { ...fieldReport, code: `PA-${n}` } })
  return deps
}

const command = async (deps: TestDeps, who: typeof agency | typeof operator, given: CaseCommand, n = 1) =>
  commandCase(deps, who, { before: await deps.document(idOf(n)), command: given })

describe('a report closed as said twice', () => {
  const duplicate = (of: string) => ({ type: 'resolve', outcome: 'duplicate', duplicateOf: of }) as const

  it('keeps the one that it says again', async () => {
    const deps = await world()
    expect(await command(deps, operator, duplicate(idOf(1)), 2)).toMatchObject({ type: 'saved' })
  })

  it('names a known report that stands by itself: no two close each other', async () => {
    const deps = await world()
    const refused = (why: string) => ({ type: 'rejected', rejection: { code: 'noOriginal', why } })
    expect(await command(deps, operator, duplicate('report:vnpt:pa-99'))).toMatchObject(refused('unknown'))
    expect(await command(deps, operator, duplicate(idOf(1)))).toMatchObject(refused('itself'))
    await command(deps, operator, duplicate(idOf(1)), 2)
    expect(await command(deps, operator, duplicate(idOf(2)), 3)).toMatchObject(refused('duplicate'))
    expect(await command(deps, operator, duplicate(idOf(3)), 1)).toMatchObject(refused('later'))
  })
})

describe('an agency', () => {
  it('has no say any more in a case that was handed over while it spoke', async () => {
    const deps = await world()
    const before = await deps.document(idOf(1))
    await deps.tell(idOf(1), { type: 'reassign', agency: 'so-xd', reason: 'nhầm' })
    const handed = await deps.document(idOf(1))
    expect(await commandCase(deps, agency, { before, command: { type: 'acknowledge' } })).toEqual({
      type: 'rejected',
      rejection: { code: 'handedOver' },
    })
    expect(await deps.document(idOf(1))).toEqual(handed)
    const byOperator = await commandCase(deps, operator, { before, command: { type: 'acknowledge' } })
    expect(byOperator).toMatchObject({ type: 'saved' })
  })

  it('declines a case and cannot give it away; operators find it in their list', async () => {
    const deps = await world()
    const reassign = { type: 'reassign', agency: 'so-xd', reason: 'nhầm' } as const
    expect(await command(deps, agency, reassign)).toMatchObject({
      type: 'rejected',
      rejection: { code: 'notForRole', allowed: expect.arrayContaining(['decline']) },
    })
    await command(deps, agency, { type: 'decline', reason: 'đường tỉnh lộ', proposed: 'so-xd' })
    const declined = await listCases(deps, operator, listQuery.parse({ declined: 'true' }))
    expect(declined.items.map(({ id }) => id)).toEqual([idOf(1)])
    await command(deps, operator, reassign)
    expect((await listCases(deps, operator, listQuery.parse({ declined: 'true' }))).items).toEqual([])
  })
})
