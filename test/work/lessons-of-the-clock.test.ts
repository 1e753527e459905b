import { describe, expect, it } from 'vitest'
import { audit } from '../../functions/work/audit.ts'
import { changeRegistry } from '../../functions/work/change-registry.ts'
import { escalate } from '../../functions/work/escalate.ts'
import { sweep } from '../../functions/work/sweep.ts'
import { registryChangesRequest } from '../../functions/work/wire.ts'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { morning } from '../support/windows.ts'

const ID = 'report:vnpt:pa-1'
const administrator = { role: 'administrator', id: 'quan-tri' } as const
const hours = (amount: number) => ({ amount, unit: 'workingHours' })

/** Received Monday 18/10 at 09:00, due Thursday 21/10 at closing; a day is 07:00–11:30 and 13:30–17:00. */
async function report(...rules: RegistryRow[]): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05', ...rules)
  await deps.tell(ID, { type: 'registerFieldReport', facts: fieldReport })
  return deps
}
const dueOf = async (deps: TestDeps) => (await deps.document(ID)).summary.due
const stepOf = async (deps: TestDeps) => (await deps.document(ID)).nextStepAt

async function pause(deps: TestDeps, from: string, to: string): Promise<void> {
  deps.at(from)
  await deps.tell(ID, { type: 'pause', reason: 'chờ vật tư' })
  deps.at(to)
  await deps.tell(ID, { type: 'resume' })
}

const change = (deps: TestDeps, kind: string, code: string, value: object) =>
  changeRegistry(
    deps,
    administrator,
    registryChangesRequest.parse({
      preview: false,
      reason: 'bão số 8',
      rows: [{ kind, code, from: '2021-10-01', source: 'Công văn hỏa tốc', value }],
    }),
  )

/** One limit in working hours, so that its due date falls within a day. */
const tenHours = [
  row('limit', 'fieldReport:giao-thong', { limit: hours(10) }),
  row('policy', 'fieldReport:giao-thong', {
    steps: [
      { level: 0, offset: hours(-2), recipients: ['focalPoint'] },
      { level: 1, offset: hours(0), recipients: ['focalPoint'] },
    ],
  }),
]

describe('what goes wrong elsewhere with clocks', () => {
  it('pause counted around the clock, due in working days', async () => {
    // given ten working hours from Monday 09:00: due on Tuesday at 11:00
    const deps = await report(...tenHours)
    expect(await dueOf(deps)).toBe(vn('2021-10-19 11:00'))
    // when the clock stands still from Monday 16:00 to Tuesday 08:00, sixteen hours of which two are worked
    await pause(deps, '2021-10-18 16:00', '2021-10-19 08:00')
    // then it is due two working hours later, over the lunch break
    expect(await dueOf(deps)).toBe(vn('2021-10-19 15:00'))
  })

  it('pause lost when the policy changed', async () => {
    const deps = await report()
    await pause(deps, '2021-10-19 07:00', '2021-10-20 08:00')
    expect(await dueOf(deps)).toBe(vn('2021-10-22 17:00'))
    await change(deps, 'policy', 'fieldReport:*', {
      steps: [{ level: 1, offset: { amount: 1, unit: 'workingDays' }, recipients: ['head'] }],
    })
    expect(await dueOf(deps)).toBe(vn('2021-10-22 17:00'))
    await change(deps, 'limit', 'fieldReport:*', { limit: { amount: 2, unit: 'workingDays' } })
    expect(await dueOf(deps)).toBe(vn('2021-10-21 17:00'))
  })

  it('"N before due" fired at 00:00', async () => {
    // given a due date at 07:30 on Wednesday, half an hour after opening
    const deps = await report(...tenHours)
    await deps.tell(ID, { type: 'registerFieldReport', facts: { ...fieldReport, due: vn('2021-10-20 07:30') } })
    // then two working hours before lie half an hour on Wednesday and one and a half before Tuesday's closing
    expect(await stepOf(deps)).toBe(vn('2021-10-19 15:30'))
  })

  it('lunch break broke due dates', async () => {
    // given limits that end before, in and after a lunch break: 09:00 and so many working hours
    for (const [amount, due] of [
      [2.5, '2021-10-18 11:30'],
      [3, '2021-10-18 14:00'],
      [6, '2021-10-18 17:00'],
      [7, '2021-10-19 08:00'],
      [10.5, '2021-10-19 11:30'],
      [11, '2021-10-19 14:00'],
    ] as const) {
      const limit = { amount: amount * 60, unit: 'workingMinutes' }
      const deps = await report(row('limit', 'fieldReport:giao-thong', { limit }))
      expect(await dueOf(deps), `${amount} hours`).toBe(vn(due))
    }
  })

  it('changed holidays left old due dates', async () => {
    const deps = await report()
    deps.at('2021-10-20 17:00')
    await deps.tell(ID, { type: 'escalate' })
    await morning(deps, '2021-10-21 07:30')
    // when Thursday, the day on which it is due, becomes a day off
    deps.at('2021-10-21 08:00')
    const value = { date: '2021-10-21', kind: 'off', reason: 'other', source: 'Công văn hỏa tốc' }
    await change(deps, 'day', '2021-10-21', value)
    // then the open case is due on Friday, is escalated then, and its reminder is not sent again
    expect(await dueOf(deps)).toBe(vn('2021-10-22 17:00'))
    expect(await stepOf(deps)).toBe(vn('2021-10-22 17:00'))
    expect(await morning(deps, '2021-10-22 07:30')).toMatchObject({ mails: 0 })
    expect(deps.sentMails()).toHaveLength(1)
  })

  it('an acknowledged item woke months later', async () => {
    // given an execution that waits for the reminder of a report that is then done
    const deps = await report()
    deps.at('2021-10-20 16:55')
    await sweep(deps)
    const { timerVersion } = await deps.document(ID)
    await deps.tell(ID, { type: 'resolve', outcome: 'resolved' })
    // when it wakes, in time or months later
    for (const late of ['2021-10-20 17:00', '2022-02-20 17:00']) {
      deps.at(late)
      const woken = { contract: 1, caseId: ID, timerVersion, waitUntil: vn('2021-10-20 17:00') } as const
      expect(await escalate(deps, woken)).toMatchObject({ next: 'stop' })
    }
    // then it has told nobody anything
    expect(await morning(deps, '2022-02-21 07:30')).toMatchObject({ mails: 0 })
  })

  it('a paused chain never resumed', async () => {
    const deps = await report()
    deps.at('2021-10-19 08:00')
    await deps.tell(ID, { type: 'pause', reason: 'lũ' })
    expect(await stepOf(deps)).toBeUndefined()
    expect(await audit(deps)).toMatchObject({ open: 1, forgotten: 0 })
    // when it is released, the sweep finds its next step and arms it
    deps.at('2021-10-20 16:00')
    await deps.tell(ID, { type: 'resume' })
    const step = await stepOf(deps)
    expect(step).toBe(vn('2021-10-21 17:00'))
    deps.at('2021-10-21 16:55')
    await sweep(deps)
    const { timer, timerVersion } = await deps.document(ID)
    expect(timer?.version).toBe(timerVersion)
  })
})
