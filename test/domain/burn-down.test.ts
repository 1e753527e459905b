import { describe, expect, it } from 'vitest'
import { burnDownOf } from '../../functions/domain/burn-down.ts'
import { becameOverdueAt, cohortItems, type CohortItem } from '../../functions/domain/cohort.ts'
import { taskFacts } from '../../functions/domain/directive.ts'
import { letter } from '../support/letter.ts'
import { testRegistry } from '../support/registry.ts'
import { dossier, fieldReport, Scenario, vn, type Step } from '../support/scenario.ts'

const registry = testRegistry()
const calendar = registry.calendar('counter', '2021-11-08')
const items = (scenario: Scenario, asOf = '2021-11-16 08:00'): CohortItem[] =>
  cohortItems('id', scenario.entries, {
    cohorts: letter.cohorts,
    asOf: vn(asOf),
    knownAt: vn(asOf),
    registry,
    rulesAt: () => registry,
  })

const reported = (receivedAt: string): Step => [
  receivedAt,
  { type: 'registerFieldReport', facts: { ...fieldReport, receivedAt: vn(receivedAt) } },
]
const asked: Step[] = [
  ['2021-10-18 09:05', { type: 'registerDossier', facts: { ...dossier, due: vn('2021-12-01 17:00') } }],
  ['2021-10-19 08:00', { type: 'issueRequest', request: 'yc-1' }],
  ['2021-10-20 08:00', { type: 'issueRequest', request: 'yc-2', addressee: 'bmt' }],
]
const resolved = (at: string): Step => [at, { type: 'resolve', outcome: 'resolved' }]

describe('the frozen cohort', () => {
  it('holds each request that was not done and each report that was overdue at the cut-off', () => {
    const requests = items(new Scenario().given(...asked))
    expect(requests.map(({ cohort, request, agency }) => [cohort, request, agency])).toEqual([
      ['frozen', 'yc-1', 'so-xd'],
      ['frozen', 'yc-2', 'bmt'],
    ])
    expect(items(new Scenario().given(reported('2021-10-18 09:00'))).map(({ cohort }) => cohort)).toEqual(['frozen'])
    expect(items(new Scenario().given(reported('2021-10-18 09:00'), resolved('2021-10-28 09:00')))).toEqual([])
  })

  it('is cleared by an answer or the end of the dossier, and by nothing that was not known', () => {
    const answered = new Scenario().given(...asked, [
      '2021-11-09 08:00',
      { type: 'answerRequest', request: 'yc-1', answeredAt: vn('2021-11-08 16:00') },
    ])
    expect(items(answered).map(({ clearedAt }) => clearedAt)).toEqual([vn('2021-11-08 16:00'), undefined])
    expect(items(answered, '2021-11-08 18:00').map(({ clearedAt }) => clearedAt)).toEqual([undefined, undefined])
  })
})

describe('the other cohort', () => {
  it.each([
    ['what passes its date after the cut-off', '2021-10-26 09:00', ['new']],
    ['not what is not due yet', '2021-11-12 09:00', []],
  ])('holds %s', (_what, receivedAt, cohorts) => {
    expect(items(new Scenario().given(reported(receivedAt))).map(({ cohort }) => cohort)).toEqual(cohorts)
  })

  it('does not hold what was done in time', () => {
    expect(items(new Scenario().given(reported('2021-10-26 09:00'), resolved('2021-10-28 09:00')))).toEqual([])
  })

  it('counts once what was overdue, got more time and passed that too', () => {
    const extended = new Scenario().given(reported('2021-10-26 09:00'), [
      '2021-11-03 08:00',
      { type: 'extend', due: vn('2021-11-05 17:00'), reason: 'x' },
    ])
    const span = { from: vn('2021-11-04'), to: vn('2021-11-15') }
    const question = { asOf: vn('2021-11-16'), knownAt: vn('2021-11-16'), registry }
    expect(becameOverdueAt(extended.entries, span, question)).toBeUndefined()
    expect(items(extended)).toHaveLength(1)
  })
})

describe('the burn-down', () => {
  const item = (agency: string, clearedAt?: string): CohortItem => ({
    cohort: 'frozen',
    caseId: 'x',
    kind: 'dossier',
    code: 'x',
    subject: 'x',
    provider: undefined,
    request: 'r',
    agency,
    clearedAt: clearedAt === undefined ? undefined : vn(clearedAt),
  })
  const of = (asOf: string, ...all: CohortItem[]) => burnDownOf(letter, all, { asOf: vn(asOf), calendar }).cohorts[0]

  it('chases to Friday at closing and judges by the Monday: work on the weekend is in time', () => {
    const late = of('2021-11-16 08:00', item('a', '2021-11-14 23:59'), item('a', '2021-11-15 00:00'), item('a'))
    expect(late).toMatchObject({
      chasedTo: vn('2021-11-12 17:00'),
      judgedBefore: vn('2021-11-15 00:00'),
      closed: true,
      total: 3,
      cleared: 1,
      left: 2,
      clearedLater: 1,
    })
    expect([of('2021-11-14 23:59')?.closed, of('2021-11-15 00:00')?.closed]).toEqual([false, true])
    expect(late).not.toHaveProperty('needed')
    expect(late).not.toHaveProperty('forecast')
  })

  it.each([
    ['2021-11-08 08:30', 5],
    ['2021-11-08 17:00', 4],
    ['2021-11-12 16:59', 1],
    ['2021-11-12 17:00', 0],
    ['2021-11-13 09:00', 0],
  ])('at %s has %i working days left', (asOf, days) => {
    expect(of(asOf)?.workingDaysLeft).toBe(days)
  })

  it('tells the pace so far, the pace needed, and what will be left', () => {
    const all = [
      ...Array.from({ length: 4 }, () => item('a', '2021-11-09 09:00')),
      ...Array.from({ length: 9 }, () => item('b')),
    ]
    const after = of('2021-11-09 18:00', ...all)
    expect(after).toMatchObject({ total: 13, cleared: 4, left: 9, pace: 2, needed: 3, forecast: 3 })
    expect(after?.byAgency).toMatchObject([
      { agency: 'a', left: 0, needed: 0, forecast: 0 },
      { agency: 'b', left: 9, pace: 0, forecast: 9 },
    ])
    expect(after?.byDay).toEqual([
      { date: '2021-11-08', left: 13 },
      { date: '2021-11-09', left: 9 },
    ])
  })
})

describe('the tasks of a letter', () => {
  it('are due when the day that the letter names begins', () => {
    const [task] = letter.tasks
    expect(task && taskFacts(letter, task, registry)).toMatchObject({ due: vn('2021-11-15'), directive: letter.id })
  })
})
