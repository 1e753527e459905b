import { describe, expect, it } from 'vitest'
import { viewCase } from '../../functions/work/read-cases.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const id = 'report:vnpt:pa-1'
const fiveDays = {
  ...row('limit', 'fieldReport:*', { limit: { amount: 5, unit: 'workingDays' } }),
  recordedAt: vn('2021-10-20 12:00'),
}

const view = async (deps: TestDeps, when?: string) => {
  const knownAt = when === undefined ? undefined : vn(when)
  const registry = knownAt === undefined ? deps.registry.current() : deps.registry.knownAt(knownAt)
  return viewCase(await deps.document(id), await registry, knownAt === undefined ? {} : { asOf: knownAt })
}

/** What a reader would see: all but the number of the document and the execution, which are of today. */
const shown = (seen: Awaited<ReturnType<typeof view>>) => {
  const { version: _, execution: __, ...rest } = seen!
  return rest
}

describe('a case as of a moment', () => {
  it('is shown as the system showed it then, by the rules known then', async () => {
    const deps = await testDeps('2021-10-18 09:05', fiveDays)
    await deps.tell(id, { type: 'registerFieldReport', facts: fieldReport })
    const moments: [at: string, act: () => Promise<unknown>][] = [
      ['2021-10-19 08:00', () => deps.tell(id, { type: 'pause', reason: 'mưa lũ' })],
      ['2021-10-20 08:00', () => deps.tell(id, { type: 'resume' })],
      ['2021-10-20 13:30', () => deps.tell(id, { type: 'nameHandler', handler: { name: 'Y Blơ', post: 'cán bộ' } })],
      ['2021-10-21 17:00', () => deps.tell(id, { type: 'escalate' })],
      ['2021-10-22 08:00', () => deps.tell(id, { type: 'reassign', agency: 'so-xd', reason: 'đúng thẩm quyền' })],
      [
        '2021-10-25 08:00',
        () => deps.tell(id, { type: 'changeStatus', status: 'resolved', statusAt: vn('2021-10-22 16:00') }),
      ],
    ]
    const seen: [at: string, seen: unknown][] = []
    for (const [at, act] of moments) {
      deps.at(at)
      await act()
      seen.push([at, shown(await view(deps))])
    }
    deps.at('2022-01-01 08:00')
    for (const [at, then] of seen) expect(shown(await view(deps, at))).toEqual(then)
    expect(await view(deps, '2021-10-18 09:00')).toBeUndefined()
    expect((await view(deps, '2021-10-20 11:59'))?.due).toBe(vn('2021-10-22 17:00'))
    expect((await view(deps, '2021-10-20 12:00'))?.due).toBe(vn('2021-10-26 17:00'))
  })

  it('may be asked of one moment as known at another: what was told late', async () => {
    const deps = await testDeps('2021-10-18 09:05')
    await deps.tell(id, { type: 'registerFieldReport', facts: fieldReport })
    deps.at('2021-10-25 08:00')
    await deps.tell(id, { type: 'changeStatus', status: 'resolved', statusAt: vn('2021-10-19 16:00') })
    const document = await deps.document(id)
    const registry = await deps.registry.current()
    const asOf = vn('2021-10-20 08:00')
    expect(viewCase(document, registry, { asOf })?.status).toBe('received')
    expect(viewCase(document, registry, { asOf, knownAt: vn('2021-10-26 08:00') })?.status).toBe('resolved')
  })
})
