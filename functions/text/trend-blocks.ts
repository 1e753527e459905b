import type { MeasureId } from '../domain/figure-measures.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { figureWords } from './figure-words.ts'
import { daysOf, formatDayMonth } from './format.ts'
import type { Block, Cell, Column } from './report-blocks.ts'
import { figuresOf } from './report-tables.ts'
import { numberOf } from './shown-figure.ts'

const shown = [
  'requests.notDone',
  'requests.notDoneRate',
  'dossiers.backlogOverdue',
  'fieldReports.overdue',
  'fieldReports.overdueRate',
  'fieldReports.backlogOverdue',
  'notices.escalationsSent',
] as const satisfies readonly MeasureId[]

const drawn = [
  ['requests.notDone', 'Yêu cầu chưa thực hiện'],
  ['fieldReports.overdue', 'Phản ánh trễ hạn'],
] as const

/** The leading figures of up to eight reports, the last of them this one; nothing in a first report. */
export function trendBlocks(report: WeeklyReport): Block[] {
  if (report.earlier.length === 0) return []
  const of = figuresOf(report)
  const reports = [...report.earlier.toReversed(), report]
  const ends = reports.map(({ period }) => formatDayMonth(daysOf(period).last))
  const cell = (measure: MeasureId, week: string): Cell => ({ figure: of(measure), as: 'trend', week })
  return [
    {
      type: 'table',
      title: 'Diễn biến qua các kỳ báo cáo',
      columns: [
        { title: 'Chỉ tiêu', kind: 'text', width: 40 },
        ...ends.map((title): Column => ({ title, group: 'Kỳ báo cáo đến hết ngày', kind: 'number', width: 8 })),
      ],
      rows: shown.map((measure) => [figureWords[measure], ...reports.map(({ week }) => cell(measure, week))]),
    },
    {
      type: 'chart',
      shape: 'lines',
      title: 'Yêu cầu chưa thực hiện và phản ánh trễ hạn qua các kỳ báo cáo',
      categories: ends,
      series: drawn.map(([measure, name]) => ({
        name,
        values: reports.map(({ week }) => numberOf({ figure: of(measure), as: 'trend', week })),
      })),
    },
  ]
}
