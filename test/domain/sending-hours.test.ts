import { describe, expect, it } from 'vitest'
import { caseEvent } from '../../functions/domain/event.ts'
import { endOfMinute } from '../../functions/domain/sending-hours.ts'
import { row, testRegistry } from '../support/registry.ts'
import { fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const DAY = ['00:00', '24:00']
const always = row('calendar', 'always', {
  id: 'always',
  segments: { mon: [DAY], tue: [DAY], wed: [DAY], thu: [DAY], fri: [DAY], sat: [DAY], sun: [DAY] },
  dayEndsAt: '24:00',
  daysOff: false,
})

/** Level 1 falls due at the moment that the source names, and is told at once. */
const reportDue = (due: string, sendingHours?: string) => {
  const steps = [
    { level: 1, offset: { amount: 0, unit: 'workingDays' }, recipients: ['focalPoint'], delivery: 'immediate' },
  ]
  const policy = row('policy', 'fieldReport:giao-thong', { ...(sendingHours && { sendingHours }), steps })
  const facts = { ...fieldReport, due: vn(due) }
  const told: Step = ['2021-10-18 09:05', { type: 'registerFieldReport', facts }]
  return new Scenario(testRegistry(policy, always)).given(told)
}

describe('an immediate notice', () => {
  it.each([
    ['at the end of its minute, in the hours of the counter', '2021-10-21 09:14', undefined, '2021-10-21 09:15'],
    ['not in the lunch break', '2021-10-21 11:29', undefined, '2021-10-21 13:30'],
    ['not after closing', '2021-10-21 17:00', undefined, '2021-10-22 07:00'],
    ['not at midnight', '2021-10-22 00:00', undefined, '2021-10-22 07:00'],
    ['not at the weekend', '2021-10-23 10:00', undefined, '2021-10-25 07:00'],
    ['not on a holiday', '2021-09-02 10:00', undefined, '2021-09-03 07:00'],
    ['at any hour where the policy says so', '2021-10-24 02:13', 'any', '2021-10-24 02:14'],
    ['in the hours of the calendar that the policy names', '2021-10-24 02:13', 'always', '2021-10-24 02:14'],
  ])('may go out %s', (_, due, hours, sent) => {
    const outcome = reportDue(due, hours).when(due, { type: 'escalate' })
    outcome.thenHappens({ type: 'noticeRaised', level: 1, immediateAt: vn(sent) })
  })

  it('is one that a timeline of before immediate mail does not know: it goes with the digest', () => {
    const key = { episode: 1, level: 1, occurrence: 0, roles: ['focalPoint'] }
    const old = { type: 'noticeRaised', ...key, due: vn('2021-10-21 17:00'), stepAt: vn('2021-10-21 17:00') }
    expect(caseEvent.parse(old)).toEqual(old)
  })
})

describe('the minute', () => {
  it('ends after each of its moments', () => {
    expect(endOfMinute(vn('2021-10-21 09:14'))).toBe(vn('2021-10-21 09:15'))
    expect(endOfMinute('2021-10-21T02:14:59.999Z')).toBe(vn('2021-10-21 09:15'))
  })
})
