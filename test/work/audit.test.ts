import { describe, expect, it } from 'vitest'
import { audit } from '../../functions/work/audit.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const id = 'report:vnpt:pa-1'

async function reported(): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05')
  await deps.tell(id, { type: 'registerFieldReport', facts: fieldReport })
  return deps
}

describe('the nightly audit', () => {
  it('finds nothing where every open case has its next step', async () => {
    const nothing = { moved: 0, forgotten: 0, unruled: 0, setAside: 0, disagreeing: 0, failed: 0 }
    expect(await audit(await reported())).toEqual({ open: 1, ...nothing, overdue: new Map() })
  })

  it('leaves a case alone that is held for a reason', async () => {
    const deps = await reported()
    await deps.tell(id, { type: 'pause', reason: 'lũ' })
    expect(await audit(deps)).toMatchObject({ open: 1, forgotten: 0 })
  })

  it('finds a case that nobody would ever chase: neither a next step nor a reason', async () => {
    const deps = await reported()
    const { nextStepAt: _lost, ...document } = await deps.document(id)
    await deps.cases.save({ ...document, version: 2 }, 1)
    expect(await audit(deps)).toMatchObject({ open: 1, forgotten: 1 })
  })

  it('finds a row of the index that tells another date than its case', async () => {
    const deps = await reported()
    const listByAgency: TestDeps['cases']['listByAgency'] = async (ask) => {
      const page = await deps.cases.listByAgency(ask)
      return { ...page, items: page.items.map((item) => ({ ...item, due: vn('2021-11-30 17:00') })) }
    }
    expect(await audit({ ...deps, cases: { ...deps.cases, listByAgency } })).toMatchObject({ open: 1, disagreeing: 1 })
  })

  it('goes on to the others where a case cannot be brought up to date', async () => {
    const deps = await reported()
    await deps.tell('report:vnpt:pa-2', { type: 'registerFieldReport', facts: { ...fieldReport, code: 'PA-2' } })
    const stale = await deps.document(id)
    await deps.cases.save({ ...stale, version: 2, rulesVersion: 0 }, 1)
    const load: TestDeps['cases']['load'] = async (wanted) => {
      if (wanted === id) throw new Error('its page is damaged')
      return deps.cases.load(wanted)
    }
    expect(await audit({ ...deps, cases: { ...deps.cases, load } })).toMatchObject({ open: 2, failed: 1, forgotten: 0 })
  })
})
