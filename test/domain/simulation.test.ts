import { describe, expect, it } from 'vitest'
import { nextDigest } from '../../functions/domain/digest-window.ts'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import { registryChange } from '../../functions/domain/registry-change.ts'
import { asIfEver, rulesOverTime } from '../../functions/domain/rules-over-time.ts'
import { simulateCase, type Lived } from '../../functions/domain/simulation.ts'
import { row, rows, testRegistry } from '../support/registry.ts'
import { fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

// Received Monday 18/10 09:00 with three working days: due Thursday 21/10 17:00.
const reported: Step = ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }]
const period = { from: vn('2021-10-15 00:00'), to: vn('2021-11-01 00:00') }
const at = (level: number, amount: number, ...recipients: string[]) => ({
  level,
  offset: { amount, unit: 'workingDays' },
  recipients,
})
const proposal = (...steps: object[]) =>
  registryChange.parse({ kind: 'policy', code: 'fieldReport:*', from: '2022-01-01', source: 'x', value: { steps } })

const live = (steps: Step[], known: readonly RegistryRow[] = rows, over = period): Lived =>
  simulateCase(new Scenario().given(...steps).entries, rulesOverTime(known), over)
const mails = ({ told }: Lived) => told.map(({ recipient, window, level }) => [recipient, window.at, level])

describe('a case under the rules in force', () => {
  it('is told in the digest after each step, to whom and at which level', () => {
    expect(mails(live([reported]))).toEqual([
      ['bmt:focalPoint', vn('2021-10-21 07:30'), 0],
      ['bmt:focalPoint', vn('2021-10-22 07:30'), 1],
      ['bmt:focalPoint', vn('2021-10-26 07:30'), 2],
      ['bmt:head', vn('2021-10-26 07:30'), 2],
      ['bmt:head', vn('2021-10-29 07:30'), 3],
    ])
  })

  it('is not told what was no longer true when the digest went out', () => {
    const closed: Step = ['2021-10-22 07:10', { type: 'resolve', outcome: 'resolved' }]
    expect(mails(live([reported, closed]))).toEqual([['bmt:focalPoint', vn('2021-10-21 07:30'), 0]])
  })

  it('stands still while it is paused, and goes on by what was known then', () => {
    const steps: Step[] = [
      reported,
      ['2021-10-19 08:00', { type: 'pause', reason: 'lũ' }],
      ['2021-10-25 08:00', { type: 'resume' }],
      ['2021-10-27 08:00', { type: 'extend', due: vn('2021-11-10 17:00'), reason: 'vật tư' }],
    ]
    expect(mails(live(steps))).toEqual([['bmt:focalPoint', vn('2021-10-27 07:30'), 0]])
  })

  it('begins with what had been raised by then, which is not raised again', () => {
    const escalate = { type: 'escalate' } as const
    const steps: Step[] = [reported, ['2021-10-20 17:00', escalate], ['2021-10-21 17:00', escalate]]
    const over = { from: vn('2021-10-22 00:00'), to: vn('2021-10-29 00:00') }
    expect(mails(live(steps, rows, over)).map(([, window, level]) => [window, level])).toEqual([
      [vn('2021-10-22 07:30'), 1],
      [vn('2021-10-26 07:30'), 2],
      [vn('2021-10-26 07:30'), 2],
    ])
  })

  it('waits where a role has no mailbox', () => {
    const known = rows.filter(({ code }) => code !== 'bmt:focalPoint' && code !== 'bmt:head')
    expect(live([reported], known)).toEqual({ told: [], withoutContact: 4 })
  })

  it('follows the rules as they became known', () => {
    const dayOff = { date: '2021-10-21', kind: 'off', reason: 'other', source: 'x' }
    const known = { ...row('day', '2021-10-21', dayOff), recordedAt: vn('2021-10-20 18:00') }
    expect(mails(live([reported], [...rows, known])).slice(0, 2)).toEqual([
      ['bmt:focalPoint', vn('2021-10-22 07:30'), 0],
      ['bmt:focalPoint', vn('2021-10-25 07:30'), 1],
    ])
  })
})

describe('a case under a proposed policy', () => {
  it('lives as if that had always been in force, whatever its date', () => {
    const proposed = asIfEver(rows, [proposal(at(1, 0, 'head'))])
    expect(mails(live([reported], proposed))).toEqual([['bmt:head', vn('2021-10-22 07:30'), 1]])
  })

  it('is never told again of a level that it was told of before the period', () => {
    const told = (level: number, role: 'focalPoint' | 'head') =>
      ({ episode: 1, level, occurrence: 0, role, how: 'sent' }) as const
    const steps: Step[] = [
      reported,
      ['2021-10-21 17:00', { type: 'escalate' }],
      ['2021-10-25 17:00', { type: 'escalate' }],
      [
        '2021-10-26 07:30',
        {
          type: 'settleNotices',
          window: '2021-10-26T07:30',
          notices: [told(1, 'focalPoint'), told(2, 'focalPoint'), told(2, 'head')],
        },
      ],
    ]
    const over = { from: vn('2021-10-27 00:00'), to: vn('2021-11-01 00:00') }
    const changed = [at(1, 1, 'head'), at(2, 2, 'head')]
    expect(mails(live(steps, asIfEver(rows, [proposal(...changed)]), over))).toEqual([])
    expect(mails(live(steps, asIfEver(rows, [proposal(...changed, at(4, 3, 'head'))]), over))).toEqual([
      ['bmt:head', vn('2021-10-27 07:30'), 4],
    ])
  })

  it('that is ended is chased by nobody', () => {
    const ended = { ...proposal(at(1, 0, 'head')), value: null }
    expect(live([reported], asIfEver(rows, [registryChange.parse(ended)]))).toEqual({ told: [], withoutContact: 0 })
  })
})

describe('the next digest', () => {
  const registry = testRegistry()

  it.each([
    ['2021-10-18 07:29', '2021-10-18 07:30'],
    ['2021-10-18 07:30', '2021-10-19 07:30'],
    ['2021-10-22 17:00', '2021-10-25 07:30'],
    ['2021-09-01 08:00', '2021-09-03 07:30'],
  ])('after %s goes out at %s', (after, next) => {
    expect(nextDigest(registry, vn(after))).toBe(vn(next))
  })
})

describe('immediate mail', () => {
  const steps = [
    { ...at(1, 0, 'focalPoint'), delivery: 'immediate' },
    { ...at(2, 1, 'head'), delivery: 'immediate' },
  ]
  const policy = (value: object) => [...rows, row('policy', 'fieldReport:*', { steps, ...value })]
  const told = ({ told: all }: Lived) => all.map(({ recipient, window }) => [recipient, window.kind, window.at])

  it('goes out when the minute is over, at any hour where the policy says so', () => {
    expect(told(live([reported], policy({ sendingHours: 'any' })))).toEqual([
      ['bmt:focalPoint', 'immediate', vn('2021-10-21 17:01')],
      ['bmt:head', 'immediate', vn('2021-10-22 17:01')],
    ])
  })

  it('waits for the next sending hour else, and is not told where it is no longer true then', () => {
    expect(told(live([reported], policy({})))[0]).toEqual(['bmt:focalPoint', 'immediate', vn('2021-10-22 07:00')])
    const closed: Step = ['2021-10-22 06:50', { type: 'resolve', outcome: 'resolved' }]
    expect(told(live([reported, closed], policy({})))).toEqual([])
  })

  it('that finds no mailbox goes with the next digest', () => {
    const late = { agency: 'bmt', role: 'focalPoint', email: 'moi@daklak.example' }
    const known = [
      ...policy({ sendingHours: 'any' }).filter(({ code }) => code !== 'bmt:focalPoint' && code !== 'bmt:head'),
      { ...row('contact', 'bmt:focalPoint', late), recordedAt: vn('2021-10-21 20:00') },
    ]
    expect(told(live([reported], known))[0]).toEqual(['bmt:focalPoint', 'daily', vn('2021-10-22 07:30')])
  })
})
