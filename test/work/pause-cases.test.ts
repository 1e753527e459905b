import { describe, expect, it } from 'vitest'
import type { Caller } from '../../functions/domain/access.ts'
import { stateOf } from '../../functions/domain/document.ts'
import { fromMs, toMs } from '../../functions/domain/instant.ts'
import { pauseCases } from '../../functions/work/pause-cases.ts'
import { pausesRequest } from '../../functions/work/wire.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { dossier, fieldReport, vn } from '../support/scenario.ts'

const operator: Caller = { role: 'operator', id: 'ioc' }
const reportId = (n: number) => `report:vnpt:pa-${n}`
const dossierId = 'dossier:000.00.14.h15-211018-0001'

const flood = { action: 'pause', document: '152/UBND-PCTT', reason: 'mưa lũ', from: '2021-10-19T08:00:00+07:00' }
const send = (deps: TestDeps, body: object) => pauseCases(deps, operator, pausesRequest.parse(body))

/** Reports 1, 2 … of Buôn Ma Thuột, one of Buôn Hồ (0) told by another system, and a dossier. */
async function world(count = 2): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05')
  const elsewhere = { ...fieldReport, code: 'PA-0', unit: 'buon-ho', agency: 'so-xd' }
  await deps.tell(reportId(0), { type: 'registerFieldReport', facts: elsewhere, source: 'viettel-app' })
  for (let n = 1; n <= count; n += 1)
    await deps.tell(reportId(n), { type: 'registerFieldReport', facts: { ...fieldReport, code: `PA-${n}` } })
  await deps.tell(dossierId, { type: 'registerDossier', facts: dossier })
  deps.at('2021-10-19 10:00')
  return deps
}

const phase = async (deps: TestDeps, id: string) => (await deps.document(id)).summary.phase
const phases = async (deps: TestDeps) =>
  Promise.all([reportId(0), reportId(1), reportId(2), dossierId].map((id) => phase(deps, id)))

describe('a pause for many cases', () => {
  it.each([
    [{ unit: 'buon-ma-thuot' }, ['running', 'paused', 'paused', 'running']],
    [{ agency: 'so-xd' }, ['paused', 'running', 'running', 'paused']],
    [{ source: 'viettel-app' }, ['paused', 'running', 'running', 'running']],
    [{ kind: 'dossier' }, ['running', 'running', 'running', 'paused']],
    [{ kind: 'fieldReport', agency: 'so-xd' }, ['paused', 'running', 'running', 'running']],
  ])('reaches those within %o', async (scope, expected) => {
    const deps = await world()
    await send(deps, { ...flood, scope })
    expect(await phases(deps)).toEqual(expected)
  })

  it('gives each its own entry, with number, reason and beginning', async () => {
    const deps = await world()
    expect(await send(deps, { ...flood, scope: { unit: 'buon-ma-thuot' } })).toEqual({
      document: '152/UBND-PCTT',
      changed: 2,
      unchanged: 0,
      refused: {},
      failed: 0,
    })
    const { entries, held } = await deps.document(reportId(1))
    expect(entries.at(-1)).toMatchObject({
      commandId: 'bulk:152/UBND-PCTT:pause',
      occurredAt: vn('2021-10-19 08:00'),
      actor: operator,
      event: { type: 'paused', document: '152/UBND-PCTT', reason: 'mưa lũ' },
    })
    expect(held).toBe('paused')
  })

  it('sent twice, is once; sent again after new cases came, it reaches them too', async () => {
    const deps = await world()
    const ask = { ...flood, scope: { unit: 'buon-ma-thuot' } }
    await send(deps, ask)
    const before = await deps.document(reportId(1))
    expect(await send(deps, ask)).toMatchObject({ changed: 0, unchanged: 2 })
    expect(await deps.document(reportId(1))).toEqual(before)
    await deps.tell(reportId(3), { type: 'registerFieldReport', facts: { ...fieldReport, code: 'PA-3' } })
    expect(await send(deps, ask)).toMatchObject({ changed: 1, unchanged: 2 })
  })

  it('ends by the same document, and not what others hold', async () => {
    const deps = await world()
    await send(deps, { ...flood, scope: { unit: 'buon-ma-thuot' } })
    await deps.tell(reportId(2), { type: 'pause', reason: 'chờ xác minh' })
    deps.at('2021-10-21 08:00')
    const resume = { action: 'resume', document: '152/UBND-PCTT', at: '2021-10-21T07:00:00+07:00' }
    expect(await send(deps, resume)).toMatchObject({ changed: 2, unchanged: 2 })
    expect(await phases(deps)).toEqual(['running', 'running', 'paused', 'running'])
    expect(await send(deps, resume)).toMatchObject({ changed: 0, unchanged: 4 })
    expect(stateOf(await deps.document(reportId(1))).pauses).toEqual([
      { from: vn('2021-10-19 08:00'), to: vn('2021-10-21 07:00') },
    ])
  })

  it('that is over leaves alone what came in after it, and moves the dates of the rest', async () => {
    const deps = await world()
    deps.at('2021-10-25 08:00')
    const late = { ...fieldReport, code: 'PA-9', receivedAt: vn('2021-10-22 09:00') }
    await deps.tell(reportId(9), { type: 'registerFieldReport', facts: late })
    const over = { ...flood, to: '2021-10-21T17:00:00+07:00', scope: { kind: 'fieldReport' } }
    expect(await send(deps, over)).toMatchObject({ changed: 3, unchanged: 0 })
    expect((await deps.document(reportId(1))).summary).toMatchObject({ phase: 'running', due: vn('2021-10-25 17:00') })
    expect((await deps.document(reportId(9))).entries).toHaveLength(1)
  })

  it('counts what is refused by its reason, and what fails', async () => {
    const deps = await world()
    await send(deps, { ...flood, scope: { unit: 'buon-ma-thuot' } })
    const tooEarly = { action: 'resume', document: '152/UBND-PCTT', at: '2021-10-19T07:00:00+07:00' }
    expect(await send(deps, tooEarly)).toMatchObject({ changed: 0, refused: { notLater: 2 } })
    const save = async (): Promise<never> => Promise.reject(new Error('throttled'))
    const cases = { ...deps.cases, save }
    const request = pausesRequest.parse({ ...flood, document: '7/VNPT', scope: { kind: 'fieldReport' } })
    expect(await pauseCases({ ...deps, cases }, operator, request)).toMatchObject({ changed: 0, failed: 3 })
  })

  it('goes on with the rest where one call had no time for all', async () => {
    const deps = await world(250)
    let now = toMs(deps.now())
    const slow = {
      ...deps,
      now: () => fromMs(now),
      cases: { ...deps.cases, loadMany: (ids: readonly string[]) => ((now += 11_000), deps.cases.loadMany(ids)) },
    }
    const ask = { ...flood, scope: { unit: 'buon-ma-thuot' } }
    const first = await send(slow, ask)
    expect(first).toMatchObject({ changed: 200 })
    const rest = await send(slow, { ...ask, after: first.after })
    expect(rest).toMatchObject({ changed: 50, unchanged: 0 })
    expect(rest.after).toBeUndefined()
  })

  it('needs a scope, and an end after its beginning', () => {
    const problems = (body: object) => pausesRequest.safeParse(body).error?.issues.map(({ path }) => path.join('.'))
    expect(problems({ ...flood, scope: {} })).toEqual(['scope'])
    expect(problems({ ...flood, to: flood.from, scope: { unit: 'x' } })).toEqual(['to'])
  })
})
