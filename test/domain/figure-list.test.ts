import { describe, expect, it } from 'vitest'
import { casesBehind, figureList, figureValues, readFigureId } from '../../functions/domain/figure-list.ts'
import { measureIds } from '../../functions/domain/figure-measures.ts'
import { figureWords } from '../../functions/text/figure-words.ts'
import { dossiers, fieldReports, sampleReport } from '../support/weekly-report.ts'
import { vn } from '../support/scenario.ts'

const late = fieldReports(10, 4).map((each, n) =>
  each.outcome === 'overdue' ? { ...each, lateBy: 60 * (n + 1) } : each,
)
const report = sampleReport({ cases: [...dossiers(12, 7, ['so-xay-dung', 'so-tnmt']), ...late] })
const figure = (id: string, of = report) => figureList(of).find((each) => each.id === id)

describe('the list of figures', () => {
  it('names each measure once for the whole, in words too, and once for each part', () => {
    const ids = figureList(report).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.slice(0, measureIds.length)).toEqual(measureIds)
    expect(Object.keys(figureWords).toSorted()).toEqual([...measureIds].toSorted())
    expect(ids).toContain('fieldReports.overdue@provider:vnpt')
    expect(ids).toContain('requests.notDone@service:dich-vu-cong')
  })

  it('gives shares with what they are of, and none of nothing', () => {
    expect(figure('requests.notDoneRate')).toMatchObject({
      value: 7 / 12,
      share: { part: 7, whole: 12 },
      unit: 'share',
    })
    expect(figure('requests.notDoneRate@provider:vnpt')).not.toHaveProperty('value')
  })

  it('gives the mean delay and the one that nine in ten do not exceed', () => {
    expect(figure('fieldReports.averageDelay')?.value).toBe(150)
    expect(figure('fieldReports.ninetiethDelay')?.value).toBe(240)
    expect(figure('dossiers.averageDelay')).not.toHaveProperty('value')
  })

  it('compares with the last report, and shows up to eight in a row', () => {
    const period = { from: vn('2021-09-30'), to: vn('2021-10-14') }
    const earlier = [
      { week: '2021-W41', period, figures: { 'requests.issued': 20, 'requests.notDoneRate': 0.25 } },
      { week: '2021-W39', period, figures: { 'requests.notDone': 3 } },
    ]
    const followed = { ...report, earlier }
    expect(figure('requests.issued', followed)).toMatchObject({
      change: -8,
      trend: [
        { week: '2021-W39', value: 0 },
        { week: '2021-W41', value: 20 },
        { week: '2021-W43', value: 12 },
      ],
    })
    expect(figure('requests.notDoneRate', followed)?.trend[0]).toEqual({ week: '2021-W39' })
    expect(figure('requests.issued')).not.toHaveProperty('change')
  })

  it('is kept for the next report without counts of 0', () => {
    const values = figureValues(report)
    expect(values['requests.notDone']).toBe(7)
    expect(values).not.toHaveProperty('notices.escalationsAnswered')
    expect(values).not.toHaveProperty('dossiers.averageDelay')
  })
})

describe('the cases behind a figure', () => {
  const counts = figureList(report).filter(({ unit, measure }) => unit === 'count' && !measure.startsWith('notices.'))

  it.each(counts.map((each) => [each.id, each.value] as const))('%s are as many as it says: %i', (id, value) => {
    const read = readFigureId(id)
    if (read === undefined) throw new Error(id)
    const behind = casesBehind(report, read)
    const requests = behind.flatMap((each) => each.requests)
    expect(id.startsWith('requests') ? requests.filter(({ outcome }) => isOf(id, outcome)).length : behind.length).toBe(
      value,
    )
  })

  const isOf = (id: string, outcome: string): boolean =>
    id.startsWith('requests.issued') ||
    (id.startsWith('requests.done') && outcome === 'done') ||
    (id.startsWith('requests.notDone') && outcome !== 'done') ||
    (id.startsWith('requests.overdue') && outcome === 'overdue')

  it.each(['', 'requests', 'requests.issued@', 'requests.issued@agency', 'requests.issued@moon:x', 'a@agency:b@c'])(
    'are not sought for %j, which is no figure',
    (id) => expect(readFigureId(id)).toBeUndefined(),
  )
})
