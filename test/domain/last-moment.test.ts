import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countCase } from '../../functions/domain/counted-case.ts'
import { lastMoment, nextDocument } from '../../functions/domain/document.ts'
import type { Entry } from '../../functions/domain/event.ts'
import { DAY_MS, fromMs, toMs, type Instant } from '../../functions/domain/instant.ts'
import type { Registry } from '../../functions/domain/registry.ts'
import { anySteps, stepRules, taken } from '../support/case-steps.ts'
import { anyLife } from '../support/life-arbitraries.ts'
import { testRegistry } from '../support/registry.ts'
import { fieldReport, Scenario, vn } from '../support/scenario.ts'

const lastOf = (entries: readonly Entry[], registry: Registry): Instant | undefined =>
  lastMoment(
    nextDocument(
      undefined,
      { id: 'report:vnpt:pa-1', entries, firedStep: false },
      { registry, now: entries.at(-1)?.recordedAt ?? '' },
    ),
  )

/** A week that ends then, as known some days later: counted only of cases that are open or have a moment in it, or later. */
function holds(entries: readonly Entry[], registry: Registry, asked: { to: Instant; knownAt: Instant }): void {
  const period = { from: fromMs(toMs(asked.to) - 7 * DAY_MS), to: asked.to }
  const counted = countCase('report:vnpt:pa-1', entries, { period, knownAt: asked.knownAt, registry })
  if (counted === undefined) return
  const last = lastOf(entries, registry)
  expect(last === undefined || last >= period.from).toBe(true)
}

describe('the last moment of a closed case', () => {
  it('lies in no week before the last one that counts it, whatever happened and whenever it was told', () => {
    fc.assert(
      fc.property(anyLife, ({ entries, registry, asOf, knownAt }) => holds(entries, registry, { to: asOf, knownAt })),
      { numRuns: 3000 },
    )
  })

  it('does so too where notices were raised and words given, of every week of the life', () => {
    const registry = stepRules()
    fc.assert(
      fc.property(anySteps, fc.nat(20), fc.nat(10), (steps, days, later) => {
        const entries = steps.reduce<Entry[]>((told, step) => taken(told, step, registry), [])
        const to = fromMs(toMs(fieldReport.receivedAt) + days * DAY_MS)
        holds(entries, registry, { to, knownAt: fromMs(toMs(to) + later * DAY_MS) })
      }),
      { numRuns: 2000 },
    )
  })

  const resolved = { type: 'changeStatus', status: 'resolved', statusAt: vn('2021-10-20 09:00') } as const
  const received = { type: 'registerFieldReport', facts: fieldReport } as const

  it('is when its end was told, where that came late; the week counts what was raised before', () => {
    const report = new Scenario(testRegistry()).given(
      ['2021-10-18 09:05', received],
      ['2021-10-21 17:00', { type: 'escalate' }],
      ['2021-11-02 08:00', resolved],
    )
    expect(lastOf(report.entries, report.registry)).toBe(vn('2021-11-02 08:00'))
    const period = { from: vn('2021-10-21 00:00'), to: vn('2021-10-28 00:00') }
    const counted = countCase('id', report.entries, { period, knownAt: '9', registry: report.registry })
    expect(counted?.notices.escalations).toBe(1)
  })

  it('is its end, where it was told whole', () => {
    const both = new Scenario(testRegistry()).given(['2021-11-02 08:00', received], ['2021-11-02 08:00', resolved])
    expect(lastOf(both.entries, both.registry)).toBe(vn('2021-10-20 09:00'))
  })

  it('is none while it is open', () => {
    const open = new Scenario(testRegistry()).given(['2021-10-18 09:05', received])
    expect(lastOf(open.entries, open.registry)).toBeUndefined()
  })
})
