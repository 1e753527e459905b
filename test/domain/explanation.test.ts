import { describe, expect, it } from 'vitest'
import type { DossierStatus } from '../../functions/domain/status.ts'
import { delays, explained, linesOf, terms } from '../support/explanation.ts'
import { row } from '../support/registry.ts'
import { dossier, fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const registered: Step = ['2021-10-18 09:05', { type: 'registerDossier', facts: dossier }]
const reported: Step = ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }]
const status = (at: string, name: DossierStatus): Step => [at, { type: 'changeStatus', status: name, statusAt: vn(at) }]

const entriesOf = (...steps: Step[]) => new Scenario().given(...steps).entries
const kindsOf = (explanation: ReturnType<typeof explained>) => [...new Set(explanation.lines.map(({ kind }) => kind))]

describe('a computed due date', () => {
  const entries = entriesOf(registered)

  it('names where the clock started, the rule and the calendar with their sources', () => {
    const explanation = explained(entries, { asOf: '2021-10-20 09:00' })
    expect(explanation.lines.slice(0, 3)).toMatchObject([
      { kind: 'started', why: 'taken', status: 'received', at: vn('2021-10-18 09:00'), seq: 2, by: { id: 'test' } },
      {
        kind: 'limitRule',
        limit: { amount: 3, unit: 'workingDays' },
        code: 'dossier:*',
        source: { code: 'dossier:*', from: '2021-01-01', source: 'test', author: 'test' },
      },
      { kind: 'calendar', id: 'counter', chosenBy: 'agency', dayEndsAt: 'closing', source: { kind: 'calendar' } },
    ])
  })

  it('counts the days from the day after, and stands in time until its very end', () => {
    const explanation = explained(entries, { asOf: '2021-10-21 17:00' })
    expect(terms(explanation)).toEqual(['2021-10-19 00:00 – 2021-10-22 00:00 counted 3'])
    expect(explanation.figures).toMatchObject({
      due: vn('2021-10-21 17:00'),
      outcome: 'inTime',
      delayMinutes: 0,
      counted: { limit: { amount: 3, unit: 'workingDays' }, in: 'days', units: 3 },
    })
    expect(linesOf(explanation, 'verdict')).toMatchObject([{ outcome: 'inTime', minutes: 0, minutesPerDay: 480 }])
  })

  it('tells the delay segment by segment, with whose time it was', () => {
    const explanation = explained(entries, { asOf: '2021-10-25 08:00' })
    expect(delays(explanation)).toEqual([
      'statutory 2021-10-21 17:00 – 2021-10-22 07:00 night so-xd',
      'statutory 2021-10-22 07:00 – 2021-10-22 11:30 counted 270 so-xd',
      'statutory 2021-10-22 11:30 – 2021-10-22 13:30 break so-xd',
      'statutory 2021-10-22 13:30 – 2021-10-22 17:00 counted 210 so-xd',
      'statutory 2021-10-22 17:00 – 2021-10-23 00:00 night so-xd',
      'statutory 2021-10-23 00:00 – 2021-10-25 00:00 weeklyDayOff so-xd',
      'statutory 2021-10-25 00:00 – 2021-10-25 07:00 night so-xd',
      'statutory 2021-10-25 07:00 – 2021-10-25 08:00 counted 60 so-xd',
    ])
    expect(explanation.figures).toMatchObject({ outcome: 'overdue', delayMinutes: 540 })
  })

  it('of working hours is told in minutes, over a named day off with its source', () => {
    const more = [row('limit', 'fieldReport:giao-thong', { limit: { amount: 4, unit: 'workingHours' } })]
    const facts = { ...fieldReport, receivedAt: vn('2021-09-01 15:50') }
    const steps: Step = ['2021-09-01 16:00', { type: 'registerFieldReport', facts }]
    expect(terms(explained(entriesOf(steps), { asOf: '2021-09-04 08:00', more }))).toEqual([
      '2021-09-01 15:50 – 2021-09-01 17:00 counted 70',
      '2021-09-01 17:00 – 2021-09-02 00:00 night',
      '2021-09-02 00:00 – 2021-09-03 00:00 dayOff national-day [test]',
      '2021-09-03 00:00 – 2021-09-03 07:00 night',
      '2021-09-03 07:00 – 2021-09-03 09:50 counted 170',
    ])
  })

  it('rolled off a day off names it too', () => {
    const more = [row('limit', 'fieldReport:giao-thong', { limit: { amount: 2, unit: 'calendarDays' } })]
    const facts = { ...fieldReport, receivedAt: vn('2021-08-31 08:00') }
    const steps: Step = ['2021-08-31 09:00', { type: 'registerFieldReport', facts }]
    expect(terms(explained(entriesOf(steps), { asOf: '2021-09-04 08:00', more }))).toEqual([
      '2021-09-01 00:00 – 2021-09-03 00:00 counted 2',
      '2021-09-03 00:00 – 2021-09-03 17:00 rolled national-day [test]',
    ])
  })
})

describe('a pause', () => {
  const asked = status('2021-10-19 09:00', 'supplementRequested')
  const flood: Step = ['2021-10-20 09:00', { type: 'pause', reason: 'mưa lũ' }]

  it('gives no due date while it lasts, and says what holds the clock', () => {
    const explanation = explained(entriesOf(registered, asked, flood), { asOf: '2021-10-29 09:00' })
    expect(linesOf(explanation, 'paused')).toMatchObject([
      {
        since: vn('2021-10-19 09:00'),
        stops: [
          { seq: 3, status: 'supplementRequested' },
          { seq: 4, reason: 'mưa lũ' },
        ],
      },
    ])
    expect(explanation.figures).toMatchObject({ due: undefined, outcome: 'noDue', delayMinutes: undefined })
    expect(kindsOf(explanation)).toEqual(['started', 'limitRule', 'calendar', 'paused', 'open', 'verdict'])
  })

  it('names the document that ordered it, and the citizen’s own date for the papers', () => {
    const until = vn('2021-11-05 17:00')
    const papers: Step = [
      '2021-10-19 09:00',
      { type: 'changeStatus', status: 'supplementRequested', supplementDue: until },
    ]
    const ordered: Step = ['2021-10-20 09:00', { type: 'pause', reason: 'mưa lũ', document: '152/UBND-KGVX' }]
    const explanation = explained(entriesOf(registered, papers, ordered), { asOf: '2021-10-29 09:00' })
    expect(linesOf(explanation, 'paused')).toMatchObject([{ stops: [{ due: until }, { document: '152/UBND-KGVX' }] }])
  })

  it('adds its own days at the end of a computed date, and names the entries behind it', () => {
    const steps = [asked, flood, status('2021-10-21 10:00', 'processing')] as const
    const resumed: Step = ['2021-10-22 10:00', { type: 'resume' }]
    const explanation = explained(entriesOf(registered, ...steps, resumed), { asOf: '2021-10-25 09:00' })
    expect(terms(explanation)).toEqual([
      '2021-10-19 00:00 – 2021-10-22 00:00 counted 3',
      '2021-10-19 09:00 – 2021-10-22 10:00 paused 3 #3#4',
      '2021-10-22 00:00 – 2021-10-23 00:00 added 1',
      '2021-10-23 00:00 – 2021-10-25 00:00 weeklyDayOff',
      '2021-10-25 00:00 – 2021-10-27 00:00 added 2',
    ])
    expect(explanation.figures).toMatchObject({ due: vn('2021-10-26 17:00'), outcome: 'inTime' })
  })

  it('is told apart from another, each with its own days and reason', () => {
    const again: Step[] = [
      ['2021-10-21 14:00', { type: 'pause', reason: 'mất điện' }],
      ['2021-10-22 08:00', { type: 'resume' }],
    ]
    const first = [asked, status('2021-10-20 09:00', 'processing')]
    const explanation = explained(entriesOf(registered, ...first, ...again), { asOf: '2021-10-25 09:00' })
    expect(terms(explanation).filter((line) => line.includes('paused'))).toEqual([
      '2021-10-19 09:00 – 2021-10-20 09:00 paused 1 #3',
      '2021-10-21 14:00 – 2021-10-22 08:00 paused 1 #5',
    ])
  })

  it('never moves a date that the source gave', () => {
    const facts = { ...dossier, due: vn('2021-10-22 17:00') }
    const pinned: Step = ['2021-10-18 09:05', { type: 'registerDossier', facts }]
    const paused = explained(entriesOf(pinned, asked), { asOf: '2021-10-25 07:30' })
    expect(linesOf(paused, 'pinned')).toMatchObject([{ due: vn('2021-10-22 17:00'), previous: undefined, seq: 1 }])
    expect(linesOf(paused, 'stoodStill')).toMatchObject([
      { from: vn('2021-10-19 09:00'), to: undefined, effect: 'none', stops: [{ seq: 3 }] },
    ])
    expect(linesOf(paused, 'due')).toMatchObject([{ clock: 'statutory', basis: 'source' }])
    expect(paused.figures).toMatchObject({ outcome: 'overdue', delayMinutes: 30, counted: undefined })
  })

  it('in which the clock began moves its start', () => {
    const filed: Step = ['2021-10-18 09:05', { type: 'registerDossier', facts: dossier, status: 'registered' }]
    const steps = [filed, asked, status('2021-10-20 10:00', 'processing')]
    const explanation = explained(entriesOf(...steps), { asOf: '2021-10-21 09:00' })
    expect(terms(explanation)).toEqual([
      '2021-10-21 00:00 – 2021-10-23 00:00 counted 2',
      '2021-10-23 00:00 – 2021-10-25 00:00 weeklyDayOff',
      '2021-10-25 00:00 – 2021-10-26 00:00 counted 1',
    ])
    expect(linesOf(explanation, 'stoodStill')).toMatchObject([{ to: vn('2021-10-20 10:00'), effect: 'startMoved' }])
  })
})

describe('a date set by somebody', () => {
  it('that the source corrects names both', () => {
    const due = (at: string) => ({ ...dossier, due: vn(at) })
    const entries = entriesOf(
      ['2021-10-18 09:05', { type: 'registerDossier', facts: due('2021-10-22 17:00') }],
      ['2021-10-19 09:05', { type: 'registerDossier', facts: due('2021-10-26 17:00') }],
    )
    expect(linesOf(explained(entries, { asOf: '2021-10-20 09:00' }), 'pinned')).toMatchObject([
      { due: vn('2021-10-26 17:00'), previous: vn('2021-10-22 17:00'), seq: 3 },
    ])
    expect(linesOf(explained(entries, { asOf: '2021-10-19 09:00' }), 'pinned')).toMatchObject([
      { due: vn('2021-10-22 17:00'), previous: undefined, seq: 1 },
    ])
  })

  it('by an extension stands on the limit before it, which is still told', () => {
    const extension = (at: string, due: string): Step => [at, { type: 'extend', due: vn(due), reason: 'chờ vật tư' }]
    const explanation = explained(
      entriesOf(
        reported,
        extension('2021-10-20 08:00', '2021-10-25 17:00'),
        ['2021-10-21 09:00', { type: 'pause', reason: 'mưa lũ' }],
        ['2021-10-21 16:00', { type: 'resume' }],
        extension('2021-10-22 08:00', '2021-10-27 11:00'),
      ),
      { asOf: '2021-10-27 14:00' },
    )
    expect(terms(explanation)).toEqual(['2021-10-19 00:00 – 2021-10-22 00:00 counted 3'])
    expect(linesOf(explanation, 'extended')).toMatchObject([
      { seq: 2, due: vn('2021-10-25 17:00'), previous: vn('2021-10-21 17:00'), reason: 'chờ vật tư' },
      { seq: 5, due: vn('2021-10-27 11:00'), previous: vn('2021-10-25 17:00') },
    ])
    expect(linesOf(explanation, 'stoodStill')).toMatchObject([{ effect: 'none', stops: [{ seq: 3 }] }])
    expect(explanation.figures).toMatchObject({ statutoryDue: vn('2021-10-27 11:00'), delayMinutes: 60 })
  })

  it('by a postponement names the rule that allowed it, in force on the day it was told', () => {
    const rules = [
      row('postponement', 'fieldReport:*', { times: 2 }),
      { ...row('postponement', 'fieldReport:*', { times: 0 }, '2021-10-21'), source: 'không gia hạn nữa' },
    ]
    const extend: Step = ['2021-10-20 08:00', { type: 'extend', due: vn('2021-10-25 17:00'), reason: 'chờ vật tư' }]
    const explanation = explained(entriesOf(reported, extend), { asOf: '2021-10-22 08:00', more: rules })
    expect(linesOf(explanation, 'extended')).toMatchObject([
      { rule: { kind: 'postponement', code: 'fieldReport:*', from: '2021-01-01', source: 'test' } },
    ])
  })

  it('by a reschedule is a second clock: the statutory one runs on', () => {
    const explanation = explained(
      entriesOf(
        registered,
        ['2021-10-21 08:00', { type: 'reschedule', due: vn('2021-10-22 17:00'), reason: 'thiếu người' }],
        status('2021-10-25 07:30', 'processed'),
      ),
      { asOf: '2021-10-31 00:00' },
    )
    expect(linesOf(explanation, 'rescheduled')).toMatchObject([
      { seq: 3, due: vn('2021-10-22 17:00'), previous: vn('2021-10-21 17:00') },
    ])
    expect(linesOf(explanation, 'due')).toMatchObject([
      { clock: 'statutory', due: vn('2021-10-21 17:00'), basis: 'computed' },
      { clock: 'promised', due: vn('2021-10-22 17:00'), basis: 'reschedule' },
    ])
    expect(linesOf(explanation, 'verdict')).toMatchObject([
      { clock: 'promised', outcome: 'late', minutes: 30 },
      { clock: 'statutory', outcome: 'late', minutes: 510 },
    ])
    expect(explanation.figures).toMatchObject({ delayMinutes: 30, statutoryDelayMinutes: 510 })
  })
})
