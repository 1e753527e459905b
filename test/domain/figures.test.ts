import { describe, expect, it } from 'vitest'
import { countCase, type CountedCase } from '../../functions/domain/counted-case.ts'
import { addUp } from '../../functions/domain/figures.ts'
import { dossier, fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const period = { from: vn('2021-10-14'), to: vn('2021-10-29') }
const count = (scenario: Scenario, knownAt = '2021-10-29 08:00'): CountedCase | undefined =>
  countCase('id', scenario.entries, { period, knownAt: vn(knownAt), registry: scenario.registry })

const reported: Step = ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }]
const resolved = (at: string, heardAt = at): Step => [heardAt, { type: 'resolve', outcome: 'resolved', at: vn(at) }]

describe('field reports', () => {
  it.each([
    ['done', [resolved('2021-10-21 17:00')]],
    ['doneLate', [resolved('2021-10-21 17:01')]],
    ['overdue', []],
    ['overdue', [resolved('2021-10-29 00:00')]],
    ['closedOtherwise', [['2021-10-25 08:00', { type: 'resolve', outcome: 'duplicate' }]]],
    ['open', [['2021-10-20 08:00', { type: 'extend', due: vn('2021-10-29 00:00'), reason: 'x' }]]],
  ] satisfies [string, Step[]][])('count as %s', (outcome, steps) => {
    expect(count(new Scenario().given(reported, ...steps))?.outcome).toBe(outcome)
  })

  it('are counted in the period in which they were received, its end excluded', () => {
    const at = (receivedAt: string): Step => [
      '2021-10-29 07:00',
      { type: 'registerFieldReport', facts: { ...fieldReport, receivedAt: vn(receivedAt) } },
    ]
    const counted = ['2021-10-13 23:59', '2021-10-14 00:00', '2021-10-28 23:59', '2021-10-29 00:00'].map(
      (time) => count(new Scenario().given(at(time)))?.outcome !== undefined,
    )
    expect(counted).toEqual([false, true, true, false])
  })
})

describe('processing requests', () => {
  const asked: Step[] = [
    ['2021-10-18 09:05', { type: 'registerDossier', facts: dossier }],
    ['2021-10-19 08:00', { type: 'issueRequest', request: 'yc-1' }],
    ['2021-10-22 08:00', { type: 'issueRequest', request: 'yc-2', addressee: 'bmt' }],
  ]

  it('count each by itself, under the agency it was sent to', () => {
    const answered: Step = ['2021-10-20 08:00', { type: 'answerRequest', request: 'yc-1' }]
    const figures = addUp([count(new Scenario().given(...asked, answered))].filter((each) => each !== undefined))
    expect(figures.processingRequests).toEqual({ issued: 2, done: 1, notDone: 1, overdue: 1 })
    expect(figures.byAgency.map((each) => [each.agency, each.processingRequests.notDone])).toEqual([
      ['bmt', 1],
      ['so-xd', 0],
    ])
  })

  it('are done when the dossier is final, whoever answered', () => {
    const final: Step = ['2021-10-28 16:00', { type: 'changeStatus', status: 'processed' }]
    expect(count(new Scenario().given(...asked, final))?.requests.map((each) => each.outcome)).toEqual(['done', 'done'])
  })

  it('give the same figures at any later time, as known then', () => {
    const late: Step = [
      '2021-11-05 08:00',
      { type: 'answerRequest', request: 'yc-1', answeredAt: vn('2021-10-27 08:00') },
    ]
    const scenario = new Scenario().given(...asked, late)
    expect(count(scenario, '2021-10-29 08:00')?.requests.map((each) => each.outcome)).toEqual(['overdue', 'overdue'])
    expect(count(scenario, '2021-11-06 08:00')?.requests.map((each) => each.outcome)).toEqual(['done', 'overdue'])
  })
})
