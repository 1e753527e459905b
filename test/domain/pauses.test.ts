import { describe, expect, it } from 'vitest'
import { dueOf } from '../../functions/domain/due.ts'
import { row, testRegistry } from '../support/registry.ts'
import { dossier, fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const reported: Step = ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }]
const pause = (at: string, document?: string): Step => [
  at,
  { type: 'pause', reason: 'mưa lũ', ...(document !== undefined && { document }) },
]
const resume = (at: string, document?: string): Step => [
  at,
  { type: 'resume', ...(document !== undefined && { document }) },
]
const due = (scenario: Scenario) => dueOf(scenario.state(), scenario.registry)?.at

describe('a pause by a document', () => {
  it('stands beside others; the clock goes on when the last has ended', () => {
    const scenario = new Scenario().given(
      reported,
      pause('2021-10-19 08:00', '152/UBND'),
      pause('2021-10-19 10:00', '7/VNPT'),
      pause('2021-10-19 11:00'),
      resume('2021-10-20 08:00', '152/UBND'),
      resume('2021-10-20 09:00'),
    )
    expect(scenario.state().progress).toEqual({ phase: 'paused', since: vn('2021-10-19 08:00') })
    scenario.given(resume('2021-10-21 08:00', '7/VNPT'))
    expect(scenario.state().pauses).toEqual([{ from: vn('2021-10-19 08:00'), to: vn('2021-10-21 08:00') }])
  })

  it('ends by that document only', () => {
    const scenario = new Scenario().given(reported, pause('2021-10-19 08:00', '152/UBND'))
    scenario.when(...resume('2021-10-20 08:00')).refused({ code: 'heldByDocument', documents: ['152/UBND'] })
    scenario.when(...resume('2021-10-20 08:00', '9/X')).refused({ code: 'heldByDocument' })
  })

  it('is over at once where the document says from when to when', () => {
    const over = { type: 'pause', reason: 'mất điện', document: '7/VNPT' } as const
    const scenario = new Scenario().given(reported, [
      '2021-10-25 08:00',
      { ...over, from: vn('2021-10-19 07:00'), to: vn('2021-10-20 17:00') },
    ])
    expect(scenario.state()).toMatchObject({
      progress: { phase: 'running' },
      pauses: [{ from: vn('2021-10-19 07:00'), to: vn('2021-10-20 17:00') }],
    })
    expect(due(scenario)).toBe(vn('2021-10-22 17:00'))
  })

  it('cannot end before it began, nor in time to come', () => {
    const scenario = new Scenario().given(reported, pause('2021-10-19 08:00', '152/UBND'))
    const end = (at: string) => ({ type: 'resume', document: '152/UBND', at: vn(at) }) as const
    scenario.when('2021-10-20 08:00', end('2021-10-19 08:00')).refused({ code: 'notLater', field: 'at' })
    scenario.when('2021-10-20 08:00', end('2021-10-20 08:01')).refused({ code: 'inFuture', field: 'at' })
  })
})

describe('a pause', () => {
  it('also holds the clock of a dossier that is not taken in yet, which then waits as before', () => {
    const scenario = new Scenario().given(
      ['2021-10-18 09:05', { type: 'registerDossier', facts: dossier, status: 'registered' }],
      pause('2021-10-18 10:00'),
      resume('2021-10-19 10:00'),
    )
    expect(scenario.state().progress).toEqual({ phase: 'waiting' })
    scenario.given(['2021-10-19 14:00', { type: 'changeStatus', status: 'received' }])
    expect(scenario.state().progress).toEqual({ phase: 'running' })
  })

  it('lasts when the dossier is taken in meanwhile', () => {
    const scenario = new Scenario().given(
      ['2021-10-18 09:05', { type: 'registerDossier', facts: dossier, status: 'registered' }],
      pause('2021-10-18 10:00'),
      ['2021-10-18 14:00', { type: 'changeStatus', status: 'received' }],
    )
    expect(scenario.state().progress.phase).toBe('paused')
    scenario.given(resume('2021-10-20 10:00'))
    expect(due(scenario)).toBe(vn('2021-10-25 17:00'))
  })

  it('survives another limit, another calendar, a hand-over, a correction and an extension', () => {
    const scenario = new Scenario().given(reported, pause('2021-10-19 07:00'), resume('2021-10-20 17:00'))
    expect(due(scenario)).toBe(vn('2021-10-22 17:00'))
    const fiveDays = testRegistry(row('limit', 'fieldReport:*', { limit: { amount: 5, unit: 'workingDays' } }))
    expect(dueOf(scenario.state(), fiveDays)?.at).toBe(vn('2021-10-26 17:00'))
    const dayOff = { date: '2021-10-22', kind: 'off', reason: 'other', source: 'test' }
    expect(dueOf(scenario.state(), testRegistry(row('day', '2021-10-22', dayOff)))?.at).toBe(vn('2021-10-25 17:00'))
    scenario.given(
      ['2021-10-21 08:00', { type: 'reassign', agency: 'so-xd', reason: 'đúng thẩm quyền' }],
      ['2021-10-21 09:00', { type: 'registerFieldReport', facts: { ...fieldReport, unit: 'cu-mgar' } }],
    )
    expect(due(scenario)).toBe(vn('2021-10-22 17:00'))
    scenario.given(['2021-10-21 10:00', { type: 'extend', due: vn('2021-10-29 17:00'), reason: 'vật tư' }])
    expect(scenario.state().pauses).toHaveLength(1)
    expect(due(scenario)).toBe(vn('2021-10-29 17:00'))
  })
})

describe('papers asked of the citizen', () => {
  const ask = (at: string, until?: string): Step => [
    at,
    {
      type: 'changeStatus',
      status: 'supplementRequested',
      statusAt: vn(at),
      ...(until !== undefined && { supplementDue: vn(until) }),
    },
  ]
  const registered: Step = ['2021-10-18 09:05', { type: 'registerDossier', facts: dossier }]
  const back = (at: string): Step => [at, { type: 'changeStatus', status: 'processing', statusAt: vn(at) }]

  it('are counted, each request with its own date', () => {
    const scenario = new Scenario().given(
      registered,
      ask('2021-10-19 09:00', '2021-10-29 17:00'),
      back('2021-10-21 09:00'),
      ask('2021-10-22 09:00'),
    )
    expect(scenario.state().supplements).toEqual([
      { at: vn('2021-10-19 09:00'), due: vn('2021-10-29 17:00') },
      { at: vn('2021-10-22 09:00'), due: undefined },
    ])
  })

  it('are not counted again when the source repeats itself, but may get their date later', () => {
    const scenario = new Scenario().given(registered, ask('2021-10-19 09:00'))
    const again = { type: 'changeStatus', status: 'supplementRequested' } as const
    scenario.when('2021-10-19 10:00', again).thenHappens()
    const dated = { ...again, supplementDue: vn('2021-10-29 17:00') }
    scenario.given(['2021-10-19 11:00', dated])
    expect(scenario.state().supplements).toEqual([{ at: vn('2021-10-19 09:00'), due: vn('2021-10-29 17:00') }])
    scenario.when('2021-10-19 12:00', dated).thenHappens()
  })

  it('have their date from the source’s own message, too', () => {
    const scenario = new Scenario().given([
      '2021-10-19 10:00',
      {
        type: 'registerDossier',
        facts: dossier,
        status: 'supplementRequested',
        statusAt: vn('2021-10-19 09:00'),
        supplementDue: vn('2021-10-29 17:00'),
      },
    ])
    expect(scenario.state().supplements).toEqual([{ at: vn('2021-10-19 09:00'), due: vn('2021-10-29 17:00') }])
  })
})
