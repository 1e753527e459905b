import { describe, expect, it } from 'vitest'
import { fieldReportId } from '../../functions/domain/case-id.ts'
import { escalate } from '../../functions/work/escalate.ts'
import type { Machines } from '../../functions/work/machines.ts'
import { sweep } from '../../functions/work/sweep.ts'
import { armIfNear, timerName } from '../../functions/work/timers.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { fieldReport, vn } from '../support/scenario.ts'

const id = fieldReportId('vnpt', 'PA-1')

/** Received Monday 18/10 09:00, due Thursday 21/10 17:00, reminder Wednesday 20/10 17:00. */
async function withReport(): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05')
  await deps.tell(id, { type: 'registerFieldReport', facts: fieldReport })
  return deps
}

const nothing = { started: 0, replaced: 0, late: 0, postponed: 0, failed: 0, setAside: 0 }

const task = (timerVersion: number, waitUntil: string) =>
  ({ contract: 2, caseId: id, timerVersion, waitUntil: vn(waitUntil) }) as const

describe('the sweep', () => {
  it('starts an execution when the step is within ten minutes, and only once', async () => {
    const deps = await withReport()
    deps.at('2021-10-20 16:45')
    expect(await sweep(deps)).toMatchObject({ started: 0 })
    deps.at('2021-10-20 16:50')
    expect(await sweep(deps)).toMatchObject({ started: 1 })
    deps.at('2021-10-20 16:55')
    expect(await sweep(deps)).toMatchObject({ started: 0 })
    expect([...deps.machines.started.values()]).toEqual([task(1, '2021-10-20 17:00')])
  })

  it('starts nothing for a case that was finished before', async () => {
    const deps = await withReport()
    deps.at('2021-10-20 16:00')
    await deps.tell(id, { type: 'resolve', outcome: 'resolved' })
    deps.at('2021-10-20 16:55')
    expect(await sweep(deps)).toEqual(nothing)
    expect(deps.machines.started.size).toBe(0)
  })

  it('replaces an execution that was killed mid-wait, and counts the lateness', async () => {
    const deps = await withReport()
    deps.at('2021-10-20 16:55')
    await sweep(deps)
    deps.machines.end(timerName(id, 1, 1))
    deps.at('2021-10-20 17:01')
    expect(await sweep(deps)).toMatchObject({ replaced: 0 })
    deps.at('2021-10-20 17:05')
    expect(await sweep(deps)).toEqual({ ...nothing, replaced: 1, late: 1 })
    expect(deps.machines.started.has(timerName(id, 1, 2))).toBe(true)
    expect(deps.metrics.get('stepLatenessSeconds')).toEqual([300])
  })

  it('leaves an execution alone that still runs although its step is late', async () => {
    const deps = await withReport()
    deps.at('2021-10-20 16:55')
    await sweep(deps)
    deps.at('2021-10-20 17:05')
    expect(await sweep(deps)).toEqual({ ...nothing, late: 1 })
  })

  it('does not trust one for ever: after a restore it may wait for a step that the case has not come to', async () => {
    const deps = await withReport()
    deps.at('2021-10-20 16:55')
    await sweep(deps)
    deps.at('2021-10-20 17:29')
    expect(await sweep(deps)).toEqual({ ...nothing, late: 1 })
    deps.at('2021-10-20 17:30')
    expect(await sweep(deps)).toEqual({ ...nothing, replaced: 1, late: 1 })
    expect(deps.machines.started.has(timerName(id, 1, 2))).toBe(true)
  })

  it('keeps nobody waiting for a case that fails', async () => {
    const deps = await withReport()
    await deps.tell('report:vnpt:pa-2', { type: 'registerFieldReport', facts: { ...fieldReport, code: 'PA-2' } })
    deps.at('2021-10-20 16:55')
    const broken: Machines = {
      ...deps.machines,
      startEscalation: async (name, input) => {
        if (input.caseId === id) throw new Error('throttled')
        return deps.machines.startEscalation(name, input)
      },
    }
    expect(await sweep({ ...deps, machines: broken })).toMatchObject({ started: 1, failed: 1 })
    expect(await sweep(deps)).toMatchObject({ started: 1, failed: 0 })
  })
})

describe('a command', () => {
  it('arms a step itself that is nearer than the next sweeps: an earlier due date takes effect in time', async () => {
    const deps = await withReport()
    deps.at('2021-10-18 10:00')
    const facts = { ...fieldReport, due: vn('2021-10-18 10:04') }
    const outcome = await deps.tell(id, { type: 'registerFieldReport', facts })
    if (outcome.type === 'rejected') throw new Error('rejected')
    await armIfNear(deps, outcome.document)
    expect([...deps.machines.started.values()]).toEqual([task(2, '2021-10-18 10:04')])
    expect(await escalate(deps, task(1, '2021-10-20 17:00'))).toMatchObject({ next: 'stop', reason: 'superseded' })
  })

  it('is done although the start fails; the sweep makes it good', async () => {
    const deps = await withReport()
    deps.at('2021-10-20 16:55')
    const machines = { ...deps.machines, startEscalation: () => Promise.reject(new Error('throttled')) }
    await armIfNear({ ...deps, machines }, await deps.document(id))
    expect(await sweep(deps)).toMatchObject({ started: 1 })
  })
})

describe('escalating', () => {
  it('never fires early: it is told to wait again', async () => {
    const deps = await withReport()
    deps.at('2021-10-20 16:59')
    expect(await escalate(deps, task(1, '2021-10-20 17:00'))).toMatchObject({
      next: 'wait',
      waitUntil: vn('2021-10-20 17:00'),
    })
    expect((await deps.document(id)).version).toBe(1)
  })

  it('fires the step once, however often the task is repeated, and goes on with the same execution', async () => {
    const deps = await withReport()
    deps.at('2021-10-20 17:00')
    const first = await escalate(deps, task(1, '2021-10-20 17:00'))
    expect(first).toMatchObject({ next: 'wait', timerVersion: 1, waitUntil: vn('2021-10-21 17:00') })
    expect(await escalate(deps, task(1, '2021-10-20 17:00'))).toEqual(first)
    const { entries } = await deps.document(id)
    expect(entries.filter((entry) => entry.event.type === 'noticeRaised')).toHaveLength(1)
  })

  it('stops for a case that was finished, paused or changed during the wait', async () => {
    const deps = await withReport()
    await deps.tell(id, { type: 'pause', reason: 'lũ' })
    expect(await escalate(deps, task(1, '2021-10-20 17:00'))).toMatchObject({ next: 'stop', reason: 'superseded' })
    expect(await escalate(deps, task(2, '2021-10-20 17:00'))).toMatchObject({ next: 'stop', reason: 'paused' })
    deps.at('2021-10-19 09:05')
    await deps.tell(id, { type: 'resume' })
    expect((await deps.document(id)).nextStepAt).toBe(vn('2021-10-21 17:00'))
  })
})
