import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountabilityReport, type BacklogReport } from '../../functions/domain/accountability.ts'
import type { AccountabilityQuestion, Timeline } from '../../functions/domain/accountable-cases.ts'
import { isOpen } from '../../functions/domain/calendar.ts'
import { composeBacklog, composePilot } from '../../functions/domain/compose-accountability.ts'
import { accountabilitySettings } from '../../functions/domain/deployment.ts'
import { statutoryDue } from '../../functions/domain/due.ts'
import type { Entry } from '../../functions/domain/event.ts'
import { foldCase } from '../../functions/domain/evolve.ts'
import { fromMs, MINUTE_MS, toMs } from '../../functions/domain/instant.ts'
import type { CaseState } from '../../functions/domain/state.ts'
import { accountabilityWords } from '../support/accountability.ts'
import { anySteps, taken } from '../support/case-steps.ts'
import { letter } from '../support/letter.ts'
import { row, testRegistry } from '../support/registry.ts'
import { dossier, fieldReport, Scenario, vn } from '../support/scenario.ts'

const planned = { from: '2021-04-26', to: '2021-10-26', source: 'Công văn 3419' }
const registry = testRegistry(
  row('deployment', 'vnpt:buon-ma-thuot', {
    provider: 'vnpt',
    unit: 'buon-ma-thuot',
    letter: 'Công văn 3419',
    planned,
    started: { date: '2021-10-18', source: 'Công văn tháng 11' },
  }),
)
const settings = accountabilitySettings.parse({
  ...accountabilityWords,
  explainFor: { amount: 2, unit: 'workingDays' },
})
const question: AccountabilityQuestion = {
  asOf: vn('2021-11-16 08:00'),
  knownAt: vn('2021-11-16 08:00'),
  registry,
  rulesAt: () => registry,
  settings,
  shownFrom: vn('2021-11-15 08:00'),
}
const backlog = (...timelines: Timeline[]): BacklogReport => composeBacklog(letter, timelines, question)

const named = new Scenario().given(
  ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }],
  ['2021-10-19 09:00', { type: 'nameHandler', handler: { name: 'H Thử', post: 'chuyên viên' } }],
)

describe('the report on what was left', () => {
  it('counts items by cohort and agency, and names the person whose time it was', () => {
    const report = backlog({ id: 'report:vnpt:pa-1', entries: named.entries })
    expect(report.summary).toMatchObject({ total: 1, cleared: 0, left: 1, cases: 1, agencies: 1, persons: 1 })
    expect(report.summary.byCohort.map(({ type, left }) => [type, left])).toEqual([
      ['frozen', 1],
      ['becomesOverdue', 0],
    ])
    const [agency] = report.byAgency
    expect(agency).toMatchObject({
      agency: 'bmt',
      left: 1,
      persons: [{ handler: { name: 'H Thử' } }, { lateMinutes: 0 }],
    })
    expect(report.explanations.until).toBe(vn('2021-11-17 08:00'))
  })

  it('leaves out what was cleared on the weekend, and keeps what was cleared later, marked so', () => {
    const cleared = (at: string) =>
      backlog({
        id: 'report:vnpt:pa-1',
        entries: [...named.entries, ...resolvedAt(at)],
      })
    expect(cleared('2021-11-14 22:00').summary).toMatchObject({ cleared: 1, left: 0, cases: 0 })
    const later = cleared('2021-11-15 09:00')
    expect(later.summary).toMatchObject({ cleared: 0, left: 1, clearedLater: 1 })
    expect(later.byAgency[0]?.cases[0]?.clearedLaterAt).toBe(vn('2021-11-15 09:00'))
  })

  const resolvedAt = (at: string): Entry[] =>
    new Scenario()
      .given(
        ['2021-10-18 09:05', { type: 'registerFieldReport', facts: fieldReport }],
        [at, { type: 'resolve', outcome: 'resolved' }],
      )
      .entries.slice(1)
      .map((entry) => ({ ...entry, seq: 9, commandId: 'resolved' }))

  it('counts a case once where two agencies have something left of it', () => {
    const asked = new Scenario().given(
      ['2021-10-18 09:05', { type: 'registerDossier', facts: dossier }],
      ['2021-10-19 08:00', { type: 'issueRequest', request: 'yc-1' }],
      ['2021-10-20 08:00', { type: 'issueRequest', request: 'yc-2', addressee: 'bmt' }],
    )
    const report = backlog({ id: 'dossier:x', entries: asked.entries })
    expect(report.summary).toMatchObject({ left: 2, cases: 1, agencies: 2, casesWithUnknownPerson: 1 })
    const [ledger] = report.byAgency.flatMap(({ cases }) => cases).map((each) => each.ledger)
    expect(report.summary.lateMinutes).toEqual({ agency: ledger?.lateMinutes })
  })

  it('shows what an agency disputes, answered or not', () => {
    const disputing = new Scenario()
    disputing.entries = [...named.entries]
    disputing.actor = { role: 'agency', id: 'clerk' }
    disputing.given(['2021-11-15 10:00', { type: 'disputeDelay', entry: 1, reason: 'chờ vật tư' }, 'disputed'])
    disputing
      .when('2021-11-15 11:00', { type: 'disputeDelay', entry: 99, reason: 'x' }, 'again')
      .refused({ code: 'unknownEntry' })
    const report = backlog({ id: 'report:vnpt:pa-1', entries: disputing.entries })
    expect(report.summary).toMatchObject({ disputesOpen: 1, answers: 1 })
    expect(report.byAgency[0]?.cases[0]?.disputes).toEqual([
      { entry: 1, at: vn('2021-11-15 10:00'), reason: 'chờ vật tư', late: false },
    ])
  })

  it('is what its schema says, and can be frozen', () => {
    const report = backlog({ id: 'report:vnpt:pa-1', entries: named.entries })
    expect(accountabilityReport.parse(JSON.parse(JSON.stringify(report)))).toEqual(report)
  })
})

describe('its figures, counted minute by minute from the timelines', () => {
  const timelines: Timeline[] = fc.sample(anySteps, { seed: 110, numRuns: 60 }).map((steps, n) => ({
    id: `report:vnpt:${n}`,
    entries: steps.reduce((all: Entry[], step) => taken(all, step, registry), []),
  }))
  const report = backlog(...timelines)
  const at = (entries: readonly Entry[], asOf: string) => foldCase(entries, { asOf, knownAt: question.knownAt })
  const finishedAt = (entries: readonly Entry[]) => {
    const progress = at(entries, question.asOf)?.progress
    return progress?.phase === 'finished' ? progress.at : undefined
  }
  const left = timelines.filter(({ entries }) => {
    const cutOff = foldCase(entries, { asOf: fromMs(toMs(vn('2021-10-29')) - 1), knownAt: vn('2021-10-29 08:00') })
    const due = cutOff && statutoryDue(cutOff, registry)?.at
    const wasOverdue = cutOff?.progress.phase !== 'finished' && due !== undefined && due < vn('2021-10-29')
    const end = finishedAt(entries)
    return wasOverdue && (end === undefined || end >= vn('2021-11-15'))
  })

  it('are the frozen cases that were overdue at the cut-off and not finished before the date', () => {
    const told = report.byAgency.flatMap(({ cases }) => cases).filter(({ cohort }) => cohort === 'frozen')
    expect(left.length).toBeGreaterThan(10)
    expect(told.map(({ id }) => id).toSorted()).toEqual(left.map(({ id }) => id).toSorted())
  })

  it('are the late minutes of whoever had the case in each of them', () => {
    const wanted = new Map<string, number>()
    const told = new Map<string, number>()
    const calendar = registry.calendar('counter', '2021-10-18')
    const add = (map: Map<string, number>, key: string, minutes: number) => map.set(key, (map.get(key) ?? 0) + minutes)
    for (const { id, entries } of left) {
      const last = at(entries, question.asOf)
      const due = last && statutoryDue(last, registry)?.at
      const end = finishedAt(entries) ?? question.asOf
      if (due === undefined) continue
      for (let ms = toMs(due); ms < toMs(end); ms += MINUTE_MS) {
        if (!isOpen(calendar, ms)) continue
        const state = at(entries, fromMs(ms))
        const untold = entries[0] !== undefined && fromMs(ms) < entries[0].recordedAt
        add(wanted, `${id} ${state?.agency} ${untold ? 'provider' : whoHas(state)}`, 1)
      }
    }
    for (const each of report.byAgency.flatMap(({ cases }) => cases).filter(({ cohort }) => cohort === 'frozen'))
      for (const part of each.ledger.parts) {
        const who = part.handler?.name ?? part.heldBy
        if (part.lateMinutes > 0) add(told, `${each.id} ${part.agency} ${who}`, part.lateMinutes)
      }
    expect(wanted.size).toBeGreaterThan(20)
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(wanted))
  })

  function whoHas(state: CaseState | undefined): string {
    if (state === undefined || state.progress.phase === 'finished') return 'nobody'
    if (state.progress.phase === 'paused') return 'suspended'
    if (state.declined !== undefined || state.agency === undefined) return 'handOver'
    return state.handler?.name ?? 'agency'
  }

  it('add up: agencies to the summary, cohorts to the whole', () => {
    const { summary, byAgency } = report
    const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0)
    expect(sum(byAgency.map((each) => each.left))).toBe(summary.left)
    expect(sum(summary.byCohort.map((each) => each.total))).toBe(summary.total)
    expect(sum(byAgency.flatMap(({ lateMinutes }) => Object.values(lateMinutes)))).toBe(
      sum(Object.values(summary.lateMinutes)),
    )
  })
})

describe('the report on the pilot', () => {
  it('lays the matrix and its sums beside each other', () => {
    const report = composePilot(letter, [{ id: 'x', entries: named.entries }], question)
    expect(report.summary).toEqual({ units: 1, onTime: 0, late: 1, notDeployed: 0, reports: 1 })
    expect(report.byProvider).toMatchObject([{ provider: 'vnpt', daysLate: 175, daysWithoutReport: 8 }])
    expect(accountabilityReport.parse(report)).toEqual(report)
  })
})
