import { figureList, type Figure } from '../domain/figure-list.ts'
import type { FigureUnit, MeasureId } from '../domain/figure-measures.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { figureWords, scopeName } from './figure-words.ts'
import type { Cell, Column, Table } from './report-blocks.ts'
import { CHANGE, figuresOf, isCompared } from './report-tables.ts'
import { reportWords } from './report-words.ts'
import { changeOf, valueOf } from './shown-figure.ts'

/** These figures of the whole, and how they changed. */
export function figuresTable(report: WeeklyReport, measures: readonly MeasureId[]): Table {
  const of = figuresOf(report)
  const compared = isCompared(report)
  return {
    type: 'table',
    columns: [
      { title: 'Chỉ tiêu', kind: 'text', width: 64 },
      { title: 'Kỳ này', kind: 'number', width: 12 },
      ...(compared ? [CHANGE] : []),
    ],
    rows: measures.map((measure) => [
      figureWords[measure],
      valueOf(of(measure)),
      ...(compared ? [changeOf(of(measure))] : []),
    ]),
  }
}

const compared = [
  ['received', 'Tiếp nhận trong kỳ'],
  ['done', 'Đã xử lý xong'],
  ['doneLate', 'Đã xử lý xong nhưng trễ hạn'],
  ['closedOtherwise', 'Kết thúc không qua xử lý'],
  ['open', 'Chưa xử lý xong'],
  ['overdue', 'Chưa xử lý xong và đã trễ hạn'],
  ['onTimeRate', 'Tỷ lệ xong đúng hạn trên số đã xong'],
  ['overdueRate', 'Tỷ lệ trễ hạn trên số tiếp nhận'],
  ['averageDelay', 'Thời gian trễ trung bình'],
  ['ninetiethDelay', 'Thời gian trễ mà chín phần mười không vượt quá'],
  ['backlog', 'Tồn chưa xong cuối kỳ, kể cả của kỳ trước'],
  ['backlogOverdue', 'Tồn đã quá hạn'],
  ['backlog.upTo5Days', 'Tồn đến 5 ngày làm việc'],
  ['backlog.upTo10Days', 'Tồn trên 5 đến 10 ngày làm việc'],
  ['backlog.upTo30Days', 'Tồn trên 10 đến 30 ngày làm việc'],
  ['backlog.over30Days', 'Tồn trên 30 ngày làm việc'],
] as const

const kinds = [
  ['dossiers', 'Hồ sơ'],
  ['fieldReports', 'Phản ánh hiện trường'],
] as const

/** Dossiers and field reports side by side: the same measures of both, and how they changed. */
export function casesTable(report: WeeklyReport): Table {
  const of = figuresOf(report)
  const now = (group: string): Column[] =>
    isCompared(report)
      ? [
          { title: 'Kỳ này', group, kind: 'number', width: 16 },
          { ...CHANGE, group, width: 16 },
        ]
      : [{ title: group, kind: 'number', width: 20 }]
  const cells = (figure: Figure): Cell[] => [valueOf(figure), ...(isCompared(report) ? [changeOf(figure)] : [])]
  return {
    type: 'table',
    columns: [{ title: 'Chỉ tiêu', kind: 'text', width: 50 }, ...kinds.flatMap(([, title]) => now(title))],
    rows: compared.map(([measure, label]) => [label, ...kinds.flatMap(([kind]) => cells(of(`${kind}.${measure}`)))]),
  }
}

const units: Record<FigureUnit, string> = { count: '', share: '%', workingMinutes: 'phút làm việc' }

/** Every figure with its id, by which the API tells the cases behind it; those of a part that are 0 are left out. */
export function allFiguresTable(report: WeeklyReport): Table {
  const weeks = report.earlier.map(({ week }) => week)
  return {
    type: 'table',
    columns: [
      { title: 'Mã chỉ tiêu', kind: 'text', width: 40 },
      { title: 'Theo', kind: 'text', width: 18 },
      { title: 'Tên', kind: 'text', width: 40 },
      { title: 'Chỉ tiêu', kind: 'text', width: 60 },
      { title: 'Đơn vị tính', kind: 'text', width: 16 },
      { title: 'Kỳ này', kind: 'number', width: 14 },
      { title: 'So với kỳ trước', kind: 'number', width: 14 },
      ...weeks.map((week): Column => ({ title: `Kỳ ${week}`, kind: 'number', width: 14 })),
    ],
    rows: figureList(report)
      .filter(({ scope, value }) => scope === undefined || (value ?? 0) !== 0)
      .map((figure) => [
        ...whose(report, figure),
        units[figure.unit],
        valueOf(figure),
        changeOf(figure),
        ...weeks.map((week): Cell => ({ figure, as: 'trend', week })),
      ]),
  }
}

const whose = (report: WeeklyReport, { id, measure, scope }: Figure): Cell[] => [
  id,
  scope && reportWords.scopeKind[scope.by],
  scope && scopeName(report, scope),
  figureWords[measure],
]
