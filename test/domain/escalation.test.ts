import { describe, expect, it } from 'vitest'
import { planNext } from '../../functions/domain/escalation.ts'
import { row, testRegistry } from '../support/registry.ts'
import { dossier, fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

// Received Monday 18/10 09:00 with three working days: due Thursday 21/10 17:00.
const reported: Step = ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }]
const next = (scenario: Scenario, at: string) => planNext(scenario.state(), scenario.registry, vn(at))
const escalate = { type: 'escalate' } as const

describe('the next step', () => {
  it('is the reminder one working day before the due date', () => {
    const scenario = new Scenario().given(reported)
    expect(next(scenario, '2021-10-18 09:05')).toMatchObject({
      type: 'step',
      step: { level: 0, at: vn('2021-10-20 17:00'), due: vn('2021-10-21 17:00'), roles: ['focalPoint'] },
    })
  })

  it('is held with its reason while the case is paused, finished or not to be chased', () => {
    const paused = new Scenario().given(reported, ['2021-10-18 10:00', { type: 'pause', reason: 'lũ' }])
    expect(next(paused, '2021-10-18 10:00')).toEqual({ type: 'held', reason: 'paused' })
    const finished = new Scenario().given(reported, ['2021-10-18 10:00', { type: 'resolve', outcome: 'resolved' }])
    expect(next(finished, '2021-10-18 10:00')).toEqual({ type: 'held', reason: 'finished' })
    const party = new Scenario().given(reported, ['2021-10-18 10:00', { type: 'reassign', agency: 'btg', reason: 'x' }])
    expect(next(party, '2021-10-18 10:00')).toEqual({ type: 'held', reason: 'notChased' })
  })

  it('comes back after a pause, for a pinned date where it was and for a computed one later', () => {
    const pinned = { ...fieldReport, due: vn('2021-10-21 17:00') }
    const pauses: Step[] = [
      ['2021-10-19 08:00', { type: 'pause', reason: 'lũ' }],
      ['2021-10-20 08:00', { type: 'resume' }],
    ]
    const fixed = new Scenario().given([reported[0], { type: 'registerFieldReport', facts: pinned }], ...pauses)
    expect(next(fixed, '2021-10-20 08:00')).toMatchObject({ step: { level: 0, due: vn('2021-10-21 17:00') } })
    const computed = new Scenario().given(reported, ...pauses)
    expect(next(computed, '2021-10-20 08:00')).toMatchObject({ step: { level: 0, due: vn('2021-10-22 17:00') } })
  })
})

describe('escalating', () => {
  it('raises the notice once, with the decision that raised it', () => {
    const scenario = new Scenario().given(reported)
    scenario.when('2021-10-20 16:59', escalate).thenHappens()
    scenario
      .when('2021-10-20 17:00', escalate)
      .thenHappens({ type: 'noticeRaised', episode: 1, level: 0, occurrence: 0, roles: ['focalPoint'] })
    scenario.given(['2021-10-20 17:00', escalate]).when('2021-10-20 17:05', escalate).thenHappens()
  })

  it('fires only the highest level reached after an outage, and says what it skipped', () => {
    new Scenario()
      .given(reported)
      .when('2021-10-26 08:00', escalate)
      .thenHappens(
        { type: 'stepSkipped', level: 0, why: 'momentPassed' },
        { type: 'stepSkipped', level: 1, why: 'higherLevelReached' },
        { type: 'noticeRaised', level: 2, roles: ['focalPoint', 'head'] },
      )
  })

  it('never reminds of a date whose moment for a reminder had passed when the case arrived', () => {
    const scenario = new Scenario().given(['2021-10-21 08:00', reported[1]])
    expect(next(scenario, '2021-10-21 08:00')).toMatchObject({ step: { level: 1, at: vn('2021-10-21 17:00') } })
  })

  it('repeats the last level to its end, then is exhausted', () => {
    const scenario = new Scenario().given(reported)
    const fired: [number, number][] = []
    for (const day of ['20', '21', '25', '28']) scenario.given([`2021-10-${day} 17:00`, escalate])
    for (const day of ['04', '11']) scenario.given([`2021-11-${day} 17:00`, escalate])
    for (const { level, occurrence } of scenario.state().notices) fired.push([level, occurrence])
    expect(fired).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [3, 1],
      [3, 2],
    ])
    expect(next(scenario, '2021-11-11 17:00')).toEqual({ type: 'held', reason: 'exhausted' })
  })

  it('begins again with a new due date, and does not with a pause', () => {
    const scenario = new Scenario().given(
      reported,
      ['2021-10-20 17:00', escalate],
      ['2021-10-21 08:00', { type: 'pause', reason: 'lũ' }],
      ['2021-10-25 08:00', { type: 'resume' }],
    )
    expect(next(scenario, '2021-10-25 08:00')).toMatchObject({ step: { episode: 1, level: 1 } })
    scenario.given(['2021-10-25 09:00', { type: 'extend', due: vn('2021-11-03 17:00'), reason: 'chờ vật tư' }])
    expect(next(scenario, '2021-10-25 09:00')).toMatchObject({ step: { episode: 2, level: 0 } })
  })

  it('re-sends nothing when a changed policy or a new day off recomputes the case', () => {
    const scenario = new Scenario().given(reported, ['2021-10-20 17:00', escalate])
    const dayOff = { date: '2021-10-21', kind: 'off', reason: 'swap', source: 'test' }
    const changed = testRegistry(row('day', '2021-10-21', dayOff))
    expect(planNext(scenario.state(), changed, vn('2021-10-20 18:00'))).toMatchObject({
      step: { level: 1, episode: 1, at: vn('2021-10-22 17:00') },
    })
  })

  it('keeps a pause whatever policy or limit the case is recomputed by', () => {
    const scenario = new Scenario().given(
      reported,
      ['2021-10-19 08:00', { type: 'pause', reason: 'lũ' }],
      ['2021-10-20 08:00', { type: 'resume' }],
    )
    const twoDays = row('limit', 'fieldReport:*', { limit: { amount: 2, unit: 'workingDays' } })
    const steps = [{ level: 1, offset: { amount: 0, unit: 'workingDays' }, recipients: ['focalPoint'] }]
    const changed = testRegistry(twoDays, row('policy', 'fieldReport:*', { steps }))
    expect(planNext(scenario.state(), changed, vn('2021-10-20 08:00'))).toMatchObject({
      step: { level: 1, at: vn('2021-10-21 17:00'), due: vn('2021-10-21 17:00') },
    })
  })

  it('chases a rescheduled dossier by its new promise', () => {
    const scenario = new Scenario().given(
      ['2021-10-18 09:05', { type: 'registerDossier', facts: { ...dossier, due: vn('2021-10-20 17:00') } }],
      ['2021-10-20 10:00', { type: 'reschedule', due: vn('2021-10-26 17:00'), reason: 'xác minh thực địa' }],
    )
    expect(next(scenario, '2021-10-20 10:00')).toMatchObject({ step: { due: vn('2021-10-26 17:00'), level: 0 } })
    expect(scenario.state().statutory?.at).toBe(vn('2021-10-20 17:00'))
  })
})
