import { describe, expect, it } from 'vitest'
import { caseCommand } from '../../functions/domain/command.ts'
import { summarise } from '../../functions/domain/document.ts'
import { noAnswers } from '../../functions/domain/evolve-answers.ts'
import { countCase } from '../../functions/domain/counted-case.ts'
import { allowedCommands } from '../../functions/domain/permitted.ts'
import { dossier, fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const reason = 'lý do'
const late = vn('2021-10-29 17:00')
const report = () => new Scenario().given(['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }])
const taken = () => new Scenario().given(['2021-10-18 09:05', { type: 'registerDossier', facts: dossier }])
const unsettled = (scenario: Scenario) => summarise('id', scenario.state(), scenario.registry).unsettled
const wish = { type: 'requestExtension', due: late, why: 'materials' } as const
const ask: Step = ['2021-10-20 09:00', wish]
const claim: Step = ['2021-10-20 09:00', { type: 'claimDone', proof: 'biên bản số 7' }]

describe('a confirmed receipt', () => {
  it('is noted once', () => {
    const scenario = report().given(['2021-10-19 08:00', { type: 'acknowledge' }])
    expect(scenario.state().answers.acknowledgedAt).toBe(vn('2021-10-19 08:00'))
    scenario.when('2021-10-19 09:00', { type: 'acknowledge' }).thenHappens()
  })
})

describe('a request for more time', () => {
  it('stands open, moves nothing, and names a reason of the list', () => {
    const scenario = report().given(ask)
    expect(unsettled(scenario)).toEqual(['extension'])
    expect(summarise('id', scenario.state(), scenario.registry).due).toBe(vn('2021-10-21 17:00'))
    expect(caseCommand.safeParse({ ...wish, why: 'lazy' }).success).toBe(false)
    expect(caseCommand.safeParse({ ...wish, why: 'other' }).success).toBe(false)
    expect(caseCommand.safeParse({ ...wish, why: 'other', reason }).success).toBe(true)
  })

  it('asks for a later date', () => {
    const due = vn('2021-10-21 17:00')
    report()
      .when('2021-10-20 09:00', { ...wish, due })
      .refused({ code: 'notLater', than: due })
  })

  it('ends when an operator extends, reschedules or refuses', () => {
    expect(unsettled(report().given(ask, ['2021-10-20 10:00', { type: 'extend', due: late, reason }]))).toBeUndefined()
    expect(unsettled(report().given(ask, ['2021-10-20 10:00', { type: 'refuseExtension', reason }]))).toBeUndefined()
    const dossierAsk = taken().given(ask)
    expect(unsettled(dossierAsk)).toEqual(['extension'])
    expect(unsettled(dossierAsk.given(['2021-10-20 10:00', { type: 'reschedule', due: late, reason }]))).toBeUndefined()
  })
})

describe('a claim to be done', () => {
  const period = { from: vn('2021-10-18'), to: vn('2021-10-23') }
  const outcome = ({ entries, registry }: Scenario) =>
    countCase('id', entries, { period, knownAt: '9', registry })?.outcome

  it('is neither done nor finished', () => {
    const scenario = report().given(claim)
    expect(unsettled(scenario)).toEqual(['claim'])
    expect(scenario.state().progress.phase).toBe('running')
    expect(outcome(scenario)).toBe('overdue')
  })

  it('is done, as of the claim, when an operator confirms it', () => {
    const scenario = report().given(claim)
    scenario.when('2021-10-22 09:00', { type: 'confirmClaim' }).thenHappens({
      type: 'statusChanged',
      status: 'resolved',
      confirms: 'claim',
    })
    scenario.given(['2021-10-22 09:00', { type: 'confirmClaim' }])
    expect(scenario.state().progress).toEqual({ phase: 'finished', at: vn('2021-10-20 09:00') })
    expect(outcome(scenario)).toBe('done')
    expect(unsettled(scenario)).toBeUndefined()
  })

  it('of a dossier ends in the state "processed"', () => {
    taken()
      .given(claim)
      .when('2021-10-22 09:00', { type: 'confirmClaim', reason })
      .thenHappens({ status: 'processed', reason })
  })

  it('is gone when it is refused; there is nothing more to confirm', () => {
    const scenario = report().given(claim, ['2021-10-22 09:00', { type: 'refuseClaim', reason }])
    expect(unsettled(scenario)).toBeUndefined()
    scenario.when('2021-10-22 10:00', { type: 'confirmClaim' }).refused({ code: 'notAllowed' })
  })

  it('and every other answer is settled by the final state of the source', () => {
    const scenario = taken().given(claim, ['2021-10-20 09:30', { type: 'explainNotSynced', reason }], ask)
    expect(unsettled(scenario)).toEqual(['extension', 'claim', 'notSynced'])
    scenario.given(['2021-10-21 09:00', { type: 'changeStatus', status: 'returned' }])
    expect(scenario.state().answers).toEqual(noAnswers)
  })
})

describe('other hands', () => {
  it('have answered nothing yet', () => {
    const scenario = report().given(['2021-10-19 08:00', { type: 'acknowledge' }], claim, [
      '2021-10-20 10:00',
      { type: 'reassign', agency: 'so-xd', reason },
    ])
    expect(scenario.state().answers).toEqual(noAnswers)
    expect(allowedCommands(scenario.state())).not.toContain('confirmClaim')
  })
})
