import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldCase } from '../../functions/domain/evolve.ts'
import { keysOf } from '../../functions/domain/objects.ts'
import { dossierStatuses, type DossierStatus } from '../../functions/domain/status.ts'
import { dossier, fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const registered: Step = ['2021-10-18 09:05', { type: 'registerDossier', facts: dossier }]
const reported: Step = ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }]
const status = (at: string, name: DossierStatus): Step => [at, { type: 'changeStatus', status: name, statusAt: vn(at) }]

describe('a dossier arrives', () => {
  it('is received at the moment the source says, recorded when we heard of it', () => {
    const { entries } = new Scenario().given(registered)
    expect(entries.map((entry) => [entry.event.type, entry.occurredAt, entry.recordedAt])).toEqual([
      ['received', vn('2021-10-18 09:00'), vn('2021-10-18 09:05')],
      ['statusChanged', vn('2021-10-18 09:00'), vn('2021-10-18 09:05')],
    ])
  })

  it('writes nothing when the same or another system says it again', () => {
    new Scenario()
      .given(registered)
      .when('2021-10-18 10:00', { type: 'registerDossier', facts: dossier, status: 'received' })
      .thenHappens()
  })

  it('writes nothing when the very same command comes again after an ambiguous answer', () => {
    const command = { type: 'issueRequest', request: 'yc-1' } as const
    new Scenario()
      .given(registered, ['2021-10-19 08:00', command, 'retry-me'])
      .when('2021-10-19 08:01', command, 'retry-me')
      .thenHappens()
  })

  it('records a changed appointment as a correction that begins a new episode', () => {
    const scenario = new Scenario().given(registered)
    const facts = { ...dossier, due: vn('2021-10-25 17:00') }
    scenario.when('2021-10-19 08:00', { type: 'registerDossier', facts }).thenHappens({ type: 'corrected', facts })
    scenario.given(['2021-10-19 08:00', { type: 'registerDossier', facts }])
    expect(scenario.state()).toMatchObject({ episode: 2, statutory: { at: facts.due, basis: 'source' } })
  })

  it('refuses what lies in the future and agencies that nobody knows', () => {
    const scenario = new Scenario()
    const future = { ...dossier, receivedAt: vn('2021-10-18 09:01') }
    scenario.when('2021-10-18 09:00', { type: 'registerDossier', facts: future }).refused({ code: 'inFuture' })
    const unknown = { ...dossier, agency: 'so-khong-co' }
    scenario
      .when('2021-10-18 10:00', { type: 'registerDossier', facts: unknown })
      .refused({ code: 'unknownAgency', agency: 'so-khong-co' })
  })
})

describe('sources jump states, repeat, and send late', () => {
  it('keeps the first end when "result returned" follows "processed"', () => {
    const scenario = new Scenario().given(
      registered,
      status('2021-10-20 10:00', 'processed'),
      status('2021-10-21 10:00', 'returned'),
    )
    expect(scenario.state()).toMatchObject({
      status: 'returned',
      progress: { phase: 'finished', at: vn('2021-10-20 10:00') },
    })
  })

  it('lets a final state absorb what the source says of later moments', () => {
    const scenario = new Scenario().given(
      registered,
      status('2021-10-20 10:00', 'withdrawn'),
      status('2021-10-21 10:00', 'processing'),
    )
    expect(scenario.state().status).toBe('withdrawn')
  })

  it('ends in the same state in any order and with any repetition of the same messages', () => {
    const names = fc.constantFrom(...keysOf(dossierStatuses))
    const messages = fc.uniqueArray(fc.record({ hour: fc.integer({ min: 1, max: 200 }), name: names }), {
      selector: (message) => message.hour,
      minLength: 1,
      maxLength: 8,
    })
    const withShuffle = messages.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
    )
    const tell = (list: { hour: number; name: DossierStatus }[]) => {
      const scenario = new Scenario().given(registered)
      for (const { hour, name } of list) {
        const statusAt = new Date(Date.parse(dossier.receivedAt) + hour * 3_600_000).toISOString()
        scenario.given(['2021-11-30 08:00', { type: 'changeStatus', status: name, statusAt }])
      }
      return scenario.state()
    }
    fc.assert(
      fc.property(withShuffle, ([ordered, shuffled]) => {
        expect(tell(shuffled)).toEqual(tell(ordered))
      }),
      { numRuns: 2_000 },
    )
  })

  it('answers with the state known at any moment when the timeline is cut there', () => {
    const scenario = new Scenario().given(
      registered,
      ['2021-10-21 08:00', { type: 'changeStatus', status: 'processed', statusAt: vn('2021-10-19 16:00') }],
      ['2021-10-22 08:00', { type: 'changeStatus', status: 'supplementRequested', statusAt: vn('2021-10-19 09:00') }],
      ['2021-10-23 08:00', { type: 'reopen', reason: 'cập nhật nhầm' }],
    )
    for (const { recordedAt } of scenario.entries) {
      const prefix = scenario.entries.filter((entry) => entry.recordedAt <= recordedAt)
      expect(foldCase(scenario.entries, { knownAt: recordedAt })).toEqual(foldCase(prefix))
    }
    expect(scenario.state({ asOf: vn('2021-10-19 12:00') }).status).toBe('supplementRequested')
    expect(scenario.state({ asOf: vn('2021-10-19 12:00'), knownAt: vn('2021-10-21 09:00') }).status).toBe('received')
  })
})

describe('the clock stands still', () => {
  it('while the citizen supplies papers, and the pause is written down when it ends', () => {
    const scenario = new Scenario().given(
      registered,
      status('2021-10-19 09:00', 'supplementRequested'),
      status('2021-10-21 10:00', 'processing'),
    )
    expect(scenario.state({ asOf: vn('2021-10-20 00:00') }).progress).toEqual({
      phase: 'paused',
      since: vn('2021-10-19 09:00'),
    })
    expect(scenario.state().pauses).toEqual([{ from: vn('2021-10-19 09:00'), to: vn('2021-10-21 10:00') }])
  })

  it('until the last of two stops has ended', () => {
    const scenario = new Scenario().given(
      registered,
      status('2021-10-19 09:00', 'supplementRequested'),
      ['2021-10-19 15:00', { type: 'pause', reason: 'lũ lụt' }],
      status('2021-10-20 10:00', 'processing'),
    )
    expect(scenario.state().progress.phase).toBe('paused')
    scenario.given(['2021-10-21 08:00', { type: 'resume' }])
    expect(scenario.state().pauses).toEqual([{ from: vn('2021-10-19 09:00'), to: vn('2021-10-21 08:00') }])
  })
})

describe('processing requests', () => {
  const asked: Step = ['2021-10-19 08:00', { type: 'issueRequest', request: 'yc-1', addressee: 'so-xd' }]

  it('are answered once, by the source or an operator', () => {
    const scenario = new Scenario().given(registered, asked)
    const answer = { type: 'answerRequest', request: 'yc-1' } as const
    scenario.when('2021-10-20 08:00', answer).thenHappens({ type: 'requestAnswered', confirmedBy: 'operator' })
    scenario.given(['2021-10-20 08:00', answer]).when('2021-10-21 08:00', answer).thenHappens()
  })

  it('are refused by name where nobody issued them', () => {
    new Scenario()
      .given(registered, asked)
      .when('2021-10-20 08:00', { type: 'answerRequest', request: 'yc-9' })
      .refused({ code: 'unknownRequest', request: 'yc-9', known: ['yc-1'] })
  })
})

describe('a field report', () => {
  it('is extended to a later date only, and a new episode begins', () => {
    const scenario = new Scenario().given(reported)
    const extend = (due: string) => ({ type: 'extend', due: vn(due), reason: 'chờ vật tư' }) as const
    scenario
      .when('2021-10-20 08:00', extend('2021-10-20 17:00'))
      .refused({ code: 'notLater', than: vn('2021-10-21 17:00') })
    scenario.given(['2021-10-20 08:00', extend('2021-10-27 17:00')])
    expect(scenario.state()).toMatchObject({ episode: 2, statutory: { basis: 'extension' } })
  })

  it('starts its limit anew when it is reopened', () => {
    const scenario = new Scenario().given(
      reported,
      ['2021-10-19 10:00', { type: 'resolve', outcome: 'resolved' }],
      ['2021-10-25 10:00', { type: 'reopen', reason: 'người dân phản ánh lại' }],
    )
    expect(scenario.state()).toMatchObject({
      episode: 2,
      status: 'processing',
      progress: { phase: 'running' },
      clockStartedAt: vn('2021-10-25 10:00'),
    })
  })

  it('names state, command and what would be allowed when it refuses', () => {
    new Scenario()
      .given(reported, ['2021-10-19 10:00', { type: 'resolve', outcome: 'resolved' }])
      .when('2021-10-20 10:00', { type: 'pause', reason: 'mưa lũ' })
      .refused({
        code: 'notAllowed',
        status: 'resolved',
        command: 'pause',
        allowed: ['changeStatus', 'nameHandler', 'reopen', 'disputeDelay'],
      })
  })

  it('does not know the states of a dossier', () => {
    new Scenario()
      .given(reported)
      .when('2021-10-20 10:00', { type: 'changeStatus', status: 'returned' })
      .refused({ code: 'wrongStatus', wanted: 'returned' })
  })

  it('handed over, forgets the handler of the agency that gave it away', () => {
    const scenario = new Scenario().given(
      reported,
      ['2021-10-18 10:00', { type: 'nameHandler', handler: { name: 'Y Blơ', post: 'Chuyên viên' } }],
      ['2021-10-19 10:00', { type: 'reassign', agency: 'so-xd', reason: 'không thuộc thẩm quyền' }],
    )
    expect(scenario.state()).toMatchObject({ agency: 'so-xd', handler: undefined, episode: 2 })
  })
})
