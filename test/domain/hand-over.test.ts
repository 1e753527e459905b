import { describe, expect, it } from 'vitest'
import { fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const reported: Step = ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }]
const named = (at: string, name: string): Step => [at, { type: 'nameHandler', handler: { name, post: 'chuyên viên' } }]
const moved = (at: string, agency: string): Step => [at, { type: 'reassign', agency, reason: 'đúng thẩm quyền' }]
const solved = (at: string): Step => [at, { type: 'resolve', outcome: 'resolved' }]

/** `bmt 09:00–10:00 Y Blơ`, without the dates. */
const holders = (scenario: Scenario) =>
  scenario.state().holders.map(({ agency, handler, from, to }) => [agency, handler?.name, from, to])

describe('whose time it was', () => {
  it('is kept through hand-overs and changes of the person, without a gap', () => {
    const scenario = new Scenario().given(
      reported,
      named('2021-10-18 10:00', 'Y Blơ'),
      moved('2021-10-19 10:00', 'so-xd'),
      named('2021-10-20 10:00', 'H Mai'),
      solved('2021-10-21 10:00'),
    )
    expect(holders(scenario)).toEqual([
      ['bmt', undefined, vn('2021-10-18 09:00'), vn('2021-10-18 10:00')],
      ['bmt', 'Y Blơ', vn('2021-10-18 10:00'), vn('2021-10-19 10:00')],
      ['so-xd', undefined, vn('2021-10-19 10:00'), vn('2021-10-20 10:00')],
      ['so-xd', 'H Mai', vn('2021-10-20 10:00'), vn('2021-10-21 10:00')],
    ])
  })

  it('is the centre’s until an agency is found', () => {
    const { agency: _, ...facts } = fieldReport
    const scenario = new Scenario().given(
      ['2021-10-18 09:05', { type: 'registerFieldReport', facts }],
      moved('2021-10-18 14:00', 'bmt'),
    )
    expect(holders(scenario)).toEqual([
      [undefined, undefined, vn('2021-10-18 09:00'), vn('2021-10-18 14:00')],
      ['bmt', undefined, vn('2021-10-18 14:00'), undefined],
    ])
  })

  it('begins again with a reopening, and nobody’s was in between', () => {
    const scenario = new Scenario().given(reported, solved('2021-10-19 10:00'), [
      '2021-10-25 10:00',
      { type: 'reopen', reason: 'còn hư hỏng' },
    ])
    expect(holders(scenario)).toEqual([
      ['bmt', undefined, vn('2021-10-18 09:00'), vn('2021-10-19 10:00')],
      ['bmt', undefined, vn('2021-10-25 10:00'), undefined],
    ])
  })

  it('tells who had it last when that is named after the end', () => {
    const scenario = new Scenario().given(reported, solved('2021-10-19 10:00'), named('2021-10-25 10:00', 'Y Blơ'))
    expect(holders(scenario)).toEqual([['bmt', 'Y Blơ', vn('2021-10-18 09:00'), vn('2021-10-19 10:00')]])
  })

  it('is not given to the person whom a source still names that has not heard of the hand-over', () => {
    const handler = { name: 'Y Blơ', post: 'chuyên viên' }
    const scenario = new Scenario().given(reported, moved('2021-10-19 10:00', 'so-xd'))
    scenario.when('2021-10-19 11:00', { type: 'registerFieldReport', facts: fieldReport, handler }).thenHappens()
  })
})

describe('an agency that says a case is not its own', () => {
  const declined: Step = ['2021-10-18 14:00', { type: 'decline', reason: 'đường tỉnh lộ', proposed: 'so-xd' }]

  it('keeps it, with its clock running, until an operator answers', () => {
    const scenario = new Scenario().given(reported, declined)
    expect(scenario.state()).toMatchObject({
      agency: 'bmt',
      episode: 1,
      progress: { phase: 'running' },
      declined: { at: vn('2021-10-18 14:00'), proposed: 'so-xd' },
    })
  })

  it('says so once', () => {
    new Scenario()
      .given(reported, declined)
      .when('2021-10-18 15:00', { type: 'decline', reason: 'đã nói rồi' })
      .refused({ code: 'notAllowed', command: 'decline', status: 'received' })
  })

  it('is answered by a hand-over, which begins a new episode', () => {
    const scenario = new Scenario().given(reported, declined, moved('2021-10-18 16:00', 'so-xd'))
    expect(scenario.state()).toMatchObject({ agency: 'so-xd', declined: undefined, episode: 2 })
  })

  it('is answered by staying with it, which begins none and loses no handler', () => {
    const scenario = new Scenario().given(
      reported,
      named('2021-10-18 10:00', 'Y Blơ'),
      declined,
      moved('2021-10-18 16:00', 'bmt'),
    )
    expect(scenario.state()).toMatchObject({ declined: undefined, episode: 1, handler: { name: 'Y Blơ' } })
  })

  it('cannot propose an agency that nobody knows, or one that is no more', () => {
    new Scenario()
      .given(reported)
      .when('2021-10-18 14:00', { type: 'decline', reason: 'nhầm', proposed: 'so-khong-co' })
      .refused({ code: 'unknownAgency', field: 'proposed', agency: 'so-khong-co' })
  })
})
