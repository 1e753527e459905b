import { describe, expect, it } from 'vitest'
import { stateOf } from '../../functions/domain/document.ts'
import { pendingNotices } from '../../functions/domain/notices.ts'
import { escalate } from '../../functions/work/escalate.ts'
import { startMissedWindows } from '../../functions/work/immediate.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { minute, morning } from '../support/windows.ts'

const id = 'report:vnpt:pa-1'
const step = { offset: { amount: 0, unit: 'workingDays' }, recipients: ['focalPoint'], delivery: 'immediate' }
const policy = (sendingHours?: string) =>
  row('policy', 'fieldReport:giao-thong', { ...(sendingHours && { sendingHours }), steps: [{ level: 1, ...step }] })

/** PA-1, due at the time given; its one level is told at once. */
async function dueAt(due: string, sendingHours?: string): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05', policy(sendingHours))
  await deps.tell(id, { type: 'registerFieldReport', facts: { ...fieldReport, due: vn(due) } })
  deps.at(due)
  return deps
}

const task = (due: string) => ({ contract: 1, caseId: id, timerVersion: 1, waitUntil: vn(due) }) as const
const windows = ({ machines }: TestDeps) => [...machines.started].filter(([name]) => name.startsWith('immediate'))
const window = (name: string, sendAt: string) => [name, { contract: 1, kind: 'immediate', sendAt: vn(sendAt) }]

describe('a level that is told at once', () => {
  it('starts the window of its minute, once however often the Task is repeated', async () => {
    const deps = await dueAt('2021-10-21 09:14')
    for (let n = 0; n < 3; n += 1) await escalate(deps, task('2021-10-21 09:14'))
    expect(windows(deps)).toEqual([window('immediate-20211021T0915', '2021-10-21 09:15')])
    expect(await minute(deps, '2021-10-21 09:15')).toMatchObject({ mails: 1, told: 1 })
    expect(pendingNotices(stateOf(await deps.document(id)))).toEqual([])
  })

  it('is started by the repeated Task where the first one died before', async () => {
    const deps = await dueAt('2021-10-21 09:14')
    const throttled = { ...deps.machines, startDigests: () => Promise.reject(new Error('throttled')) }
    expect(await escalate({ ...deps, machines: throttled }, task('2021-10-21 09:14'))).toMatchObject({ next: 'stop' })
    expect(windows(deps)).toEqual([])
    await escalate(deps, task('2021-10-21 09:14'))
    expect(windows(deps)).toHaveLength(1)
  })

  it('shares one window overnight, when the counters open', async () => {
    const deps = await dueAt('2021-10-21 17:00')
    await escalate(deps, task('2021-10-21 17:00'))
    expect(windows(deps)).toEqual([window('immediate-20211022T0700', '2021-10-22 07:00')])
    expect(await minute(deps, '2021-10-21 17:01')).toMatchObject({ recipients: [] })
  })

  it('goes out at night where its policy says so, and takes nothing along that waits for the morning', async () => {
    const deps = await dueAt('2021-10-23 02:13', 'any')
    await deps.tell('report:vnpt:pa-2', {
      type: 'registerFieldReport',
      facts: { ...fieldReport, code: 'PA-2', category: 'khac', due: vn('2021-10-22 17:00') },
    })
    await deps.tell('report:vnpt:pa-2', { type: 'escalate' })
    await escalate(deps, task('2021-10-23 02:13'))
    expect(await minute(deps, '2021-10-23 02:14')).toMatchObject({ mails: 1, told: 1 })
    expect(deps.sentMails()[0]?.text).not.toContain('PA-2')
  })

  it('goes with the digest where it has not gone out', async () => {
    const deps = await dueAt('2021-10-21 17:00')
    await deps.tell(id, { type: 'escalate' })
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1, told: 1 })
    expect(await minute(deps, '2021-10-22 07:31')).toMatchObject({ recipients: [] })
  })
})

describe('the sweep', () => {
  it('starts another window for what was not sent in its own, now or when the counters open', async () => {
    const deps = await dueAt('2021-10-21 16:50')
    await deps.tell(id, { type: 'escalate' })
    const sweepAt = (time: string) => {
      deps.at(time)
      return startMissedWindows(deps)
    }
    expect(await sweepAt('2021-10-21 16:52')).toBe(0)
    expect(await sweepAt('2021-10-21 16:55')).toBe(1)
    expect(await sweepAt('2021-10-21 17:00')).toBe(1)
    expect(windows(deps)).toEqual([
      window('immediate-20211021T1656', '2021-10-21 16:56'),
      window('immediate-20211022T0700', '2021-10-22 07:00'),
    ])
    expect(await minute(deps, '2021-10-22 07:00')).toMatchObject({ mails: 1 })
    expect(await sweepAt('2021-10-22 07:05')).toBe(0)
  })

  it('leaves to the digest what has failed for two hours', async () => {
    const deps = await dueAt('2021-10-21 08:00')
    await deps.tell(id, { type: 'escalate' })
    deps.at('2021-10-21 10:05')
    expect(await startMissedWindows(deps)).toBe(0)
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({ mails: 1 })
  })

  it('waits for the sending hour of what was raised in the night', async () => {
    const deps = await dueAt('2021-10-21 17:00')
    await deps.tell(id, { type: 'escalate' })
    deps.at('2021-10-22 06:55')
    expect(await startMissedWindows(deps)).toBe(0)
  })
})
