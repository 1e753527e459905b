import { describe, expect, it } from 'vitest'
import { limitOf, ruleFor } from '../../functions/domain/due.ts'
import { refusePostponement } from '../../functions/domain/postponement.ts'
import type { CaseState } from '../../functions/domain/state.ts'
import { row, testRegistry } from '../support/registry.ts'
import { dossier, fieldReport, Scenario, vn } from '../support/scenario.ts'

const hours = (amount: number) => ({ limit: { amount, unit: 'hours' } })
const urgent = row('category', 'chay-no', { code: 'chay-no', name: 'Cháy, nổ', field: 'An toàn', urgent: true })
const reported = (category: string, registry = testRegistry()): CaseState =>
  new Scenario(registry)
    .given(['2021-10-18 09:05', { type: 'registerFieldReport', facts: { ...fieldReport, category } }])
    .state()

describe('the rule of a case', () => {
  const byUrgency = [
    urgent,
    row('limit', 'fieldReport:urgent', hours(4)),
    row('limit', 'fieldReport:normal', hours(72)),
  ]

  it('is that of its category, else of its urgency, else of its kind', () => {
    const ofAll = testRegistry(...byUrgency, row('limit', 'fieldReport:chay-no', hours(1)))
    expect(limitOf(reported('chay-no'), ofAll)).toEqual(hours(1).limit)
    expect(limitOf(reported('chay-no'), testRegistry(...byUrgency))).toEqual(hours(4).limit)
    expect(limitOf(reported('giao-thong'), testRegistry(...byUrgency))).toEqual(hours(72).limit)
    expect(limitOf(reported('chay-no'), testRegistry(urgent))).toEqual({ amount: 3, unit: 'workingDays' })
  })

  it('is chosen the same way among policies and postponements', () => {
    const steps = [{ level: 1, offset: { amount: 0, unit: 'hours' }, recipients: ['head'] }]
    const registry = testRegistry(
      urgent,
      row('policy', 'fieldReport:urgent', { steps }),
      row('postponement', 'fieldReport:urgent', { times: 0 }),
    )
    expect(ruleFor('policy', reported('chay-no'), registry)?.steps).toHaveLength(1)
    expect(ruleFor('policy', reported('giao-thong'), registry)?.steps).toHaveLength(4)
    const wanted = { command: 'extend', due: vn('2021-10-29 17:00'), now: vn('2021-10-18 10:00') } as const
    expect(refusePostponement(reported('chay-no'), registry, wanted)).toMatchObject({ rule: 'fieldReport:urgent' })
    expect(refusePostponement(reported('giao-thong'), registry, wanted)).toBeUndefined()
  })

  it('holds to its end, also where its category becomes urgent while it runs', () => {
    const later = { ...urgent, from: '2021-10-19' }
    const registry = testRegistry(row('limit', 'fieldReport:urgent', hours(4)), later)
    expect(limitOf(reported('chay-no'), registry)).toEqual({ amount: 3, unit: 'workingDays' })
  })

  it('of a dossier knows no urgency but the normal one', () => {
    const registry = testRegistry(row('limit', 'dossier:normal', hours(72)), row('limit', 'dossier:urgent', hours(4)))
    const taken = new Scenario(registry).given([
      '2021-10-18 09:05',
      { type: 'registerDossier', facts: dossier, status: 'received', statusAt: vn('2021-10-18 09:05') },
    ])
    expect(limitOf(taken.state(), registry)).toEqual(hours(72).limit)
  })
})
