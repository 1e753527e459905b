import { describe, expect, it } from 'vitest'
import { preflight } from '../../functions/domain/preflight.ts'
import { dossiers, fieldReports, sampleReport } from '../support/weekly-report.ts'
import { vn } from '../support/scenario.ts'

const period = { from: vn('2021-09-30'), to: vn('2021-10-14') }
const after = (figures: Record<string, number>) => ({
  ...sampleReport({ cases: [...dossiers(40, 10, ['so-xay-dung']), ...fieldReports(8, 2)] }),
  earlier: [{ week: '2021-W41', period, figures }],
})
const jumps = (figures: Record<string, number>): string[] => preflight(after(figures), []).jumps.map(({ id }) => id)

describe('a figure jumps', () => {
  it.each([
    ['by 20 and by half of what it was', 26, false],
    ['by 20 and by half of what it was', 60, false],
    ['by 20 and by half of what it was', 21, false],
    ['by 20 and by half of what it was', 20, true],
    ['by 20 and by half of what it was', 80, true],
  ])('%s: from %i to 40 %s', (_rule, before, jumped) => {
    expect(jumps({ 'requests.issued': before }).includes('requests.issued')).toBe(jumped)
  })

  it('as a share by 15 points: from 10 and 12 per cent to 25', () => {
    expect(jumps({ 'requests.notDoneRate': 0.1 })).toContain('requests.notDoneRate')
    expect(jumps({ 'requests.notDoneRate': 0.12 })).not.toContain('requests.notDoneRate')
  })

  it('never in a first report', () => {
    expect(preflight({ ...after({}), earlier: [] }, []).jumps).toEqual([])
  })
})

describe('a feed is silent', () => {
  it('that told of cases received in the last period and of none in this one', () => {
    const figures = {
      'fieldReports.received@provider:vnpt': 5,
      'fieldReports.received@provider:fpt': 1,
      'dossiers.received@source:giam-sat-dvc': 2,
      'fieldReports.overdue@provider:mobifone': 1,
      'fieldReports.received@agency:so-tnmt': 4,
    }
    expect(preflight(after(figures), []).silent).toEqual([
      { by: 'provider', of: 'fpt' },
      { by: 'source', of: 'giam-sat-dvc' },
    ])
  })
})
