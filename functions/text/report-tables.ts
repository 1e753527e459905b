import { figureIn, type Figure, type Scope } from '../domain/figure-list.ts'
import type { MeasureId } from '../domain/figure-measures.ts'
import type { WeeklyReport } from '../domain/report.ts'
import type { Cell, Chart, Column, Table } from './report-blocks.ts'
import { agencyName, unitName } from './report-names.ts'
import { agenciesWithBacklog, rankAgencies, worstAgencies, type AgencyFigures } from './report-ranking.ts'
import { changeOf, shareOf, valueOf } from './shown-figure.ts'

/** How many agencies the body shows; the appendix lists all. */
export const WORST = 10

/** A first report has none before it: a column of dashes says nothing. */
export const isCompared = ({ earlier }: Pick<WeeklyReport, 'earlier'>): boolean => earlier.length > 0

/** The figures of the whole, or of one part. */
export const figuresOf =
  (report: WeeklyReport, scope?: Scope) =>
  (measure: MeasureId): Figure =>
    figureIn(report, measure, scope)

const whenCompared = <T>(report: WeeklyReport, ...cells: T[]): T[] => (isCompared(report) ? cells : [])

export const CHANGE: Column = { title: 'So với kỳ trước', kind: 'number', width: 14 }

/** What the leadership reads first: every count of the report, with its share of the whole above it. */
export function keyFiguresTable(report: WeeklyReport): Table {
  const of = figuresOf(report)
  const row = (label: string, measure: MeasureId, whole?: MeasureId): Cell[] => [
    label,
    valueOf(of(measure)),
    whole && shareOf(of(measure), of(whole)),
    ...whenCompared(report, changeOf(of(measure))),
  ]
  return {
    type: 'table',
    title: 'Số liệu chính trong kỳ báo cáo',
    columns: [
      { title: 'Chỉ tiêu', kind: 'text', width: 64 },
      { title: 'Số lượng', kind: 'number', width: 12 },
      { title: 'Tỷ lệ', kind: 'share', width: 12 },
      ...whenCompared(report, CHANGE),
    ],
    rows: [
      row('Yêu cầu xử lý hồ sơ đã gửi', 'requests.issued'),
      row('– Đã thực hiện', 'requests.done', 'requests.issued'),
      row('– Chưa thực hiện', 'requests.notDone', 'requests.issued'),
      row('– Chưa thực hiện, thuộc hồ sơ đã quá hạn', 'requests.overdue', 'requests.issued'),
      row('Phản ánh hiện trường đã tiếp nhận', 'fieldReports.received'),
      row('– Đã xử lý xong', 'fieldReports.done', 'fieldReports.received'),
      row('– Đã xử lý xong nhưng trễ hạn', 'fieldReports.doneLate', 'fieldReports.received'),
      row(
        '– Kết thúc không qua xử lý (không thuộc thẩm quyền, trùng, rút)',
        'fieldReports.closedOtherwise',
        'fieldReports.received',
      ),
      row('– Chưa xử lý xong', 'fieldReports.open', 'fieldReports.received'),
      row('– Chưa xử lý xong và đã trễ hạn', 'fieldReports.overdue', 'fieldReports.received'),
    ],
  }
}

const REQUESTS = 'Yêu cầu xử lý hồ sơ'
const REPORTS = 'Phản ánh hiện trường'
const DOSSIERS = 'Hồ sơ'

const rank: Column = { title: 'TT', kind: 'number', width: 6 }
const name = (title: string): Column => ({ title, kind: 'text', width: 40 })
const number = (title: string, group: string): Column => ({ title, group, kind: 'number', width: 10 })
const rate = (title: string, group: string): Column => ({ title, group, kind: 'share', width: 10 })

const agencyColumns = (report: WeeklyReport): Column[] => [
  rank,
  name('Cơ quan, đơn vị'),
  number('Đã gửi', REQUESTS),
  number('Chưa thực hiện', REQUESTS),
  rate('Tỷ lệ', REQUESTS),
  number('Tiếp nhận', REPORTS),
  number('Trễ hạn', REPORTS),
  rate('Tỷ lệ', REPORTS),
  ...whenCompared(report, { ...CHANGE, title: 'Tăng, giảm so với kỳ trước', width: 10 }),
]

/** The agencies with the most outstanding work, without a total: it is not the whole. */
export const worstAgenciesTable = (report: WeeklyReport): Table => ({
  type: 'table',
  title: 'Các cơ quan, đơn vị còn nhiều yêu cầu chưa thực hiện, phản ánh trễ hạn nhất',
  columns: agencyColumns(report),
  rows: worstAgencies(report, WORST).map((each, index) => agencyRow(report, each, index)),
})

/** Every agency with figures in the period; those that are not ranked come last, without a rank. */
export const allAgenciesTable = (report: WeeklyReport): Table => ({
  type: 'table',
  columns: agencyColumns(report),
  rows: rankAgencies(report).map((each, index) => agencyRow(report, each, index)),
  total: ['', 'Tổng cộng', ...agencyCells(report)],
})

const agencyRow = (report: WeeklyReport, { id, name: called, ranked }: AgencyFigures, index: number): Cell[] => [
  ranked ? index + 1 : undefined,
  called,
  ...agencyCells(report, { by: 'agency', of: id }),
]

function agencyCells(report: WeeklyReport, scope?: Scope): Cell[] {
  const of = figuresOf(report, scope)
  return [
    valueOf(of('requests.issued')),
    valueOf(of('requests.notDone')),
    valueOf(of('requests.notDoneRate')),
    valueOf(of('fieldReports.received')),
    valueOf(of('fieldReports.overdue')),
    valueOf(of('fieldReports.overdueRate')),
    ...whenCompared(report, changeOf(of('outstanding'))),
  ]
}

/** What each agency still had open at the end of the period, whenever it was received, and how much was in time. */
export const backlogTable = (report: WeeklyReport): Table => ({
  type: 'table',
  columns: [
    rank,
    name('Cơ quan, đơn vị'),
    ...[DOSSIERS, REPORTS].flatMap((group) => [
      number('Tồn cuối kỳ', group),
      number('Tồn đã quá hạn', group),
      rate('Xong đúng hạn', group),
    ]),
  ],
  rows: agenciesWithBacklog(report).map(({ id, ranked }, index) => [
    ranked ? index + 1 : undefined,
    agencyName(report, id),
    ...backlogCells(report, { by: 'agency', of: id }),
  ]),
  total: ['', 'Tổng cộng', ...backlogCells(report)],
})

function backlogCells(report: WeeklyReport, scope?: Scope): Cell[] {
  const of = figuresOf(report, scope)
  return (['dossiers', 'fieldReports'] as const).flatMap((kind) => [
    valueOf(of(`${kind}.backlog`)),
    valueOf(of(`${kind}.backlogOverdue`)),
    valueOf(of(`${kind}.onTimeRate`)),
  ])
}

export const worstAgenciesChart = (report: WeeklyReport): Chart => {
  const worst = worstAgencies(report, WORST)
  return {
    type: 'chart',
    shape: 'bars',
    title: 'Yêu cầu chưa thực hiện và phản ánh trễ hạn theo cơ quan, đơn vị',
    categories: worst.map((each) => each.name),
    series: [
      { name: 'Yêu cầu chưa thực hiện', values: worst.map(({ figures }) => figures.processingRequests.notDone) },
      { name: 'Phản ánh trễ hạn', values: worst.map(({ figures }) => figures.fieldReports.overdue) },
    ],
  }
}

export const providerTable = (report: WeeklyReport): Table =>
  fieldReportTable(
    report,
    'Đơn vị cung cấp',
    report.byProvider.map(({ provider: of }) => [agencyName(report, of), { by: 'provider', of }]),
  )

export const unitTable = (report: WeeklyReport): Table =>
  fieldReportTable(
    report,
    'Địa bàn',
    report.byUnit.map(({ unit: of }) => [unitName(report, of), { by: 'unit', of }]),
  )

const fieldReportMeasures = [
  ['Tiếp nhận', 'received'],
  ['Đã xong', 'done'],
  ['Trong đó xong trễ', 'doneLate'],
  ['Kết thúc không qua xử lý', 'closedOtherwise'],
  ['Chưa xong', 'open'],
  ['Trong đó trễ hạn', 'overdue'],
  ['Tồn cuối kỳ', 'backlog'],
] as const

function fieldReportTable(report: WeeklyReport, whose: string, parts: readonly (readonly [string, Scope])[]): Table {
  const rows = parts
    .map(([called, scope]) => ({ called, of: figuresOf(report, scope) }))
    .filter(({ of }) => (of('fieldReports.received').value ?? 0) + (of('fieldReports.backlog').value ?? 0) > 0)
  return {
    type: 'table',
    columns: [
      { title: whose, kind: 'text', width: 30 },
      ...fieldReportMeasures.map(([title]): Column => ({ title, kind: 'number', width: 11 })),
      { title: 'Tỷ lệ trễ hạn', kind: 'share', width: 10 },
      ...whenCompared(report, { ...CHANGE, title: 'Trễ hạn so với kỳ trước', width: 11 }),
    ],
    rows: rows.map(({ called, of }) => [
      called,
      ...fieldReportMeasures.map(([, measure]) => valueOf(of(`fieldReports.${measure}`))),
      valueOf(of('fieldReports.overdueRate')),
      ...whenCompared(report, changeOf(of('fieldReports.overdue'))),
    ]),
  }
}
