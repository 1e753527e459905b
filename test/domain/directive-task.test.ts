import { describe, expect, it } from 'vitest'
import { nextReportingDate } from '../../functions/domain/standing-task.ts'
import { planNext } from '../../functions/domain/escalation.ts'
import { caseIdOf } from '../../functions/domain/event.ts'
import { explain } from '../../functions/domain/explanation.ts'
import { refuseRole } from '../../functions/domain/permitted.ts'
import type { RegisterTask } from '../../functions/domain/command.ts'
import { rows, testRegistry } from '../support/registry.ts'
import { Scenario, task, vn } from '../support/scenario.ts'

const facts = { ...task, coordinators: [...task.coordinators], copies: [...task.copies] }
const ordered = (more: Partial<RegisterTask['facts']> = {}) =>
  new Scenario().given(['2021-11-08 09:00', { type: 'registerTask', facts: { ...facts, ...more } }])
const counter = testRegistry().calendar('counter', '2021-11-08')

describe('a task of a letter', () => {
  it('is a case like others, known by the letter and its number', () => {
    expect(caseIdOf(facts)).toBe('task:cv-3419:2')
    expect(ordered().state()).toMatchObject({ status: 'assigned', agency: 'so-xd', progress: { phase: 'running' } })
  })

  it('told twice is told once', () => {
    ordered().when('2021-11-08 10:00', { type: 'registerTask', facts }).thenHappens()
  })

  it('is chased to the closing before the days off, and judged by the date that the letter gives', () => {
    const onSunday = ordered().given(['2021-11-14 20:00', { type: 'resolve', outcome: 'completed' }])
    const question = { registry: onSunday.registry, rows, asOf: vn('2021-11-16 08:00') }
    const explanation = explain(onSunday.entries, question)
    expect(explanation?.figures.outcome).toBe('onTime')
    expect(explanation?.lines.find(({ kind }) => kind === 'chasedTo')).toMatchObject({
      closing: vn('2021-11-12 17:00'),
      due: vn('2021-11-15'),
    })
    expect(planNext(ordered().state(), onSunday.registry, vn('2021-11-08 09:00'))).toMatchObject({
      step: { level: 0, at: vn('2021-11-11 17:00') },
    })
  })

  it('is not chased where a Party body leads it', () => {
    const plan = planNext(ordered({ agency: 'btg' }).state(), testRegistry(), vn('2021-11-08 09:00'))
    expect(plan).toEqual({ type: 'held', reason: 'notChased' })
  })

  it('may be completed by its agency, but taken back by the centre only', () => {
    const state = ordered().state()
    expect(refuseRole('agency', { type: 'resolve', outcome: 'completed' }, state)).toBeUndefined()
    expect(refuseRole('agency', { type: 'resolve', outcome: 'cancelled' }, state)?.code).toBe('notForRole')
    ordered()
      .when('2021-11-09 08:00', { type: 'resolve', outcome: 'resolved' })
      .refused({ code: 'wrongStatus', wanted: 'resolved' })
  })
})

describe('a standing task', () => {
  const standing = () =>
    new Scenario().given([
      '2021-11-08 09:00',
      { type: 'registerTask', facts: { ...facts, due: vn('2021-11-30 17:00'), rhythm: 'monthly' } },
    ])

  it('is due again a round later when it is reported on, also ahead of its day', () => {
    const reported = standing().given(['2021-11-25 10:00', { type: 'reportProgress', report: 'đã kiểm tra' }])
    expect(reported.state()).toMatchObject({ statutory: { at: vn('2021-12-31 17:00') }, episode: 2 })
  })

  it('that is late is due at the end of the present round', () => {
    const reported = standing().given(['2022-01-05 10:00', { type: 'reportProgress', report: 'đã kiểm tra' }])
    expect(reported.state().statutory?.at).toBe(vn('2022-01-31 17:00'))
  })

  it('keeps the date of a dated one where it is', () => {
    const reported = ordered().given(['2021-11-10 10:00', { type: 'reportProgress', report: 'xong một nửa' }])
    expect(reported.state()).toMatchObject({ statutory: { at: vn('2021-11-15') }, episode: 1 })
    expect(reported.state().progressReports).toEqual([{ at: vn('2021-11-10 10:00'), report: 'xong một nửa' }])
  })

  it.each([
    ['weekly', '2021-11-08 09:00', '2021-11-12 17:00'],
    ['weekly', '2021-11-12 16:00', '2021-11-19 17:00'],
    ['monthly', '2021-10-30 09:00', '2021-11-30 17:00'],
    ['quarterly', '2021-11-08 09:00', '2021-12-31 17:00'],
    ['quarterly', '2021-12-31 09:00', '2022-03-31 17:00'],
  ] as const)('%s: after %s comes %s', (rhythm, after, next) => {
    expect(nextReportingDate(counter, rhythm, vn(after))).toBe(vn(next))
  })
})
