import { describe, expect, it } from 'vitest'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import { MAX_SHOWN } from '../../functions/text/digest-sections.ts'
import { escalate } from '../../functions/work/escalate.ts'
import { planDigests } from '../../functions/work/plan-digests.ts'
import { sendDigest } from '../../functions/work/send-digest.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { row } from '../support/registry.ts'
import { fieldReport, vn } from '../support/scenario.ts'
import { minute, morning } from '../support/windows.ts'

const workingDays = (amount: number) => ({ amount, unit: 'workingDays' })
const idOf = (n: number) => `report:vnpt:pa-${n}`
const atOnce = row('policy', 'fieldReport:giao-thong', {
  steps: [
    { level: 0, offset: workingDays(-1), recipients: ['focalPoint'], delivery: 'immediate' },
    { level: 1, offset: workingDays(0), recipients: ['focalPoint'], delivery: 'immediate' },
  ],
})

/** Received Monday 18/10 09:00, due Thursday 21/10 17:00; `immediate` levels or those of the digest. */
async function reports(count: number, ...rules: RegistryRow[]): Promise<TestDeps> {
  const deps = await testDeps('2021-10-18 09:05', ...rules)
  for (let n = 1; n <= count; n += 1)
    await deps.tell(idOf(n), { type: 'registerFieldReport', facts: { ...fieldReport, code: `PA-${n}` } })
  return deps
}

const escalateAll = async (deps: TestDeps, count: number, at: string): Promise<void> => {
  deps.at(at)
  for (let n = 1; n <= count; n += 1) await deps.tell(idOf(n), { type: 'escalate' })
}

describe('what goes wrong elsewhere', () => {
  it('a level ran again at every poll, hundreds of mails', async () => {
    const deps = await reports(1, atOnce)
    const reminder = { contract: 1, caseId: idOf(1), timerVersion: 1, waitUntil: vn('2021-10-20 17:00') } as const
    for (let polls = 0; polls < 60; polls += 1) {
      deps.at('2021-10-20 17:00')
      await escalate(deps, reminder)
      expect(await minute(deps, `2021-10-21 07:${String(polls).padStart(2, '0')}`)).toMatchObject({
        mails: polls === 0 ? 1 : 0,
      })
    }
    expect(await morning(deps, '2021-10-21 07:30')).toMatchObject({ mails: 0 })
    expect(deps.sentMails()).toHaveLength(1)
  })

  it('a once-a-day dedupe swallowed a new due date', async () => {
    // given a reminder on Wednesday for Thursday, and on the same day a new date that is as near
    const deps = await reports(1, atOnce)
    await escalateAll(deps, 1, '2021-10-20 14:00')
    await deps.tell(idOf(1), {
      type: 'registerFieldReport',
      facts: { ...fieldReport, code: 'PA-1', due: vn('2021-10-21 15:00') },
    })
    await escalateAll(deps, 1, '2021-10-20 15:00')
    expect(await minute(deps, '2021-10-20 15:01')).toMatchObject({ mails: 1 })
    // when the source moves it by an hour
    deps.at('2021-10-20 15:10')
    await deps.tell(idOf(1), {
      type: 'registerFieldReport',
      facts: { ...fieldReport, code: 'PA-1', due: vn('2021-10-21 16:00') },
    })
    await escalateAll(deps, 1, '2021-10-20 16:00')
    // then the new date is told as well
    expect(await minute(deps, '2021-10-20 16:01')).toMatchObject({ mails: 1 })
    expect(deps.sentMails().map(({ text }) => /(15|16):00/.exec(text)?.[0])).toEqual(['15:00', '16:00'])
  })

  it('mails at midnight and weekends', async () => {
    // given a notice raised at closing on Thursday, and one in the night to Saturday
    const deps = await reports(1, atOnce)
    await escalateAll(deps, 1, '2021-10-21 17:00')
    for (const night of ['2021-10-21 17:01', '2021-10-22 00:00', '2021-10-22 06:59', '2021-10-22 12:00'])
      expect(
        await planDigests({ ...deps, now: () => vn(night) }, { kind: 'immediate', sendAt: vn(night) }),
      ).toMatchObject({ recipients: [] })
    for (const weekend of ['2021-10-23 09:00', '2021-10-24 07:30', '2021-09-02 07:30'])
      for (const kind of ['immediate', 'daily'] as const)
        expect(await planDigests({ ...deps, now: () => vn(weekend) }, { kind, sendAt: vn(weekend) })).toMatchObject({
          recipients: [],
        })
    // then it goes out when the counters open
    expect(await minute(deps, '2021-10-22 07:00')).toMatchObject({ mails: 1 })
  })

  it('still notified after the acknowledgement', async () => {
    // given two overdue reports, planned to be told
    const deps = await reports(2)
    await escalateAll(deps, 2, '2021-10-21 17:00')
    const friday = { kind: 'daily', sendAt: vn('2021-10-22 07:30') } as const
    deps.at('2021-10-22 07:30')
    expect(await planDigests(deps, friday)).toMatchObject({ recipients: ['bmt:focalPoint'] })
    // when one is done in the moment before the mail is written
    await deps.tell(idOf(1), { type: 'resolve', outcome: 'resolved' })
    await sendDigest(deps, friday, 'bmt:focalPoint')
    // then only the other one is told
    const [mail] = deps.sentMails()
    expect([mail?.text.includes('PA-1'), mail?.text.includes('PA-2')]).toEqual([false, true])
    await deps.tell(idOf(2), { type: 'resolve', outcome: 'resolved' })
    expect(await morning(deps, '2021-10-25 07:30')).toMatchObject({ mails: 0, dropped: 1 })
  })

  it.each([
    ['in the morning', [], (deps: TestDeps) => morning(deps, '2021-10-22 07:30')],
    ['at once', [atOnce], (deps: TestDeps) => minute(deps, '2021-10-22 07:00')],
  ] as const)('one digest became 79 mails, %s', async (_, rules, window) => {
    const deps = await reports(79, ...rules)
    await escalateAll(deps, 79, '2021-10-21 17:00')
    expect(await window(deps)).toMatchObject({ mails: 1, told: 79 })
    expect(deps.sentMails()).toHaveLength(1)
    expect(new Set(deps.sentMails()[0]?.text.match(/PA-\d+/g)).size).toBe(MAX_SHOWN)
  })
})
