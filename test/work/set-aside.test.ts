import { describe, expect, it } from 'vitest'
import { listCases, viewCase } from '../../functions/work/read-cases.ts'
import { audit } from '../../functions/work/audit.ts'
import { sweep, type SweepResult } from '../../functions/work/sweep.ts'
import { listQuery } from '../../functions/work/wire.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const [bad, good] = ['report:vnpt:pa-1', 'report:vnpt:pa-2']
const operator = { role: 'operator', id: 'o' } as const

/** Two reports whose reminder falls on Wednesday 20/10 17:00; starting a timer fails for the first. */
async function withOneThatFails(error: Error): Promise<TestDeps & { mend(): void }> {
  const deps = await testDeps('2021-10-18 09:05')
  for (const [id, code] of [
    [bad, 'PA-1'],
    [good, 'PA-2'],
  ] as const)
    await deps.tell(id, { type: 'registerFieldReport', facts: { ...fieldReport, code } })
  const started = deps.machines.startEscalation.bind(deps.machines)
  let broken = true
  deps.machines.startEscalation = async (name, input) => {
    if (broken && input.caseId === bad) throw error
    return started(name, input)
  }
  return Object.assign(deps, { mend: () => (broken = false) })
}

async function sweeps(deps: TestDeps, ...times: string[]): Promise<SweepResult[]> {
  const results: SweepResult[] = []
  for (const time of times) {
    deps.at(`2021-10-20 ${time}`)
    results.push(await sweep(deps))
  }
  return results
}

const own = new Error('its document makes no input')
const inList = async (deps: TestDeps) => (await listCases(deps, operator, listQuery.parse({ setAside: 'true' }))).items

describe('a case that always fails', () => {
  it('keeps no other waiting, and is set aside by the third sweep', async () => {
    // given
    const deps = await withOneThatFails(own)
    // when
    const [first, second, third, fourth] = await sweeps(deps, '16:50', '16:55', '17:00', '17:05')
    // then
    expect(first).toMatchObject({ started: 1, failed: 1, setAside: 0 })
    expect(second).toMatchObject({ failed: 1, setAside: 0 })
    expect(third).toMatchObject({ failed: 1, setAside: 1 })
    expect(fourth).toMatchObject({ failed: 0, setAside: 0 })
  })

  it('is shown to the operator as set aside, in its own view and in the list', async () => {
    const deps = await withOneThatFails(own)
    await sweeps(deps, '16:50', '16:55', '17:00')
    const registry = await deps.registry.current()
    expect(viewCase(await deps.document(bad), registry, {})).toMatchObject({ setAside: true })
    expect(viewCase(await deps.document(good), registry, {})).not.toHaveProperty('setAside')
    expect((await inList(deps)).map(({ id, setAside }) => [id, setAside])).toEqual([[bad, true]])
  })

  it.each([
    ['a command', (deps: TestDeps) => deps.tell(bad, { type: 'reassign', agency: 'so-xd', reason: 'x' })],
    ['a command that changes nothing', (deps: TestDeps) => deps.tell(bad, { type: 'escalate' })],
    ['the nightly audit', (deps: TestDeps) => audit(deps)],
  ])('is taken back by %s, and its step is not lost', async (_, takeBack) => {
    const deps = await withOneThatFails(own)
    await sweeps(deps, '16:40', '16:50', '16:55', '16:58')
    deps.mend()
    await takeBack(deps)
    expect(await inList(deps)).toEqual([])
    const started = () =>
      [...deps.machines.started.values()].filter((input) => 'caseId' in input && input.caseId === bad)
    expect(started()).toHaveLength(0)
    await sweeps(deps, '16:59')
    expect(started()).toHaveLength(1)
  })

  it('is reported by the nightly audit', async () => {
    const deps = await withOneThatFails(own)
    await sweeps(deps, '16:50', '16:55', '17:00')
    expect(await audit(deps)).toMatchObject({ open: 2, setAside: 1, moved: 0, failed: 0 })
    expect(await audit(deps)).toMatchObject({ open: 2, setAside: 0 })
  })

  it('has not failed three times in a row if it succeeded in between', async () => {
    const deps = await withOneThatFails(own)
    await sweeps(deps, '16:50', '16:55')
    deps.mend()
    await sweeps(deps, '17:00')
    expect((await deps.document(bad)).failedSweeps).toBeUndefined()
  })
})

describe('a start that AWS throttles', () => {
  it('is nobody’s fault: the sweep goes on, the next one makes it good, and nothing is ever set aside', async () => {
    const deps = await withOneThatFails(
      Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException', $metadata: { attempts: 3 } }),
    )
    const results = await sweeps(deps, '16:50', '16:55', '17:00', '17:05')
    expect(results.map(({ started, postponed, failed }) => [started, postponed, failed])).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [0, 1, 0],
      [0, 1, 0],
    ])
    deps.mend()
    expect(await sweeps(deps, '17:10')).toMatchObject([{ started: 1, postponed: 0 }])
    expect(Math.max(...(deps.metrics.get('stepLatenessSeconds') ?? []))).toBe(600)
  })
})

describe('a case whose clock began before the registry’s first rows', () => {
  const facts = { ...fieldReport, code: 'PA-OLD', receivedAt: vn('2020-12-01 09:00') }
  const id = 'report:vnpt:pa-old'

  it.each([
    [
      'calendar',
      'noCalendar',
      [row('limit', 'fieldReport:*', { limit: { amount: 3, unit: 'workingDays' } }, '2020-01-01')],
    ],
    ['policy', 'noPolicy', [row('calendar', 'counter', alwaysOpen(), '2020-01-01')]],
    ['limit', 'noDue', [row('calendar', 'counter', alwaysOpen(), '2020-01-01')]],
  ])('is held for want of a %s, which the audit reports; no sweep fails on it', async (missing, held, rows) => {
    const deps = await testDeps('2021-10-18 09:05', ...rows)
    const due = missing === 'policy' ? { due: vn('2021-10-20 17:00') } : {}
    expect(await deps.tell(id, { type: 'registerFieldReport', facts: { ...facts, ...due } })).toMatchObject({
      type: 'saved',
    })
    expect(await deps.document(id)).toMatchObject({ held, version: 1 })
    expect(await sweep(deps)).toMatchObject({ started: 0, failed: 0 })
    expect(await audit(deps)).toMatchObject({ open: 1, unruled: 1, forgotten: 0, failed: 0 })
  })

  it('is chased once rows from an earlier date are there', async () => {
    const deps = await testDeps('2021-10-18 09:05')
    await deps.tell(id, { type: 'registerFieldReport', facts: { ...facts, due: vn('2021-10-20 17:00') } })
    const rows = (await deps.registryStore.rows())
      .filter(({ kind }) => kind === 'calendar' || kind === 'policy' || kind === 'limit')
      .map((each) => ({ ...each, from: '2020-01-01', recordedAt: vn('2021-10-18 10:00') }))
    await deps.registryStore.add(rows)
    deps.at('2021-10-19 01:00')
    expect(await audit(deps)).toMatchObject({ open: 1, moved: 1, unruled: 0 })
    expect((await deps.document(id)).nextStepAt).toBe(vn('2021-10-19 17:00'))
  })
})

function alwaysOpen() {
  const day = [['00:00', '24:00']]
  return {
    id: 'counter',
    segments: { mon: day, tue: day, wed: day, thu: day, fri: day },
    dayEndsAt: '24:00',
    daysOff: true,
  }
}
