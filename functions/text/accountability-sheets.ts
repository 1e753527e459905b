import type { AccountabilityContent, BacklogReport } from '../domain/accountability.ts'
import { disputesTable } from './accountability-answers.ts'
import { coverageTable, sourcesTable } from './accountability-pilot.ts'
import { agencyTable, answerWords, cohortTable, holdersTable, lateWords, stateWords } from './accountability-tables.ts'
import { cohortTypeWords, count, daysOf, heldByWords, hoursOf, number, text } from './accountability-words.ts'
import type { Cell, Column, Table } from './report-blocks.ts'
import { agencyName } from './report-names.ts'
import type { Sheet } from './report-sheets.ts'
import { words } from './words.ts'

const date = (title: string): Column => ({ title, kind: 'date', width: 17 })
const at = (moment: string | undefined): Cell => (moment === undefined ? undefined : { at: moment })
const numbered = (rows: readonly (readonly Cell[])[]): Cell[][] => rows.map((row, index) => [index + 1, ...row])

/** The workbook beside the report: its tables, every case and every part of their ledgers, to be filtered and summed. */
export function accountabilitySheets(content: AccountabilityContent): Sheet[] {
  const { report } = content
  if (report.kind === 'pilot')
    return [
      { name: 'Theo địa bàn', table: coverageTable(report) },
      { name: 'Nguồn', table: sourcesTable(report) },
      { name: 'Giải trình', table: explanationsTable(content) },
    ]
  return [
    { name: 'Kết quả', table: cohortTable(report) },
    { name: 'Theo cơ quan, đơn vị', table: agencyTable(report) },
    { name: 'Thời gian trễ', table: holdersTable(report) },
    { name: 'Cá nhân', table: allPersons(report) },
    { name: 'Hồ sơ, phản ánh', table: allCases(report) },
    { name: 'Phần thời gian', table: allParts(report) },
    { name: 'Ý kiến khác', table: disputesTable(report) },
    { name: 'Giải trình', table: explanationsTable(content) },
  ]
}

const explanationsTable = ({ report, explanations }: AccountabilityContent): Table => ({
  type: 'table',
  columns: [number, text('Cơ quan, đơn vị', 36), date('Thời điểm'), text('Trong thời hạn', 16), text('Nội dung', 80)],
  rows: numbered(
    explanations.map((each) => [agencyName(report, each.by), at(each.at), each.late ? 'không' : 'có', each.text]),
  ),
})

const allPersons = (report: BacklogReport): Table => ({
  type: 'table',
  columns: [
    number,
    text('Cơ quan, đơn vị', 40),
    text('Họ và tên', 28),
    text('Chức vụ', 28),
    count('Số việc'),
    count('Số giờ đã giữ', 12),
    count('Trong đó trễ', 12),
  ],
  rows: numbered(
    report.byAgency.flatMap(({ agency, persons }) =>
      persons.map((each): Cell[] => [
        agencyName(report, agency),
        each.handler?.name ?? 'chưa xác định',
        each.handler?.post,
        each.cases,
        hoursOf(each.minutes),
        hoursOf(each.lateMinutes),
      ]),
    ),
  ),
})

const casesOf = (report: BacklogReport) =>
  report.byAgency.flatMap(({ agency, cases }) => cases.map((each) => ({ agency, each })))

const caseColumns: readonly Column[] = [
  number,
  text('Cơ quan, đơn vị', 40),
  text('Mã', 28),
  text('Loại', 18),
  text('Nội dung', 36),
  text('Nhóm việc', 28),
  count('Số yêu cầu còn lại', 12),
  date('Tiếp nhận'),
  date('Hạn'),
  text('Trạng thái', 26),
  date('Xử lý sau thời hạn'),
  count('Ngày làm việc trễ', 12),
  text('Thuộc về', 48),
  text('Trả lời của cơ quan', 48),
  count('Cam kết không thực hiện', 12),
]

function allCases(report: BacklogReport): Table {
  const types = new Map(report.summary.byCohort.map(({ cohort, type }) => [cohort, cohortTypeWords[type]]))
  return {
    type: 'table',
    columns: caseColumns,
    rows: numbered(
      casesOf(report).map(({ agency, each }): Cell[] => [
        agencyName(report, agency),
        each.code,
        words.caseKind[each.kind],
        each.subject,
        types.get(each.cohort),
        each.requests.length,
        at(each.receivedAt),
        at(each.due),
        stateWords(each),
        at(each.clearedLaterAt),
        daysOf(each.ledger.lateMinutes, each),
        lateWords(report, each),
        answerWords(report, each),
        each.commitmentsBroken,
      ]),
    ),
  }
}

/** With the entries of the timeline that put the case there: whoever doubts a part finds it. */
const allParts = (report: BacklogReport): Table => ({
  type: 'table',
  columns: [
    number,
    text('Mã', 28),
    text('Ở', 36),
    text('Cơ quan, đơn vị', 40),
    text('Người thụ lý', 28),
    date('Từ'),
    date('Đến'),
    count('Ngày làm việc', 12),
    count('Trong đó trễ', 12),
    text('Dòng thời gian', 16),
  ],
  rows: numbered(
    [...new Map(casesOf(report).map(({ each }) => [each.id, each])).values()].flatMap((each) =>
      each.ledger.parts.map((part): Cell[] => [
        each.code,
        heldByWords[part.heldBy],
        part.agency === undefined ? undefined : agencyName(report, part.agency),
        part.handler?.name,
        at(part.from),
        at(part.to),
        daysOf(part.minutes, each),
        daysOf(part.lateMinutes, each),
        part.entries.join(', '),
      ]),
    ),
  ),
})
