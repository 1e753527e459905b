import { describe, expect, it } from 'vitest'
import type { Command } from '../../functions/domain/command.ts'
import { commitmentsIn } from '../../functions/domain/commitment.ts'
import { summarise } from '../../functions/domain/document.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import { planNext } from '../../functions/domain/escalation.ts'
import { committing, testRegistry } from '../support/registry.ts'
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

describe('a case without commitments', () => {
  it('is counted where no calendar is in force for it', () => {
    const report = overdue()
    const period = { from: vn('2021-10-21 00:00'), to: vn('2021-10-29 00:00') }
    const knownAt = period.to
    expect(commitmentsIn(report.entries, { period, knownAt, registry: readRegistry([], 1) })).toEqual([])
  })
})

describe('a pause', () => {
  it('moves the date of a commitment by the working time that it takes, and holds it meanwhile', () => {
    const report = overdue().given(commitOn('2021-10-22 08:00', 1), ['2021-10-25 13:30', { type: 'pause', reason }])
    report.when('2021-10-26 08:00', escalate).thenHappens()
    report.given(['2021-10-27 13:30', { type: 'resume' }])
    expect(nextStep(report, '2021-10-27 13:30')).toMatchObject({ step: { level: 2, at: vn('2021-10-27 17:00') } })
  })

  it('that was over before the word, or began after its date, moves nothing', () => {
    const pause = (from: string, to: string): Step => [to, { type: 'pause', reason, from: vn(from), to: vn(to) }]
    const before = overdue().given(pause('2021-10-19 08:00', '2021-10-19 10:00'), commitOn('2021-10-22 08:00', 1))
    expect(summarise('id', before.state(), registry).committedTo).toBe(vn('2021-10-25 17:00'))
    const after = overdue().given(commitOn('2021-10-22 08:00', 1), pause('2021-10-26 08:00', '2021-10-26 10:00'))
    expect(summarise('id', after.state(), registry).committedTo).toBe(vn('2021-10-25 17:00'))
  })

  it('that a source tells of late counts only from the word on', () => {
    const report = overdue().given(commitOn('2021-10-22 08:00', 1), [
      '2021-10-22 16:00',
      { type: 'pause', reason, from: vn('2021-10-21 08:00'), to: vn('2021-10-22 10:00') },
    ])
    expect(summarise('id', report.state(), registry).committedTo).toBe(vn('2021-10-26 09:00'))
  })
})

describe('the commitments of a period', () => {
  const week = { from: vn('2021-10-22'), to: vn('2021-10-29') }
  const outcomes = (report: Scenario, period = week) =>
    commitmentsIn(report.entries, { period, knownAt: '9', registry }).map(({ outcome }) => outcome)
  const promised = () => overdue().given(commitOn('2021-10-22 08:00', 1))
  const done = (at: string): Step => [at, { type: 'resolve', outcome: 'resolved' }]

  it('are kept where the case ends by their date, the date itself included', () => {
    expect(outcomes(promised().given(done('2021-10-25 17:00')))).toEqual(['kept'])
  })

  it('are broken where it ends later or not at all, whether or not a step has fired', () => {
    expect(outcomes(promised())).toEqual(['broken'])
    expect(outcomes(promised().given(['2021-10-25 17:01', escalate]))).toEqual(['broken'])
    // A word is broken once the escalation went on from it, also in the very instant of its date.
    expect(outcomes(promised().given(['2021-10-25 17:00', escalate]))).toEqual(['broken'])
    expect(outcomes(promised().given(done('2021-10-25 17:01')))).toEqual(['broken'])
  })

  it('are not kept by a claim; by a confirmed one as of the claim', () => {
    const claimed = promised().given(['2021-10-25 09:00', { type: 'claimDone', proof: 'biên bản số 7' }])
    expect(outcomes(claimed)).toEqual(['broken'])
    expect(outcomes(claimed.given(['2021-10-28 09:00', { type: 'confirmClaim' }]))).toEqual(['kept'])
  })

  it('stand open while their date, or a pause that holds it, lies beyond the period', () => {
    expect(outcomes(promised(), { from: vn('2021-10-15'), to: vn('2021-10-25') })).toEqual(['open'])
    expect(outcomes(promised().given(['2021-10-25 09:00', { type: 'pause', reason }]))).toEqual(['open'])
  })

  it('are left out where they were overtaken or withdrawn in time, or were broken in another period', () => {
    expect(outcomes(promised().given(['2021-10-22 09:00', { type: 'withdrawCommitment', reason }]))).toEqual([])
    expect(outcomes(promised().given(['2021-10-22 09:00', { type: 'reassign', agency: 'so-xd', reason }]))).toEqual([])
    expect(outcomes(promised(), { from: vn('2021-10-26'), to: vn('2021-11-02') })).toEqual([])
  })

  it('count once, in the period in which they were kept, also where their date lies beyond it', () => {
    const kept = promised().given(done('2021-10-22 10:00'))
    const [before, after] = [
      { from: vn('2021-10-16'), to: vn('2021-10-23') },
      { from: vn('2021-10-23'), to: vn('2021-10-30') },
    ]
    expect([outcomes(kept, before), outcomes(kept, after)]).toEqual([['kept'], []])
  })

  it('are broken also where another date or other hands came after theirs, and stay with who gave them', () => {
    const moved = promised().given(['2021-10-26 09:00', { type: 'reassign', agency: 'so-xd', reason }])
    const judged = commitmentsIn(moved.entries, { period: week, knownAt: '9', registry })
    expect(judged).toMatchObject([{ agency: 'bmt', by: vn('2021-10-25 17:00'), outcome: 'broken' }])
  })

  it('are told as known then: an end that is heard of later keeps no word yet', () => {
    const report = promised().given([
      '2021-10-30 09:00',
      { type: 'resolve', outcome: 'resolved', at: vn('2021-10-25 10:00') },
    ])
    const known = (knownAt: string) => commitmentsIn(report.entries, { period: week, knownAt, registry })
    expect(known(vn('2021-10-29'))).toMatchObject([{ outcome: 'broken' }])
    expect(known(vn('2021-10-31'))).toMatchObject([{ outcome: 'kept' }])
  })
})
