import { describe, expect, it } from 'vitest'
import { explain } from '../../functions/domain/explanation.ts'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import type { DossierStatus } from '../../functions/domain/status.ts'
import { delays, explained, linesOf, sum, terms } from '../support/explanation.ts'
import { row, rows, testRegistry } from '../support/registry.ts'
import { dossier, fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const registered: Step = ['2021-10-18 09:05', { type: 'registerDossier', facts: dossier }]
const filed: Step = ['2021-10-18 09:05', { type: 'registerDossier', facts: dossier, status: 'registered' }]
const reported: Step = ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }]
const status = (at: string, name: DossierStatus): Step => [at, { type: 'changeStatus', status: name, statusAt: vn(at) }]
const resolved = (at: string): Step => [at, { type: 'resolve', outcome: 'resolved' }]

const entriesOf = (...steps: Step[]) => new Scenario().given(...steps).entries

describe('a dossier that waits to be taken in', () => {
  const acceptance = row('limit', 'dossier:registered', { limit: { amount: 8, unit: 'workingHours' } })

  it('runs by the limit for taking it in, from its filing', () => {
    const explanation = explained(entriesOf(filed), { asOf: '2021-10-19 09:30', more: [acceptance] })
    expect(linesOf(explanation, 'started')).toMatchObject([{ why: 'filed', at: vn('2021-10-18 09:00'), seq: 1 }])
    expect(linesOf(explanation, 'limitRule')).toMatchObject([{ code: 'dossier:registered' }])
    expect(terms(explanation)).toEqual([
      '2021-10-18 09:00 – 2021-10-18 11:30 counted 150',
      '2021-10-18 11:30 – 2021-10-18 13:30 break',
      '2021-10-18 13:30 – 2021-10-18 17:00 counted 210',
      '2021-10-18 17:00 – 2021-10-19 07:00 night',
      '2021-10-19 07:00 – 2021-10-19 09:00 counted 120',
    ])
    expect(linesOf(explanation, 'open')).toMatchObject([{ status: 'registered', phase: 'waiting' }])
    expect(explanation.figures).toMatchObject({ outcome: 'overdue', delayMinutes: 30 })
  })

  it('without such a limit has no due date, and the codes that were looked for are named', () => {
    const explanation = explained(entriesOf(filed), { asOf: '2021-10-19 09:30' })
    expect(linesOf(explanation, 'noLimit')).toMatchObject([{ codes: ['dossier:registered'], on: '2021-10-18' }])
    expect(linesOf(explanation, 'verdict')).toMatchObject([{ outcome: 'noDue', due: undefined, minutes: undefined }])
  })
})

describe('a case that has ended', () => {
  it('is held against its due date at that moment, whenever one asks', () => {
    const entries = entriesOf(
      registered,
      status('2021-10-21 16:00', 'processed'),
      status('2021-10-25 09:00', 'returned'),
    )
    const explanation = explained(entries, { asOf: '2021-11-30 00:00' })
    expect(linesOf(explanation, 'ended')).toMatchObject([{ seq: 3, at: vn('2021-10-21 16:00'), status: 'processed' }])
    expect(linesOf(explanation, 'verdict')).toMatchObject([
      { outcome: 'onTime', end: vn('2021-10-21 16:00'), minutes: 60 },
    ])
    expect(linesOf(explanation, 'delay')).toEqual([])
    expect(explanation.figures).toMatchObject({
      finishedAt: vn('2021-10-21 16:00'),
      outcome: 'onTime',
      delayMinutes: 0,
    })
  })

  it('after closing is late, though no working minute has passed', () => {
    const explanation = explained(entriesOf(registered, status('2021-10-21 20:00', 'processed')), {
      asOf: '2021-10-31 00:00',
    })
    expect(delays(explanation)).toEqual(['statutory 2021-10-21 17:00 – 2021-10-21 20:00 night so-xd'])
    expect(explanation.figures).toMatchObject({ outcome: 'late', delayMinutes: 0 })
  })

  it('reopened, a field report starts anew and a dossier goes on', () => {
    const reopen: Step = ['2021-10-25 10:00', { type: 'reopen', reason: 'làm chưa xong' }]
    const report = explained(entriesOf(reported, resolved('2021-10-19 10:00'), reopen), { asOf: '2021-10-26 09:00' })
    expect(linesOf(report, 'started')).toMatchObject([{ why: 'reopened', at: vn('2021-10-25 10:00'), seq: 3 }])
    expect(linesOf(report, 'ended')).toMatchObject([{ seq: 2, status: 'resolved' }])
    expect(linesOf(report, 'reopened')).toMatchObject([{ seq: 3, reason: 'làm chưa xong' }])
    expect(report.figures).toMatchObject({ due: vn('2021-10-28 17:00'), outcome: 'inTime' })

    const again = explained(entriesOf(registered, status('2021-10-19 10:00', 'processed'), reopen), {
      asOf: '2021-10-26 09:00',
    })
    expect(linesOf(again, 'started')).toMatchObject([{ why: 'taken', at: vn('2021-10-18 09:00') }])
    expect(again.figures).toMatchObject({ due: vn('2021-10-21 17:00'), outcome: 'overdue' })
  })
})

describe('a reception that the source corrects', () => {
  it('moves the start to where it is now said to have been, by the entry that said so', () => {
    const corrected = { ...dossier, receivedAt: vn('2021-10-15 09:00') }
    const entries = entriesOf(registered, status('2021-10-18 15:00', 'processing'), [
      '2021-10-19 09:00',
      { type: 'registerDossier', facts: corrected },
    ])
    expect(linesOf(explained(entries, { asOf: '2021-10-20 09:00' }), 'started')).toMatchObject([
      { why: 'taken', status: 'received', at: vn('2021-10-15 09:00'), seq: 4 },
    ])
  })

  it('leaves a pause that lay before it without effect', () => {
    const paused = [status('2021-10-18 10:00', 'supplementRequested'), status('2021-10-18 15:00', 'processing')]
    const corrected = { ...dossier, receivedAt: vn('2021-10-18 16:00') }
    const correction: Step = ['2021-10-19 09:00', { type: 'registerDossier', facts: corrected }]
    const explanation = explained(entriesOf(registered, ...paused, correction), { asOf: '2021-10-20 09:00' })
    expect(linesOf(explanation, 'stoodStill')).toMatchObject([{ to: vn('2021-10-18 15:00'), effect: 'none' }])
  })
})

describe('whose time it was', () => {
  it('is cut where the case was handed over', () => {
    const handOver: Step = ['2021-10-22 08:00', { type: 'reassign', agency: 'bmt', reason: 'đúng địa bàn' }]
    const explanation = explained(entriesOf(registered, handOver, status('2021-10-22 09:00', 'processed')), {
      asOf: '2021-10-31 00:00',
    })
    expect(linesOf(explanation, 'handedOver')).toMatchObject([
      { seq: 3, at: vn('2021-10-22 08:00'), from: 'so-xd', to: 'bmt', reason: 'đúng địa bàn' },
    ])
    expect(delays(explanation)).toEqual([
      'statutory 2021-10-21 17:00 – 2021-10-22 07:00 night so-xd',
      'statutory 2021-10-22 07:00 – 2021-10-22 08:00 counted 60 so-xd',
      'statutory 2021-10-22 08:00 – 2021-10-22 09:00 counted 60 bmt',
    ])
  })

  it('is told with the handler’s name since it was known, and is nobody’s until a reopening', () => {
    const handler = { name: 'H Thử', post: 'chuyên viên' }
    const explanation = explained(
      entriesOf(
        registered,
        ['2021-10-22 08:00', { type: 'nameHandler', handler }],
        status('2021-10-22 09:00', 'processed'),
        ['2021-10-22 10:00', { type: 'reopen', reason: 'sai kết quả' }],
      ),
      { asOf: '2021-10-22 11:00' },
    )
    const counted = linesOf(explanation, 'delay').filter(({ minutes }) => minutes > 0)
    expect(counted.map(({ minutes, holder }) => [minutes, holder])).toEqual([
      [60, { agency: 'so-xd', handler: undefined }],
      [60, { agency: 'so-xd', handler }],
      [60, undefined],
      [60, { agency: 'so-xd', handler }],
    ])
  })

  it('was the first agency’s where the source gave a date before the reception', () => {
    const facts = { ...dossier, due: vn('2021-10-18 08:00') }
    const pinned: Step = ['2021-10-18 09:05', { type: 'registerDossier', facts }]
    expect(delays(explained(entriesOf(pinned), { asOf: '2021-10-18 10:00' }))).toEqual([
      'statutory 2021-10-18 08:00 – 2021-10-18 09:00 counted 60 so-xd',
      'statutory 2021-10-18 09:00 – 2021-10-18 10:00 counted 60 so-xd',
    ])
  })

  it('stays the agency’s that says the case is not its own', () => {
    const decline: Step = ['2021-10-19 08:00', { type: 'decline', reason: 'không thuộc địa bàn', proposed: 'bmt' }]
    const explanation = explained(entriesOf(reported, decline), { asOf: '2021-10-22 08:00' })
    expect(linesOf(explanation, 'declined')).toMatchObject([{ seq: 2, agency: 'bmt', proposed: 'bmt' }])
    expect(explanation.figures).toMatchObject({ due: vn('2021-10-21 17:00'), outcome: 'overdue' })
  })

  it('is told by runs of working days after a fortnight, and still sums up', () => {
    const more = [
      row('day', '2021-10-29', { date: '2021-10-29', kind: 'off', reason: 'other', source: 'mưa lũ' }),
      row('day', '2021-10-30', {
        date: '2021-10-30',
        kind: 'working',
        like: 'fri',
        reason: 'make-up',
        source: 'làm bù',
      }),
    ]
    const handOver: Step = ['2021-11-03 08:00', { type: 'reassign', agency: 'bmt', reason: 'đúng địa bàn' }]
    const explanation = explained(entriesOf(registered, handOver), { asOf: '2021-11-08 08:00', more })
    expect(delays(explanation)).toEqual([
      'statutory 2021-10-21 17:00 – 2021-10-23 00:00 stretch 480 so-xd',
      'statutory 2021-10-23 00:00 – 2021-10-25 00:00 weeklyDayOff so-xd',
      `statutory 2021-10-25 00:00 – 2021-10-29 00:00 stretch ${4 * 480} so-xd`,
      'statutory 2021-10-29 00:00 – 2021-10-30 00:00 dayOff other [mưa lũ] so-xd',
      'statutory 2021-10-30 00:00 – 2021-10-30 07:00 night so-xd',
      'statutory 2021-10-30 07:00 – 2021-10-30 11:30 counted 270 make-up [làm bù] so-xd',
      'statutory 2021-10-30 11:30 – 2021-10-30 13:30 break so-xd',
      'statutory 2021-10-30 13:30 – 2021-10-30 17:00 counted 210 make-up [làm bù] so-xd',
      'statutory 2021-10-30 17:00 – 2021-10-31 00:00 night so-xd',
      'statutory 2021-10-31 00:00 – 2021-11-01 00:00 weeklyDayOff so-xd',
      `statutory 2021-11-01 00:00 – 2021-11-03 08:00 stretch ${2 * 480 + 60} so-xd`,
      `statutory 2021-11-03 08:00 – 2021-11-06 00:00 stretch ${3 * 480 - 60} bmt`,
      'statutory 2021-11-06 00:00 – 2021-11-08 00:00 weeklyDayOff bmt',
      'statutory 2021-11-08 00:00 – 2021-11-08 08:00 stretch 60 bmt',
    ])
    expect(sum(linesOf(explanation, 'delay').map(({ minutes }) => minutes))).toBe(explanation.figures.delayMinutes)
  })

  it('is nobody’s to be chased for where a Party body has the case', () => {
    const facts = { ...fieldReport, agency: 'btg' }
    const explanation = explained(entriesOf(['2021-10-18 09:05', { type: 'registerFieldReport', facts }]), {
      asOf: '2021-10-20 09:00',
    })
    expect(linesOf(explanation, 'notChased')).toMatchObject([{ agency: 'btg' }])
  })

  it('is not measured where no calendar is in force, but late is late', () => {
    const facts = { ...dossier, receivedAt: vn('2020-12-20 09:00'), due: vn('2020-12-30 17:00') }
    const explanation = explained(entriesOf(['2021-10-18 09:05', { type: 'registerDossier', facts }]), {
      asOf: '2021-10-20 09:00',
    })
    expect(linesOf(explanation, 'noCalendar')).toMatchObject([{ on: '2020-12-20' }])
    expect(explanation.figures).toMatchObject({ outcome: 'overdue', delayMinutes: undefined })
  })
})

describe('as of another time', () => {
  const entries = entriesOf(registered, [
    '2021-10-25 08:00',
    { type: 'changeStatus', status: 'processed', statusAt: vn('2021-10-21 16:00') },
  ])

  it('a case is as late as it was known to be', () => {
    expect(explained(entries, { asOf: '2021-10-22 08:00' }).figures).toMatchObject({
      outcome: 'overdue',
      delayMinutes: 60,
    })
    expect(explained(entries, { asOf: '2021-10-22 08:00', knownAt: '2021-10-25 08:00' }).figures.outcome).toBe('onTime')
  })

  it('the rules are those known then, though others are in force for the same day now', () => {
    const shorter: RegistryRow = {
      ...row('limit', 'dossier:gpxd', { limit: { amount: 1, unit: 'workingDays' } }, '2021-10-01'),
      recordedAt: vn('2021-10-20 12:00'),
      source: 'Quyết định sửa đổi',
    }
    const before = explained(entries, { asOf: '2021-10-20 11:59', more: [shorter] })
    expect(linesOf(before, 'limitRule')).toMatchObject([{ code: 'dossier:*', source: { source: 'test' } }])
    const after = explained(entries, { asOf: '2021-10-20 12:00', more: [shorter] })
    expect(linesOf(after, 'limitRule')).toMatchObject([
      { code: 'dossier:gpxd', source: { from: '2021-10-01', source: 'Quyết định sửa đổi' } },
    ])
    expect([before.figures.due, after.figures.due]).toEqual([vn('2021-10-21 17:00'), vn('2021-10-19 17:00')])
  })

  it('a case that was not there yet, or not known, has no explanation', () => {
    const question = { registry: testRegistry(), rows }
    expect(explain(entries, { ...question, asOf: vn('2021-10-18 08:59') })).toBe(undefined)
    expect(explain(entries, { ...question, asOf: vn('2021-10-18 09:04') })).toBe(undefined)
  })
})
