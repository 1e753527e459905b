import { describe, expect, it } from 'vitest'
import type { Command } from '../../functions/domain/command.ts'
import { dossier, Scenario, vn } from '../support/scenario.ts'

interface Facts {
  receivedAt?: string
  unit?: string
  due?: string
}

/** What a system says of the dossier at a moment, told a minute later. */
const says = (source: string, at: string, facts: Facts): [string, Command] => {
  const whole = { ...dossier, ...facts }
  const command: Command = { type: 'registerDossier', facts: whole, source, reportedAt: vn(at) }
  return ['2021-10-30 08:00', command]
}

const entriesAfter = (...steps: [string, Command][]) => new Scenario().given(...steps).entries.length

describe('two systems that differ a little', () => {
  const one = { due: vn('2021-10-25 17:00'), unit: 'bmt' }
  const other = { due: vn('2021-10-25 23:59'), unit: 'buon-ma-thuot' }

  it('do not correct each other for ever: each is heard once, and the first one stands', () => {
    const polls = Array.from({ length: 10 }, (_, hour) => `2021-10-18 ${hour + 10}:00`)
    const told = polls.flatMap((at) => [says('mot-cua', at, one), says('giam-sat', at.replace(':00', ':30'), other)])
    const scenario = new Scenario().given(...told)
    expect(scenario.entries.map(({ event }) => event.type)).toEqual(['received', 'statusChanged', 'corrected'])
    expect(scenario.state()).toMatchObject({ facts: one, episode: 1, statutory: { at: one.due } })
  })

  it('are both followed in what only one of them knows', () => {
    const scenario = new Scenario().given(
      says('mot-cua', '2021-10-18 10:00', { unit: 'bmt' }),
      says('giam-sat', '2021-10-18 10:30', { due: other.due }),
    )
    expect(scenario.state()).toMatchObject({ facts: { unit: 'bmt', due: other.due }, episode: 2 })
  })

  it('are told apart by their names, not by who passes it on', () => {
    const scenario = new Scenario().given(says('mot-cua', '2021-10-18 10:00', one))
    scenario.actor = { role: 'operator', id: 'colleague' }
    scenario.given(says('mot-cua', '2021-10-18 11:00', { ...one, unit: 'ea-kar' }))
    expect(scenario.state().facts).toMatchObject({ unit: 'ea-kar' })
  })
})

describe('a system', () => {
  it('takes nothing back by leaving it out', () => {
    const scenario = new Scenario().given(
      says('mot-cua', '2021-10-18 10:00', { due: vn('2021-10-25 17:00') }),
      says('mot-cua', '2021-10-18 11:00', { unit: 'bmt' }),
    )
    expect(scenario.state().facts).toMatchObject({ unit: 'bmt', due: vn('2021-10-25 17:00') })
    expect(scenario.state().episode).toBe(1)
  })

  it('is believed in what it said last, not in what came last', () => {
    const scenario = new Scenario().given(
      says('mot-cua', '2021-10-18 10:00', { unit: 'bmt' }),
      says('mot-cua', '2021-10-20 10:00', { unit: 'ea-kar' }),
      says('mot-cua', '2021-10-19 10:00', { unit: 'buon-ho' }),
    )
    expect(scenario.state().facts).toMatchObject({ unit: 'ea-kar' })
    expect(scenario.state({ asOf: vn('2021-10-19 12:00') }).facts).toMatchObject({ unit: 'buon-ho' })
  })

  it('is not contradicted by an older word of its own that made the case', () => {
    const scenario = new Scenario().given(
      says('mot-cua', '2021-10-20 10:00', { unit: 'ea-kar' }),
      says('mot-cua', '2021-10-18 10:00', { unit: 'bmt' }),
    )
    expect(scenario.state().facts).toMatchObject({ unit: 'ea-kar' })
  })

  it('writes nothing by saying again at a later time what it said before', () => {
    const again = says('mot-cua', '2021-10-18 12:00', { unit: 'bmt' })
    expect(entriesAfter(says('mot-cua', '2021-10-18 10:00', { unit: 'bmt' }), again)).toBe(2)
  })

  it('moves the clock of a field of its own that it corrects: the reception', () => {
    const scenario = new Scenario().given(
      says('mot-cua', '2021-10-18 10:00', {}),
      says('mot-cua', '2021-10-18 11:00', { receivedAt: vn('2021-10-15 14:00') }),
    )
    expect(scenario.state()).toMatchObject({
      clockStartedAt: vn('2021-10-15 14:00'),
      holders: [{ agency: 'so-xd', from: vn('2021-10-15 14:00') }],
    })
  })

  it('refuses what it says of a time to come', () => {
    new Scenario()
      .when('2021-10-18 10:00', {
        type: 'registerDossier',
        facts: dossier,
        reportedAt: vn('2021-10-18 10:01'),
      })
      .refused({ code: 'inFuture', field: 'reportedAt' })
  })
})

describe('the person whom two systems name differently', () => {
  const names = (source: string, at: string, name: string): [string, Command] => [
    '2021-10-30 08:00',
    { type: 'registerDossier', facts: dossier, source: 'any', reportedAt: vn(at), handler: { name, post: source } },
  ]

  it('changes twice, and not with every repeat', () => {
    const scenario = new Scenario()
    for (const hour of [10, 11, 12, 13])
      for (const [n, system] of ['mot-cua', 'giam-sat'].entries()) {
        scenario.actor = { role: 'agency', id: system }
        scenario.given(names(system, `2021-10-18 ${hour}:${n}0`, `Người của ${system}`))
      }
    const named = scenario.entries.filter(({ event }) => event.type === 'handlerNamed')
    expect(named).toHaveLength(2)
  })
})
