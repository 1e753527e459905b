import { describe, expect, it } from 'vitest'
import type { Command } from '../../functions/domain/command.ts'
import { nextDocument } from '../../functions/domain/document.ts'
import { planNext } from '../../functions/domain/escalation.ts'
import { countCase } from '../../functions/domain/counted-case.ts'
import { isStillTrue } from '../../functions/domain/notices.ts'
import { committing, row, testRegistry } from '../support/registry.ts'
import { fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const registry = testRegistry(committing('fieldReport:*'))
const reason = 'lý do'
const escalate: Command = { type: 'escalate' }

/** Due Thursday 21/10 at 17:00; level 1 falls then, level 2 on Monday 25/10, level 3 on Thursday 28/10. */
const overdue = (rules = registry): Scenario =>
  new Scenario(rules).given(
    ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }],
    ['2021-10-21 17:00', escalate],
  )
const commitOn = (at: string, workingDays: number): Step => [at, { type: 'commit', workingDays }]
const nextStep = (report: Scenario, now: string) => planNext(report.state(), report.registry, vn(now))

describe('a commitment', () => {
  it('is a date in working days, the last of which counts in full', () => {
    overdue()
      .when(...commitOn('2021-10-22 08:00', 3))
      .thenHappens({ type: 'committed', by: vn('2021-10-27 17:00') })
  })

  it('may be an instant', () => {
    const by = vn('2021-10-25 11:00')
    overdue().when('2021-10-22 08:00', { type: 'commit', by }).thenHappens({ type: 'committed', by })
  })

  it('reaches as far as the policy allows, and no further', () => {
    overdue()
      .when(...commitOn('2021-10-22 08:00', 5))
      .thenHappens({ by: vn('2021-10-29 17:00') })
    overdue()
      .when(...commitOn('2021-10-22 08:00', 6))
      .refused({ code: 'commitmentTooFar', rule: 'fieldReport:*', latest: vn('2021-10-29 17:00') })
  })

  it('is refused where the policy says nothing of commitments, and in the past', () => {
    overdue(testRegistry())
      .when(...commitOn('2021-10-22 08:00', 1))
      .refused({ code: 'noCommitments', rule: 'fieldReport:*' })
    overdue()
      .when('2021-10-22 08:00', { type: 'commit', by: vn('2021-10-21 17:00') })
      .refused({ code: 'notLater', field: 'by' })
  })

  it('said again is nothing new; a second date is refused, also after the first was broken', () => {
    const report = overdue().given(commitOn('2021-10-22 08:00', 1))
    report.when(...commitOn('2021-10-22 09:00', 1)).thenHappens()
    report.when(...commitOn('2021-10-22 09:00', 4)).refused({ code: 'committedBefore', by: vn('2021-10-25 17:00') })
    report.given(['2021-10-25 17:00', escalate])
    report.when(...commitOn('2021-10-26 08:00', 2)).refused({ code: 'committedBefore', by: vn('2021-10-25 17:00') })
  })

  it('may be given anew after a withdrawal, a hand-over or a new date', () => {
    const again = commitOn('2021-10-26 08:00', 2)
    const withdrawn = overdue().given(commitOn('2021-10-22 08:00', 4), [
      '2021-10-25 08:00',
      { type: 'withdrawCommitment', reason },
    ])
    withdrawn.when(...again).thenHappens({ type: 'committed' })
    const handedOver = overdue().given(commitOn('2021-10-22 08:00', 4), [
      '2021-10-25 08:00',
      { type: 'reassign', agency: 'so-xd', reason },
    ])
    handedOver.when(...again).thenHappens({ type: 'committed' })
    const extended = overdue().given(commitOn('2021-10-22 08:00', 4), [
      '2021-10-25 08:00',
      { type: 'extend', due: vn('2021-10-28 17:00'), reason },
    ])
    extended.when(...again).thenHappens({ type: 'committed' })
  })
})

describe('a standing commitment', () => {
  it('holds the escalation until its date', () => {
    const report = overdue()
    expect(nextStep(report, '2021-10-22 08:00')).toMatchObject({ step: { level: 2, at: vn('2021-10-25 17:00') } })
    report.given(commitOn('2021-10-22 08:00', 4))
    expect(nextStep(report, '2021-10-22 08:00')).toMatchObject({ step: { level: 2, at: vn('2021-10-28 17:00') } })
    report.when('2021-10-25 17:00', escalate).thenHappens()
    report.when('2021-10-28 16:59', escalate).thenHappens()
  })

  it('raises the version of the timer', () => {
    const report = overdue()
    const at = (now: string) => ({ registry, now: vn(now) })
    const added = { id: 'report:vnpt:pa-1', firedStep: false }
    const before = nextDocument(undefined, { ...added, entries: report.entries }, at('2021-10-22 08:00'))
    const known = report.entries.length
    report.given(commitOn('2021-10-22 08:00', 4))
    const after = nextDocument(before, { ...added, entries: report.entries.slice(known) }, at('2021-10-22 08:00'))
    expect(after).toMatchObject({ timerVersion: before.timerVersion + 1, nextStepAt: vn('2021-10-28 17:00') })
    expect(after.summary.committedTo).toBe(vn('2021-10-28 17:00'))
  })

  it('makes what was raised before needless, until its date', () => {
    const report = overdue().given(commitOn('2021-10-22 08:00', 1))
    const [notice] = report.state().notices
    const isTrue = (now: string) => isStillTrue(notice!, report.state(), { registry, now: vn(now) })
    expect(isTrue('2021-10-25 17:00')).toBe(false)
    expect(isTrue('2021-10-25 17:01')).toBe(true)
  })

  it('leaves the due date and the figures as they are', () => {
    const report = overdue().given(commitOn('2021-10-22 08:00', 5), [
      '2021-10-22 09:00',
      { type: 'claimDone', proof: 'biên bản số 7' },
    ])
    const period = { from: vn('2021-10-18'), to: vn('2021-10-23') }
    const counted = countCase('id', report.entries, { period, knownAt: vn('2021-10-23'), registry })
    expect(counted).toMatchObject({ outcome: 'overdue', due: vn('2021-10-21 17:00') })
  })

  it('lets the escalation go on at once where it is withdrawn', () => {
    const report = overdue().given(commitOn('2021-10-22 08:00', 4), [
      '2021-10-26 08:00',
      { type: 'withdrawCommitment', reason },
    ])
    report.when('2021-10-26 08:00', escalate).thenHappens({ type: 'noticeRaised', level: 2 })
  })

  it('ends with a new date or other hands: the escalation starts anew', () => {
    const report = overdue().given(commitOn('2021-10-22 08:00', 4), [
      '2021-10-25 08:00',
      { type: 'extend', due: vn('2021-10-26 17:00'), reason },
    ])
    expect(nextStep(report, '2021-10-25 08:00')).toMatchObject({
      step: { level: 0, at: vn('2021-10-25 17:00'), episode: 2 },
    })
  })
})

describe('a broken commitment', () => {
  it('raises at its date the level above the highest raised, and says why', () => {
    overdue()
      .given(commitOn('2021-10-22 08:00', 1))
      .when('2021-10-25 17:00', escalate)
      .thenHappens({
        type: 'noticeRaised',
        level: 2,
        commitment: vn('2021-10-25 17:00'),
        roles: ['focalPoint', 'head'],
      })
    const early = overdue().given(['2021-10-22 08:00', { type: 'commit', by: vn('2021-10-22 11:00') }])
    early
      .when('2021-10-22 11:00', escalate)
      .thenHappens({ type: 'noticeRaised', level: 2, stepAt: vn('2021-10-22 11:00') })
  })

  it('raises the level whose own time has come by then, where that is higher', () => {
    overdue()
      .given(commitOn('2021-10-22 08:00', 5))
      .when('2021-10-29 17:00', escalate)
      .thenHappens({ type: 'stepSkipped', level: 2, why: 'higherLevelReached' }, { type: 'noticeRaised', level: 3 })
  })

  it('is followed by the levels above, at their own times', () => {
    const report = overdue().given(['2021-10-22 08:00', { type: 'commit', by: vn('2021-10-22 11:00') }])
    report.given(['2021-10-22 11:00', escalate])
    expect(nextStep(report, '2021-10-22 11:00')).toMatchObject({ step: { level: 3, at: vn('2021-10-28 17:00') } })
  })

  it('at the top raises the last level once more, also where its repeats are used up', () => {
    const report = overdue().given(
      ['2021-10-28 17:00', escalate],
      ['2021-11-04 17:00', escalate],
      ['2021-11-11 17:00', escalate],
    )
    expect(nextStep(report, '2021-11-12 08:00')).toEqual({ type: 'held', reason: 'exhausted' })
    report.given(commitOn('2021-11-12 08:00', 1))
    expect(nextStep(report, '2021-11-12 08:00')).toMatchObject({ step: { level: 3, at: vn('2021-11-15 17:00') } })
    report.when('2021-11-15 17:00', escalate).thenHappens({ type: 'noticeRaised', level: 3, occurrence: 3 })
  })

  it('before the due date raises level 1 early, and that notice is true', () => {
    const report = new Scenario(registry).given(
      ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }],
      ['2021-10-18 10:00', { type: 'commit', by: vn('2021-10-20 10:00') }],
    )
    report.when('2021-10-20 10:00', escalate).thenHappens({ type: 'noticeRaised', level: 1 })
    report.given(['2021-10-20 10:00', escalate])
    const [notice] = report.state().notices
    expect(isStillTrue(notice!, report.state(), { registry, now: vn('2021-10-21 07:30') })).toBe(true)
  })

  it('raises nothing where the case was finished in time, or before anybody noticed', () => {
    const report = overdue().given(commitOn('2021-10-22 08:00', 1), [
      '2021-10-26 08:00',
      { type: 'resolve', outcome: 'resolved', at: vn('2021-10-25 16:00') },
    ])
    report.when('2021-10-26 08:00', escalate).thenHappens()
  })
})

describe('a policy without levels after the due date', () => {
  it('has nothing to raise for a broken word', () => {
    const reminding = testRegistry(
      row('policy', 'fieldReport:*', {
        commitment: { amount: 5, unit: 'workingDays' },
        steps: [{ level: 0, offset: { amount: -1, unit: 'workingDays' }, recipients: ['focalPoint'] }],
      }),
    )
    const report = new Scenario(reminding).given(
      ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }],
      commitOn('2021-10-18 10:00', 1),
    )
    expect(nextStep(report, '2021-10-22 08:00')).toEqual({ type: 'held', reason: 'exhausted' })
  })
})
