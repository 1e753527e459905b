import type { MeasureId } from '../domain/figure-measures.ts'
import type { WeeklyReport } from '../domain/report.ts'
import type { Run } from './report-blocks.ts'
import { figuresOf, isCompared } from './report-tables.ts'
import { comparisonOf, partOf, shareOf, type Shown } from './shown-figure.ts'

/** One main figure, and what it says. */
export interface Tile {
  figure: Shown
  note: readonly Run[]
}

/** What the governing letter reads off a report: requests not done, and field reports overdue. */
export const mainTiles = (report: WeeklyReport): Tile[] => [
  ...tile(report, ['requests.notDone', 'requests.issued'], 'yêu cầu xử lý hồ sơ chưa thực hiện'),
  ...tile(report, ['fieldReports.overdue', 'fieldReports.received'], 'phản ánh hiện trường trễ hạn'),
]

function tile(report: WeeklyReport, [measure, whole]: [MeasureId, MeasureId], what: string): Tile[] {
  const of = figuresOf(report)
  if ((of(whole).value ?? 0) === 0) return []
  const compared: Run[] = isCompared(report) ? ['; ', comparisonOf(of(measure)), ' so với kỳ trước'] : []
  return [
    { figure: partOf(of(measure), of(whole)), note: [`${what} (`, shareOf(of(measure), of(whole)), ')', ...compared] },
  ]
}
