import { describe, expect, it } from 'vitest'
import { measure766, type Measure766 } from '../../functions/domain/measure-766.ts'
import { row, testRegistry } from '../support/registry.ts'
import { dossier, fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

/** Friday at closing, three working days after the reception. */
const APPOINTMENT = '2021-10-22 17:00'
const facts = { ...dossier, due: vn(APPOINTMENT) }
const registered: Step = ['2021-10-18 09:05', { type: 'registerDossier', facts }]
const withoutAppointment: Step = ['2021-10-18 09:05', { type: 'registerDossier', facts: dossier }]
const status = (
  at: string,
  name:
    | 'registered'
    | 'refused'
    | 'supplementRequested'
    | 'feeRequested'
    | 'processing'
    | 'processed'
    | 'returned'
    | 'withdrawn',
): Step => [at, { type: 'changeStatus', status: name, statusAt: vn(at) }]

const measured = (steps: Step[], asOf: string): Measure766 | undefined => {
  const { entries, registry } = new Scenario().given(...steps)
  return measure766(entries, { registry, asOf: vn(asOf) })
}

describe('item 2.1 of 766/QĐ-TTg holds the end of the processing against the appointment', () => {
  it('which is in time to the very minute', () => {
    expect(measured([registered, status(APPOINTMENT, 'processed')], '2021-10-31 00:00')).toMatchObject({
      result: 'onTime',
      because: 'endedByAppointment',
      facts: { appointment: vn(APPOINTMENT), adjusted: vn(APPOINTMENT), end: vn(APPOINTMENT), endedBy: 'processed' },
    })
  })

  it('and late one minute after, though no working time has passed', () => {
    expect(measured([registered, status('2021-10-22 17:01', 'processed')], '2021-10-31 00:00')).toMatchObject({
      result: 'late',
      because: 'endedAfterAppointment',
    })
  })

  it('where "Đã xử lý xong" counts before "Đã trả kết quả"', () => {
    const returned = status('2021-11-05 09:00', 'returned')
    expect(measured([registered, status('2021-10-22 16:00', 'processed'), returned], '2021-11-30 00:00')).toMatchObject(
      {
        result: 'onTime',
        facts: { end: vn('2021-10-22 16:00'), endedBy: 'processed' },
      },
    )
    expect(measured([registered, returned], '2021-11-30 00:00')).toMatchObject({
      result: 'late',
      facts: { end: vn('2021-11-05 09:00'), endedBy: 'returned' },
    })
  })

  it('and of an unfinished dossier the end of the period, whatever happened later', () => {
    const steps = [registered, status('2021-11-05 09:00', 'processed')]
    expect(measured(steps, '2021-10-22 12:00')).toMatchObject({
      result: 'onTime',
      facts: { end: vn('2021-10-22 12:00'), endedBy: 'periodEnd' },
    })
    expect(measured(steps, '2021-10-31 00:00')).toMatchObject({ result: 'late', facts: { endedBy: 'periodEnd' } })
  })

  it('and a reschedule never touches it', () => {
    const reschedule: Step = ['2021-10-21 08:00', { type: 'reschedule', due: vn('2021-10-29 17:00'), reason: 'chậm' }]
    expect(
      measured([registered, reschedule, status('2021-10-28 09:00', 'processed')], '2021-10-31 00:00'),
    ).toMatchObject({ result: 'late', facts: { appointment: vn(APPOINTMENT) } })
  })
})

describe('supplement time is subtracted', () => {
  /** 10:00–17:00 is 5 h, Wednesday 8 h, 07:00–09:00 is 2 h. */
  const asked = [status('2021-10-19 10:00', 'supplementRequested'), status('2021-10-21 09:00', 'processing')]

  it('in working time: 15 hours from Friday at closing end on Tuesday at 16:00', () => {
    const inTime = measured([registered, ...asked, status('2021-10-26 16:00', 'processed')], '2021-10-31 00:00')
    expect(inTime).toMatchObject({
      result: 'onTime',
      facts: { supplementRequests: 1, supplementMinutes: 900, adjusted: vn('2021-10-26 16:00') },
    })
    const late = measured([registered, ...asked, status('2021-10-26 16:01', 'processed')], '2021-10-31 00:00')
    expect(late).toMatchObject({ result: 'late', because: 'endedAfterAppointment' })
  })

  it('up to the end of the period while the citizen has not supplied the papers', () => {
    const [request] = asked
    expect(measured([registered, request!], '2021-10-29 09:00')).toMatchObject({
      result: 'onTime',
      facts: { supplementMinutes: 5 * 60 + 7 * 480 + 120 },
    })
  })

  it('but neither the time in which the citizen owed a fee nor an operator’s pause', () => {
    const owed = [status('2021-10-19 10:00', 'feeRequested'), status('2021-10-21 09:00', 'processing')]
    const flood: Step[] = [
      ['2021-10-19 10:00', { type: 'pause', reason: 'mưa lũ' }],
      ['2021-10-21 09:00', { type: 'resume' }],
    ]
    for (const paused of [owed, flood])
      expect(
        measured([registered, ...paused, status('2021-10-25 09:00', 'processed')], '2021-10-31 00:00'),
      ).toMatchObject({ result: 'late', facts: { supplementRequests: 0, supplementMinutes: 0 } })
  })

  it('and a second request counts as late, even where the end is in time', () => {
    const again = [status('2021-10-21 10:00', 'supplementRequested'), status('2021-10-21 11:00', 'processing')]
    const steps = [registered, ...asked, ...again, status('2021-10-22 09:00', 'processed')]
    expect(measured(steps, '2021-10-31 00:00')).toMatchObject({
      result: 'late',
      because: 'repeatedSupplement',
      facts: { supplementRequests: 2 },
    })
  })

  it('while a source that repeats the same request, or adds its date, makes it no second one', () => {
    const statusAt = vn('2021-10-19 15:00')
    const repeated = { type: 'changeStatus', status: 'supplementRequested', statusAt } as const
    const dated = { ...repeated, supplementDue: vn('2021-11-19 17:00') }
    const [first, last] = asked
    for (const again of [repeated, dated]) {
      const steps: Step[] = [
        registered,
        first!,
        ['2021-10-19 15:00', again],
        last!,
        status('2021-10-22 09:00', 'processed'),
      ]
      expect(measured(steps, '2021-10-31 00:00')).toMatchObject({
        result: 'onTime',
        facts: { supplementRequests: 1, supplementMinutes: 900 },
      })
    }
  })

  it('up to an end without another state in between', () => {
    const [request] = asked
    expect(measured([registered, request!, status('2021-10-21 09:00', 'processed')], '2021-10-31 00:00')).toMatchObject(
      {
        result: 'onTime',
        facts: { end: vn('2021-10-21 09:00'), endedBy: 'processed', supplementMinutes: 900 },
      },
    )
  })
})

describe('without an appointment the limit in force is the measure', () => {
  const asked = status('2021-10-19 10:00', 'supplementRequested')

  it('with its pauses counted once', () => {
    const steps = [withoutAppointment, asked, status('2021-10-21 09:00', 'processing')]
    expect(measured([...steps, status('2021-10-25 17:00', 'processed')], '2021-10-31 00:00')).toMatchObject({
      result: 'onTime',
      facts: { appointedBy: 'limit', appointment: vn('2021-10-25 17:00'), adjusted: vn('2021-10-25 17:00') },
    })
    expect(measured([...steps, status('2021-10-26 07:00', 'processed')], '2021-10-31 00:00')).toMatchObject({
      result: 'late',
    })
  })

  it('with a pause that still lasts up to the end of the period', () => {
    expect(measured([withoutAppointment, asked], '2021-10-29 09:00')).toMatchObject({
      result: 'onTime',
      facts: { appointment: vn('2021-11-02 17:00') },
    })
  })

  it('and without a limit nothing is measured', () => {
    const registry = testRegistry(row('limit', 'dossier:*', null, '2021-06-01'))
    const { entries } = new Scenario(registry).given(withoutAppointment)
    expect(measure766(entries, { registry, asOf: vn('2021-10-31 00:00') })).toMatchObject({
      result: 'notMeasured',
      because: 'noAppointment',
    })
  })
})

describe('what is measured', () => {
  it('is a dossier that an agency took in: not a refused one, not one withdrawn before', () => {
    const filed: Step = ['2021-10-18 09:05', { type: 'registerDossier', facts, status: 'registered' }]
    for (const steps of [
      [filed],
      [filed, status('2021-10-19 09:00', 'refused')],
      [filed, status('2021-10-19 09:00', 'withdrawn')],
    ])
      expect(measured(steps, '2021-10-31 00:00')).toMatchObject({ result: 'notMeasured', because: 'notReceived' })
  })

  it('is no field report, and nothing that was not known yet', () => {
    expect(
      measured([['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }]], '2021-10-31 00:00'),
    ).toBe(undefined)
    expect(measured([registered], '2021-10-18 09:04')).toBe(undefined)
  })

  it('is labelled retroactive where the clock began before the index set was issued, on 23/6/2022', () => {
    const received = (at: string): Step => [
      '2022-07-01 09:00',
      { type: 'registerDossier', facts: { ...dossier, receivedAt: vn(at), due: vn('2022-07-08 17:00') } },
    ]
    expect(measured([registered], '2022-07-31 00:00')?.retroactive).toBe(true)
    expect(measured([received('2022-06-22 23:59')], '2022-07-31 00:00')?.retroactive).toBe(true)
    expect(measured([received('2022-06-23 00:00')], '2022-07-31 00:00')?.retroactive).toBe(false)
  })

  it('is told apart where no calendar is in force: supplement time cannot be counted', () => {
    const old = { ...facts, receivedAt: vn('2020-12-20 09:00'), due: vn('2020-12-30 17:00') }
    expect(measured([['2021-10-18 09:05', { type: 'registerDossier', facts: old }]], '2021-10-31 00:00')).toMatchObject(
      {
        result: 'notMeasured',
        because: 'noCalendar',
      },
    )
  })
})
