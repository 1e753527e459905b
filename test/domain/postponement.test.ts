import { describe, expect, it } from 'vitest'
import { dueOf, statutoryDue } from '../../functions/domain/due.ts'
import { row, testRegistry } from '../support/registry.ts'
import { dossier, fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const twice = { times: 2, total: { amount: 5, unit: 'workingDays' } }
const ruled = testRegistry(
  row('postponement', 'fieldReport:*', twice),
  row('postponement', 'dossier:*', { times: 1 }, '2021-12-06'),
)
const reported: Step = ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }]
const extend = (at: string, due: string): Step => [at, { type: 'extend', due: vn(due), reason: 'chờ vật tư' }]

describe('an extension', () => {
  it('goes as far in all as the rule allows, counted from the date that first stood', () => {
    const scenario = new Scenario(ruled).given(reported)
    scenario
      .when(...extend('2021-10-19 08:00', '2021-10-28 17:01'))
      .refused({ code: 'postponedTooFar', rule: 'fieldReport:*', latest: vn('2021-10-28 17:00') })
    scenario.given(extend('2021-10-19 08:00', '2021-10-25 17:00'))
    scenario
      .when(...extend('2021-10-20 08:00', '2021-10-29 17:00'))
      .refused({ code: 'postponedTooFar', latest: vn('2021-10-28 17:00') })
    scenario.given(extend('2021-10-20 08:00', '2021-10-28 17:00'))
  })

  it('is allowed as often as the rule says', () => {
    new Scenario(ruled)
      .given(reported, extend('2021-10-19 08:00', '2021-10-22 17:00'), extend('2021-10-20 08:00', '2021-10-25 17:00'))
      .when(...extend('2021-10-21 08:00', '2021-10-26 17:00'))
      .refused({ code: 'postponedTooOften', rule: 'fieldReport:*', command: 'extend', times: 2 })
  })

  it('counts anew where the source sets another date, or the report is reopened', () => {
    const dated = { ...fieldReport, due: vn('2021-11-01 17:00') }
    const scenario = new Scenario(ruled).given(reported, extend('2021-10-19 08:00', '2021-10-28 17:00'), [
      '2021-10-20 08:00',
      { type: 'registerFieldReport', facts: dated },
    ])
    scenario
      .when(...extend('2021-10-20 09:00', '2021-11-08 17:01'))
      .refused({ code: 'postponedTooFar', latest: vn('2021-11-08 17:00') })
    scenario.given(
      extend('2021-10-20 09:00', '2021-11-02 17:00'),
      ['2021-10-25 08:00', { type: 'resolve', outcome: 'resolved' }],
      ['2021-10-26 08:00', { type: 'reopen', reason: 'còn hư hỏng' }],
      extend('2021-10-26 09:00', '2021-11-05 17:00'),
    )
    expect(scenario.state().postponed).toHaveLength(1)
  })

  it('starts from where the date would lie if the clock went on now', () => {
    new Scenario(ruled)
      .given(reported, ['2021-10-19 07:00', { type: 'pause', reason: 'mưa lũ' }])
      .when(...extend('2021-10-20 17:00', '2021-10-29 17:01'))
      .refused({ code: 'postponedTooFar', latest: vn('2021-10-29 17:00') })
  })

  it('must lead to a later date that lies ahead', () => {
    const scenario = new Scenario().given(reported)
    scenario.when(...extend('2021-10-19 08:00', '2021-10-21 17:00')).refused({ code: 'notLater' })
    scenario.when(...extend('2021-10-29 08:00', '2021-10-28 17:00')).refused({ code: 'notLater' })
  })
})

describe('a reschedule', () => {
  const registered: Step = [
    '2021-10-18 09:05',
    { type: 'registerDossier', facts: { ...dossier, due: vn('2021-10-25 17:00') } },
  ]
  const reschedule = (at: string, due: string): Step => [at, { type: 'reschedule', due: vn(due), reason: 'xin lỗi' }]

  it('promises another date and never touches the statutory one', () => {
    const scenario = new Scenario(ruled).given(registered, reschedule('2021-10-25 16:00', '2021-11-05 17:00'))
    expect(statutoryDue(scenario.state(), ruled)).toEqual({ at: vn('2021-10-25 17:00'), basis: 'source' })
    expect(dueOf(scenario.state(), ruled)).toEqual({ at: vn('2021-11-05 17:00'), basis: 'reschedule' })
    expect(scenario.state().episode).toBe(2)
  })

  it('is allowed once from the day of the rule on, whenever the dossier came in', () => {
    const scenario = new Scenario(ruled).given(
      registered,
      reschedule('2021-10-25 16:00', '2021-11-05 17:00'),
      reschedule('2021-11-05 16:00', '2021-12-06 17:00'),
    )
    scenario
      .when(...reschedule('2021-12-06 00:00', '2021-12-20 17:00'))
      .refused({ code: 'postponedTooOften', rule: 'dossier:*', command: 'reschedule', times: 1 })
    scenario.given(reschedule('2021-12-05 23:59', '2021-12-20 17:00'))
  })
})
