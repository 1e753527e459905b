import type { CaseFigures, ProcessingRequestFigures } from '../domain/figures.ts'
import type { WeeklyReport } from '../domain/report.ts'
import type { Cell, Chart, Column, Table } from './report-blocks.ts'
import { agencyName, unitName } from './report-names.ts'
import { rankAgencies, worstAgencies, type AgencyFigures } from './report-ranking.ts'

/** How many agencies the body shows; the appendix lists all. */
export const WORST = 10

/** What the leadership reads first: every count of the report, with its share of the whole above it. */
export function keyFiguresTable({ processingRequests: requests, fieldReports: reports }: WeeklyReport): Table {
  const ofRequests = (part: number): Cell[] => [part, { part, whole: requests.issued }]
  const ofReports = (part: number): Cell[] => [part, { part, whole: reports.received }]
  return {
    type: 'table',
    title: 'Số liệu chính trong kỳ báo cáo',
    columns: [
      { title: 'Chỉ tiêu', kind: 'text', width: 64 },
      { title: 'Số lượng', kind: 'number', width: 12 },
      { title: 'Tỷ lệ', kind: 'share', width: 12 },
    ],
    rows: [
      ['Yêu cầu xử lý hồ sơ đã gửi', requests.issued, undefined],
      ['– Đã thực hiện', ...ofRequests(requests.done)],
      ['– Chưa thực hiện', ...ofRequests(requests.notDone)],
      ['– Chưa thực hiện, thuộc hồ sơ đã quá hạn', ...ofRequests(requests.overdue)],
      ['Phản ánh hiện trường đã tiếp nhận', reports.received, undefined],
      ['– Đã xử lý xong', ...ofReports(reports.done)],
      ['– Đã xử lý xong nhưng trễ hạn', ...ofReports(reports.doneLate)],
      ['– Kết thúc không qua xử lý (không thuộc thẩm quyền, trùng, rút)', ...ofReports(reports.closedOtherwise)],
      ['– Chưa xử lý xong', ...ofReports(reports.open)],
      ['– Chưa xử lý xong và đã trễ hạn', ...ofReports(reports.overdue)],
    ],
  }
}

const REQUESTS = 'Yêu cầu xử lý hồ sơ'
const REPORTS = 'Phản ánh hiện trường'

const agencyColumns: readonly Column[] = [
  { title: 'TT', kind: 'number', width: 6 },
  { title: 'Cơ quan, đơn vị', kind: 'text', width: 40 },
  { title: 'Đã gửi', group: REQUESTS, kind: 'number', width: 10 },
  { title: 'Chưa thực hiện', group: REQUESTS, kind: 'number', width: 11 },
  { title: 'Tỷ lệ', group: REQUESTS, kind: 'share', width: 10 },
  { title: 'Tiếp nhận', group: REPORTS, kind: 'number', width: 10 },
  { title: 'Trễ hạn', group: REPORTS, kind: 'number', width: 10 },
  { title: 'Tỷ lệ', group: REPORTS, kind: 'share', width: 10 },
]

/** The agencies with the most outstanding work, without a total: it is not the whole. */
export const worstAgenciesTable = (report: WeeklyReport): Table => ({
  type: 'table',
  title: 'Các cơ quan, đơn vị còn nhiều yêu cầu chưa thực hiện, phản ánh trễ hạn nhất',
  columns: agencyColumns,
  rows: worstAgencies(report, WORST).map(agencyRow),
})

/** Every agency with figures in the period; those that are not ranked come last, without a rank. */
export const allAgenciesTable = (report: WeeklyReport): Table => ({
  type: 'table',
  columns: agencyColumns,
  rows: rankAgencies(report).map(agencyRow),
  total: ['', 'Tổng cộng', ...agencyCells(report)],
})

const agencyRow = ({ name, figures, ranked }: AgencyFigures, index: number): Cell[] => [
  ranked ? index + 1 : undefined,
  name,
  ...agencyCells(figures),
]

function agencyCells(figures: { processingRequests: ProcessingRequestFigures; fieldReports: CaseFigures }): Cell[] {
  const { processingRequests: requests, fieldReports: reports } = figures
  return [
    requests.issued,
    requests.notDone,
    { part: requests.notDone, whole: requests.issued },
    reports.received,
    reports.overdue,
    { part: reports.overdue, whole: reports.received },
  ]
}

export const worstAgenciesChart = (report: WeeklyReport): Chart => {
  const worst = worstAgencies(report, WORST)
  return {
    type: 'chart',
    title: 'Yêu cầu chưa thực hiện và phản ánh trễ hạn theo cơ quan, đơn vị',
    categories: worst.map(({ name }) => name),
    series: [
      { name: 'Yêu cầu chưa thực hiện', values: worst.map(({ figures }) => figures.processingRequests.notDone) },
      { name: 'Phản ánh trễ hạn', values: worst.map(({ figures }) => figures.fieldReports.overdue) },
    ],
  }
}

const withReports = <T extends { fieldReports: CaseFigures }>(rows: readonly T[]): T[] =>
  rows.filter(({ fieldReports }) => fieldReports.received > 0)

export const providerTable = (report: WeeklyReport): Table =>
  fieldReportTable(
    'Đơn vị cung cấp',
    withReports(report.byProvider).map(({ provider, fieldReports }) => [agencyName(report, provider), fieldReports]),
  )

export const unitTable = (report: WeeklyReport): Table =>
  fieldReportTable(
    'Địa bàn',
    withReports(report.byUnit).map(({ unit, fieldReports }) => [unitName(report, unit), fieldReports]),
  )

function fieldReportTable(whose: string, rows: readonly (readonly [name: string, figures: CaseFigures])[]): Table {
  return {
    type: 'table',
    columns: [
      { title: whose, kind: 'text', width: 30 },
      { title: 'Tiếp nhận', kind: 'number', width: 10 },
      { title: 'Xong đúng hạn', kind: 'number', width: 10 },
      { title: 'Xong trễ hạn', kind: 'number', width: 10 },
      { title: 'Kết thúc không qua xử lý', kind: 'number', width: 14 },
      { title: 'Đang xử lý, trong hạn', kind: 'number', width: 12 },
      { title: 'Trễ hạn chưa xong', kind: 'number', width: 11 },
      { title: 'Tỷ lệ trễ hạn', kind: 'share', width: 10 },
    ],
    rows: rows.map(([name, { received, done, doneLate, closedOtherwise, open, overdue }]) => [
      name,
      received,
      done - doneLate,
      doneLate,
      closedOtherwise,
      open - overdue,
      overdue,
      { part: overdue, whole: received },
    ]),
  }
}
