import { describe, expect, it } from 'vitest'
import { missingParts } from '../../functions/domain/contribution.ts'
import { isoWeekOf, periodDue, reportDayOf } from '../../functions/domain/report.ts'
import { row, rows, testRegistry } from '../support/registry.ts'
import { vn } from '../support/scenario.ts'

describe('report day', () => {
  const registry = testRegistry(
    row('day', '2021-09-03', { date: '2021-09-03', kind: 'off', reason: 'national-day', source: 'test' }),
  )

  it.each([
    ['2021-10-29', '2021-10-29'],
    ['2021-10-25', '2021-10-29'],
    ['2021-10-31', '2021-10-29'],
    ['2021-09-03', '2021-09-01'],
  ])('of the week of %s is %s', (date, day) => {
    expect(reportDayOf(date, registry)).toBe(day)
  })
})

describe('the period', () => {
  const registry = testRegistry()

  it('is none while the fortnight is not over, and on days that are no report days', () => {
    for (const date of ['2021-10-15', '2021-10-22', '2021-10-28'])
      expect(periodDue(date, registry, undefined)).toBeUndefined()
  })

  it('runs from the end of the last report to Thursday 24:00', () => {
    expect(periodDue('2021-10-29', registry, undefined)).toEqual({ from: vn('2021-10-14'), to: vn('2021-10-29') })
  })

  it('is a week once the registry says weekly', () => {
    const report = rows.find((each) => each.kind === 'report')?.value ?? {}
    const weekly = testRegistry(row('report', 'weekly', { ...report, rhythm: 'weekly' }, '2021-11-05'))
    expect(periodDue('2021-11-05', weekly, vn('2021-10-29'))).toEqual({ from: vn('2021-10-29'), to: vn('2021-11-05') })
    expect(periodDue('2021-11-05', registry, vn('2021-10-29'))).toBeUndefined()
  })
})

describe('the week', () => {
  it.each([
    ['2021-10-29', '2021-W43'],
    ['2021-01-01', '2020-W53'],
    ['2024-12-31', '2025-W01'],
    ['2026-12-31', '2026-W53'],
  ])('of %s is %s', (date, week) => {
    expect(isoWeekOf(date)).toBe(week)
  })
})

describe('missing sections', () => {
  it('are named for every running service, also one without cases', () => {
    const given = [{ section: 'features', cityService: 'cameras', text: 'x' } as const]
    const missing = missingParts([{ id: 'cameras' }], given)
    expect(missing).toContainEqual({ section: 'dataUpdates', cityService: 'cameras', part: 'text' })
    expect(missing).not.toContainEqual({ section: 'features', cityService: 'cameras', part: 'text' })
    expect(missing).toContainEqual({ section: 'difficulties', part: 'text' })
  })
})
