import { describe, expect, it } from 'vitest'
import { workingMinutesBetween } from '../../functions/domain/calendar.ts'
import { calendarOf, statutoryDue } from '../../functions/domain/due.ts'
import { foldCase } from '../../functions/domain/evolve.ts'
import { toMs } from '../../functions/domain/instant.ts'
import { ledger, ledgerOf, type LedgerPart } from '../../functions/domain/ledger.ts'
import { delayBetween } from '../../functions/domain/limit.ts'
import { holds } from '../support/calendar-arbitraries.ts'
import { sum } from '../support/explanation.ts'
import { anyLife } from '../support/life-arbitraries.ts'
import { dossier, fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const reported: Step = ['2021-10-18 10:00', { type: 'registerFieldReport', facts: fieldReport }]
const taken: Step = ['2021-10-18 09:00', { type: 'registerDossier', facts: dossier }]
const named: Step = ['2021-10-19 09:00', { type: 'nameHandler', handler: { name: 'H Thử', post: 'chuyên viên' } }]

const parts = (scenario: Scenario, asOf = '2021-10-29 09:00'): LedgerPart[] =>
  ledgerOf('report:vnpt:pa-1', scenario.entries, { registry: scenario.registry, asOf: vn(asOf) })?.parts ?? []
const hours = (all: readonly LedgerPart[]) => all.map(({ heldBy, minutes }) => [heldBy, minutes / 60])

describe('the time of a case', () => {
  it('is the provider’s until it passes the report on, then the agency’s, then the person’s who is named', () => {
    expect(hours(parts(new Scenario().given(reported, named), '2021-10-19 10:00'))).toEqual([
      ['provider', 1],
      ['agency', 7],
      ['handler', 1],
    ])
  })

  it('is the citizen’s while papers are owed, and nobody’s fault while a document holds it', () => {
    const scenario = new Scenario().given(
      taken,
      ['2021-10-18 10:00', { type: 'changeStatus', status: 'supplementRequested' }],
      ['2021-10-18 11:00', { type: 'changeStatus', status: 'processing' }],
      ['2021-10-19 07:00', { type: 'pause', reason: 'mưa lũ', document: '1/UBND' }],
      ['2021-10-19 09:00', { type: 'resume', document: '1/UBND' }],
    )
    expect(hours(parts(scenario, '2021-10-19 10:00'))).toEqual([
      ['agency', 1],
      ['citizen', 1],
      ['agency', 4],
      ['suspended', 2],
      ['agency', 1],
    ])
  })

  it('is a hand-over while nobody has it, and after an agency declined until the centre answers', () => {
    const { agency: _, ...facts } = fieldReport
    const scenario = new Scenario().given(
      ['2021-10-18 09:00', { type: 'registerFieldReport', facts }],
      ['2021-10-18 10:00', { type: 'reassign', agency: 'so-xd', reason: 'x' }],
      ['2021-10-18 11:00', { type: 'decline', reason: 'x' }],
      ['2021-10-18 14:30', { type: 'reassign', agency: 'bmt', reason: 'x' }],
    )
    const all = parts(scenario, '2021-10-18 17:00')
    expect(hours(all)).toEqual([
      ['handOver', 1],
      ['agency', 1],
      ['handOver', 1.5],
      ['agency', 2.5],
    ])
    expect(all.map(({ entries }) => entries)).toEqual([[1], [2], [3], [4]])
  })

  it('tells apart what lies after the date; an unknown person stays unknown', () => {
    const [before, ...rest] = parts(new Scenario().given(taken), '2021-10-22 09:00')
    expect(rest).toEqual([])
    expect(before).toMatchObject({ heldBy: 'agency', agency: 'so-xd', lateMinutes: 120 })
    expect(before).not.toHaveProperty('handler')
  })
})

describe('every ledger', () => {
  it('sums up to the whole, and its late parts to the delay that digests and explanations show', () => {
    holds(anyLife, ({ entries, registry, asOf, knownAt }) => {
      const found = ledgerOf('dossier:x', entries, { registry, asOf, knownAt })
      const state = foldCase(entries, { asOf, knownAt })
      if (found === undefined || state === undefined) return
      expect(sum(found.parts.map(({ minutes }) => minutes))).toBe(found.minutes)
      expect(sum(found.parts.map(({ lateMinutes }) => lateMinutes))).toBe(found.lateMinutes)
      const calendar = calendarOf(state, registry)
      expect(found.minutes).toBe(workingMinutesBetween(calendar, toMs(found.from), toMs(found.to)))
      const due = statutoryDue(state, registry)?.at
      if (due !== undefined && due >= found.from) expect(found.lateMinutes).toBe(delayBetween(calendar, due, found.to))
    })
  })

  it('is without gaps, points at entries of the timeline, and names only persons that were told', () => {
    holds(anyLife, ({ entries, registry, asOf, knownAt }) => {
      const found = ledgerOf('dossier:x', entries, { registry, asOf, knownAt })
      if (found === undefined) return
      const cuts = found.parts.flatMap(({ from, to }) => [from, to])
      if (found.from !== found.to) expect([found.from, ...cuts.slice(1, -1), found.to]).toEqual(cuts)
      for (const [index, cut] of cuts.entries())
        if (index % 2 === 1 && index + 1 < cuts.length) expect(cut).toBe(cuts[index + 1])
      const seqs = new Set(entries.map(({ seq }) => seq))
      expect(found.parts.flatMap((part) => part.entries).filter((seq) => !seqs.has(seq))).toEqual([])
      for (const { heldBy, handler } of found.parts) expect(handler !== undefined).toBe(heldBy === 'handler')
      expect(ledger.parse(found)).toEqual(found)
    })
  })
})
