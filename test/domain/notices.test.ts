import { describe, expect, it } from 'vitest'
import type { SystemCommand } from '../../functions/domain/command.ts'
import { pendingNotices } from '../../functions/domain/notices.ts'
import { fieldReport, Scenario, type Step } from '../support/scenario.ts'

const notice = { episode: 1, level: 1, occurrence: 0, role: 'focalPoint' as const }
const window = '2021-10-22T07:30'
const sent = (of = window): SystemCommand => ({
  type: 'settleNotices',
  window: of,
  notices: [{ ...notice, how: 'sent' }],
})
const cameBack = (of = window): SystemCommand => ({ type: 'returnNotices', window: of, notices: [notice] })

// Due Thursday 21/10 17:00; its head of the agency is not told yet.
const overdue: Step[] = [
  ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }],
  ['2021-10-21 17:00', { type: 'escalate' }],
]
const given = (...steps: Step[]) => new Scenario().given(...overdue, ...steps)
const waiting = (scenario: Scenario) => pendingNotices(scenario.state()).map(({ role }) => role)

describe('a notice whose mail came back', () => {
  it('waits for another one', () => {
    const scenario = given(['2021-10-22 07:30', sent()])
    expect(waiting(scenario)).toEqual([])
    scenario.when('2021-10-22 07:31', cameBack()).thenHappens({ type: 'noticeReturned', ...notice, window })
    expect(waiting(scenario.given(['2021-10-22 07:31', cameBack()]))).toEqual(['focalPoint'])
  })

  it('is settled by the next mail that arrives', () => {
    const scenario = given(['2021-10-22 07:30', sent()], ['2021-10-22 07:31', cameBack()])
    scenario.given(['2021-10-25 07:30', sent('2021-10-25T07:30')])
    expect(waiting(scenario)).toEqual([])
  })

  it('is told of the same mail once, however often SES says so, also after the next mail', () => {
    const scenario = given(['2021-10-22 07:30', sent()], ['2021-10-22 07:31', cameBack()])
    scenario.when('2021-10-22 07:32', cameBack()).thenHappens()
    scenario.given(['2021-10-25 07:30', sent('2021-10-25T07:30')])
    scenario.when('2021-10-25 07:31', cameBack()).thenHappens()
    expect(waiting(scenario)).toEqual([])
  })

  it('waits also where the bounce was faster than the note that the mail went out', () => {
    const scenario = given(['2021-10-22 07:30', cameBack()])
    scenario.when('2021-10-22 07:31', sent()).thenHappens()
    expect(waiting(scenario)).toEqual(['focalPoint'])
    scenario
      .when('2021-10-25 07:30', sent('2021-10-25T07:30'))
      .thenHappens({ type: 'noticeSettled', window: '2021-10-25T07:30' })
  })

  it('waits also where the clock that tells of the bounce is behind', () => {
    const scenario = given(['2021-10-22 07:30', sent()], ['2021-10-22 07:29', cameBack()])
    expect(waiting(scenario)).toEqual(['focalPoint'])
  })

  it('can come back a second time, by another mail', () => {
    const scenario = given(['2021-10-22 07:30', sent()], ['2021-10-22 07:31', cameBack()])
    scenario.given(['2021-10-25 07:30', sent('2021-10-25T07:30')], ['2021-10-25 07:31', cameBack('2021-10-25T07:30')])
    expect(waiting(scenario)).toEqual(['focalPoint'])
  })

  it('may still be dropped where it is no longer true', () => {
    const dropped: SystemCommand = { type: 'settleNotices', window, notices: [{ ...notice, how: 'dropped' }] }
    given(['2021-10-22 07:30', cameBack()])
      .when('2021-10-22 07:30', dropped)
      .thenHappens({ type: 'noticeSettled', how: 'dropped' })
  })

  it('that was never raised is nobody’s', () => {
    const other = { type: 'returnNotices' as const, window, notices: [{ ...notice, level: 3 }] }
    given().when('2021-10-22 07:31', other).thenHappens()
  })
})

describe('a notice that was mailed', () => {
  it('waits no more, also where the clock that tells so is behind the one that raised it', () => {
    const scenario = given(['2021-10-21 16:59', sent()])
    expect(waiting(scenario)).toEqual([])
    scenario.when('2021-10-21 17:00', sent('2021-10-22T07:30')).thenHappens()
  })
})
