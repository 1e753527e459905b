import { describe, expect, it } from 'vitest'
import { dueOf } from '../../functions/domain/due.ts'
import { firingAt, planNext } from '../../functions/domain/escalation.ts'
import { row, testRegistry } from '../support/registry.ts'
import { fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

// Received Monday 18/10 09:00 with three working days: due Thursday 21/10 17:00.
const reported: Step = ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }]
const step = (level: number, amount: number) => ({
  level,
  offset: { amount, unit: 'workingDays' },
  recipients: ['head'],
})
const changedTo = (steps: object[], from?: string) => testRegistry(row('policy', 'fieldReport:*', { steps }, from))

describe('a changed policy', () => {
  const raised = new Scenario().given(
    reported,
    ['2021-10-20 17:00', { type: 'escalate' }],
    ['2021-10-21 17:00', { type: 'escalate' }],
  )

  it('re-sends nothing: levels that were raised stay raised, to whomever and whenever the new steps fall', () => {
    const registry = changedTo([step(0, -2), step(1, 1), step(2, 4)])
    expect(firingAt(raised.state(), registry, vn('2021-10-25 08:00'))).toEqual({ fire: undefined, skip: [] })
    expect(planNext(raised.state(), registry, vn('2021-10-25 08:00'))).toMatchObject({
      step: { level: 2, at: vn('2021-10-27 17:00') },
    })
  })

  it('raises of the levels that it adds only the highest one reached', () => {
    const registry = changedTo([step(1, 0), step(2, 0), step(3, 1)])
    expect(firingAt(raised.state(), registry, vn('2021-10-25 08:00'))).toMatchObject({
      fire: { level: 3 },
      skip: [{ step: { level: 2 }, why: 'higherLevelReached' }],
    })
  })

  it('governs cases whose clock starts from its date on', () => {
    const later = changedTo([step(5, 1)], '2021-10-19')
    expect(planNext(raised.state(), later, vn('2021-10-22 08:00'))).toMatchObject({ step: { level: 2 } })
    const onTheDay = changedTo([step(5, 1)], '2021-10-18')
    expect(planNext(raised.state(), onTheDay, vn('2021-10-22 08:00'))).toMatchObject({ step: { level: 5 } })
  })

  it('loses no pause: neither one that lasts nor one that is over', () => {
    const registry = changedTo([step(1, 0)])
    const paused = new Scenario().given(reported, ['2021-10-19 08:00', { type: 'pause', reason: 'lũ' }])
    expect(planNext(paused.state(), registry, vn('2021-10-25 08:00'))).toEqual({ type: 'held', reason: 'paused' })
    paused.given(['2021-10-20 08:00', { type: 'resume' }])
    expect(dueOf(paused.state(), registry)?.at).toBe(vn('2021-10-22 17:00'))
    expect(planNext(paused.state(), registry, vn('2021-10-20 08:00'))).toMatchObject({
      step: { level: 1, at: vn('2021-10-22 17:00') },
    })
  })
})
