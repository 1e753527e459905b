import type { CountedCase } from '../domain/counted-case.ts'
import type { Instant } from '../domain/instant.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { correctedFigures } from './correction-blocks.ts'
import { allFiguresTable } from './figure-tables.ts'
import type { Cell, Column, Table } from './report-blocks.ts'
import { agencyName, unitName } from './report-names.ts'
import { allAgenciesTable, backlogTable, keyFiguresTable, providerTable, unitTable } from './report-tables.ts'
import { words } from './words.ts'

/** A table under the name of its worksheet (at most 31 characters). */
export interface Sheet {
  name: string
  table: Table
}

/** The workbook beside the report: the tables of its body, then every case that stands behind them. */
export const reportSheets = (report: WeeklyReport): Sheet[] => [
  { name: 'Số liệu chính', table: keyFiguresTable(report) },
  { name: 'Theo cơ quan, đơn vị', table: allAgenciesTable(report) },
  { name: 'Tồn theo cơ quan, đơn vị', table: backlogTable(report) },
  { name: 'Theo đơn vị cung cấp', table: providerTable(report) },
  { name: 'Theo địa bàn', table: unitTable(report) },
  { name: 'Yêu cầu xử lý hồ sơ', table: requestsTable(report) },
  { name: 'Phản ánh hiện trường', table: fieldReportsTable(report) },
  { name: 'Các chỉ tiêu', table: allFiguresTable(report) },
  ...(report.corrections.length === 0 ? [] : [{ name: 'Đính chính', table: correctedFigures(report) }]),
]

const number: Column = { title: 'TT', kind: 'number', width: 7 }
const text = (title: string, width: number): Column => ({ title, kind: 'text', width })
const date = (title: string): Column => ({ title, kind: 'date', width: 17 })
const notices: readonly Column[] = [
  { title: 'Lượt nhắc hạn', kind: 'number', width: 10 },
  { title: 'Lượt đôn đốc', kind: 'number', width: 10 },
]

function requestsTable(report: WeeklyReport): Table {
  const rows = report.cases.flatMap((each) =>
    each.requests.map((request) => [
      request.id,
      each.code,
      agencyName(report, request.agency),
      agencyName(report, each.agency),
      each.subject,
      statusWords(each),
      { at: each.receivedAt },
      { at: request.issuedAt },
      when(each.due),
      when(each.finishedAt),
      words.requestOutcome[request.outcome],
      each.notices.reminders,
      each.notices.escalations,
    ]),
  )
  return {
    type: 'table',
    columns: [
      number,
      text('Mã yêu cầu', 16),
      text('Mã hồ sơ', 28),
      text('Cơ quan được yêu cầu', 42),
      text('Cơ quan giải quyết hồ sơ', 42),
      text('Thủ tục', 30),
      text('Trạng thái hồ sơ', 26),
      date('Tiếp nhận'),
      date('Gửi yêu cầu'),
      date('Hạn'),
      date('Kết thúc'),
      text('Kết quả thực hiện yêu cầu', 26),
      ...notices,
    ],
    rows: numbered(rows),
  }
}

function fieldReportsTable(report: WeeklyReport): Table {
  const rows = report.cases.flatMap((each) =>
    each.outcome === undefined || each.kind !== 'fieldReport'
      ? []
      : [
          [
            each.code,
            each.provider === undefined ? undefined : agencyName(report, each.provider),
            each.unit === undefined ? undefined : unitName(report, each.unit),
            each.subject,
            agencyName(report, each.agency),
            statusWords(each),
            { at: each.receivedAt },
            when(each.due),
            when(each.finishedAt),
            words.caseOutcome[each.outcome],
            each.notices.reminders,
            each.notices.escalations,
          ],
        ],
  )
  return {
    type: 'table',
    columns: [
      number,
      text('Mã phản ánh', 20),
      text('Đơn vị cung cấp', 22),
      text('Địa bàn', 28),
      text('Lĩnh vực', 30),
      text('Cơ quan xử lý', 42),
      text('Trạng thái', 26),
      date('Tiếp nhận'),
      date('Hạn'),
      date('Kết thúc'),
      text('Kết quả', 26),
      ...notices,
    ],
    rows: numbered(rows),
  }
}

const numbered = (rows: readonly (readonly Cell[])[]): Cell[][] => rows.map((row, index) => [index + 1, ...row])

const when = (at: Instant | undefined): Cell => (at === undefined ? undefined : { at })

const statuses = new Map<string, string>(Object.entries(words.status))
const statusWords = ({ status }: CountedCase): string => statuses.get(status) ?? status
