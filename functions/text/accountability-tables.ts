import type { AccountableAgency, AccountableCase, BacklogReport } from '../domain/accountability.ts'
import { UNASSIGNED } from '../domain/counted-case.ts'
import { fromMs, localDateOf, toMs, type Instant } from '../domain/instant.ts'
import type { LedgerPart } from '../domain/ledger.ts'
import { readRegistry, type Registry } from '../domain/registry.ts'
import {
  cohortTypeWords,
  count,
  daysOf,
  heldByWords,
  hoursOf,
  holdersOf,
  number,
  text,
  totalOf,
} from './accountability-words.ts'
import { formatDate, formatDateTime, formatNumber } from './format.ts'
import type { Cell, Chart, Column, Table } from './report-blocks.ts'
import { agencyName } from './report-names.ts'
import { capitalised } from './names.ts'
import { eventWords } from './timeline-words.ts'
import { UNKNOWN, words } from './words.ts'

const share: Column = { title: 'Tỷ lệ đã xử lý', kind: 'share', width: 10 }
const hours = (title: string): Column => count(title, 11)

/** `hết ngày 14/11/2021`: what was finished before the moment is in time. */
const dayBefore = (at: Instant): string => `hết ngày ${formatDate(localDateOf(fromMs(toMs(at) - 1)))}`

type Cleared = { total: number; cleared: number; left: number; clearedLater: number }

const clearedCells = (row: Cleared): Cell[] => [
  row.total,
  row.cleared,
  { part: row.cleared, whole: row.total },
  row.left,
  row.clearedLater,
]

export function cohortTable(report: BacklogReport): Table {
  const { byCohort, total, cleared, left, clearedLater } = report.summary
  return {
    type: 'table',
    columns: [
      text('Nhóm việc', 34),
      text('Thời hạn', 18),
      count('Tổng số'),
      count('Đã xử lý'),
      share,
      count('Còn lại'),
      count('Xử lý sau thời hạn', 10),
    ],
    rows: byCohort.map((row) => [
      capitalised(cohortTypeWords[row.type]),
      dayBefore(row.judgedBefore),
      ...clearedCells(row),
    ]),
    total: ['Tổng cộng', '', ...clearedCells({ total, cleared, left, clearedLater })],
  }
}

type AgencyFigures = Cleared & Pick<AccountableAgency, 'lateMinutes' | 'answers' | 'commitmentsBroken'>

const agencyCells = (row: AgencyFigures): Cell[] => [
  row.total,
  row.cleared,
  row.left,
  row.clearedLater,
  hoursOf(totalOf(row.lateMinutes)),
  row.answers,
  row.commitmentsBroken,
]

/** Every agency with a part in it, the most left first. */
export function agencyTable(report: BacklogReport): Table {
  const { summary, byAgency } = report
  return {
    type: 'table',
    title: 'Theo cơ quan, đơn vị',
    columns: [
      number,
      text('Cơ quan, đơn vị', 34),
      count('Tổng số'),
      count('Đã xử lý'),
      count('Còn lại'),
      count('Xử lý sau thời hạn', 10),
      hours('Số giờ trễ'),
      count('Lần trả lời'),
      count('Cam kết không thực hiện', 11),
    ],
    rows: byAgency.map((row, index) => [
      row.agency === UNASSIGNED ? undefined : index + 1,
      agencyName(report, row.agency),
      ...agencyCells(row),
    ]),
    total: ['', 'Tổng cộng', ...agencyCells(summary)],
  }
}

const SHOWN = 10

export function agencyChart(report: BacklogReport): Chart {
  const worst = report.byAgency.filter(({ agency, left }) => agency !== UNASSIGNED && left > 0).slice(0, SHOWN)
  return {
    type: 'chart',
    shape: 'bars',
    title: 'Cơ quan, đơn vị còn nhiều việc nhất',
    categories: worst.map(({ agency }) => agencyName(report, agency)),
    series: [
      { name: 'Chưa xử lý', values: worst.map(({ left, clearedLater }) => left - clearedLater) },
      { name: 'Xử lý sau thời hạn', values: worst.map(({ clearedLater }) => clearedLater) },
    ],
  }
}

export function holdersTable({ summary: { lateMinutes } }: BacklogReport): Table {
  const whole = totalOf(lateMinutes)
  return {
    type: 'table',
    columns: [text('Thời gian ở', 60), hours('Số giờ'), { title: 'Tỷ lệ', kind: 'share', width: 10 }],
    rows: holdersOf(lateMinutes).map(({ holder, minutes }) => [
      capitalised(heldByWords[holder]),
      hoursOf(minutes),
      { part: minutes, whole },
    ]),
    total: ['Tổng cộng', hoursOf(whole), { part: whole, whole }],
  }
}

export const personsTable = ({ persons }: Pick<AccountableAgency, 'persons'>): Table => ({
  type: 'table',
  title: 'Người thụ lý',
  columns: [
    number,
    text('Họ và tên', 30),
    text('Chức vụ', 30),
    count('Số việc', 10),
    hours('Số giờ đã giữ'),
    hours('Trong đó trễ'),
  ],
  rows: persons.map(({ handler, cases, minutes, lateMinutes }, index) => [
    index + 1,
    handler?.name ?? capitalised(UNKNOWN),
    handler?.post,
    cases,
    hoursOf(minutes),
    hoursOf(lateMinutes),
  ]),
})

/** What stands behind "left", one row a case: late by whose time, and what the agency answered. */
export const casesTable = (report: BacklogReport, { cases }: AccountableAgency): Table => ({
  type: 'table',
  title: 'Hồ sơ, phản ánh chưa xử lý trong thời hạn',
  tall: true,
  columns: [
    number,
    text('Mã, nội dung', 28),
    text('Hạn, trạng thái', 18),
    text('Thời gian trễ thuộc về', 28),
    text('Trả lời của cơ quan', 40),
  ],
  rows: cases.map((each, index) => [
    index + 1,
    `${each.code}: ${each.subject}${each.requests.length > 1 ? ` (${each.requests.length} yêu cầu)` : ''}`,
    `${each.due === undefined ? 'chưa có hạn' : formatDateTime(each.due)}; ${stateWords(each)}`,
    lateWords(report, each),
    answerWords(report, each),
  ]),
})

export const stateWords = ({ status, clearedLaterAt }: AccountableCase): string =>
  clearedLaterAt === undefined
    ? (statuses.get(status) ?? status)
    : `xử lý sau thời hạn, ${formatDateTime(clearedLaterAt)}`

const statuses = new Map<string, string>(Object.entries(words.status))

/** Whose late time it was, part by part; a part that is disputed says so. */
export function lateWords(report: BacklogReport, of: AccountableCase): string {
  const { agency, ledger, disputes } = of
  const late = ledger.parts.filter(({ lateMinutes }) => lateMinutes > 0)
  if (late.length === 0) return 'chưa quá hạn'
  return late
    .map((part) => {
      const disputed = disputes.some(({ entry }) => part.entries.includes(entry)) ? ' (có ý kiến khác)' : ''
      const elsewhere = part.agency === agency ? undefined : part.agency
      return `${partWords(report, part, elsewhere)}: ${formatNumber(daysOf(part.lateMinutes, of))} ngày${disputed}`
    })
    .join('; ')
}

/** `agency` is named where it is not the one that the row is about. */
function partWords(
  report: BacklogReport,
  { heldBy, handler, provider }: LedgerPart,
  agency: string | undefined,
): string {
  const at = agency === undefined ? '' : `, ${agencyName(report, agency)}`
  if (handler !== undefined) return `${handler.name}${at}`
  const of = provider === undefined ? '' : ` (${agencyName(report, provider)})`
  return `${heldByWords[heldBy]}${of}${at}`
}

/** What the agency said, in order of time; nothing said is said too. */
export function answerWords(report: BacklogReport, { answers, commitmentsBroken }: AccountableCase): string {
  const names = namesOf(report)
  const said = answers.map((entry) => `${formatDate(localDateOf(entry.occurredAt))}: ${eventWords(entry, names)}`)
  const broken = commitmentsBroken === 0 ? [] : [`${commitmentsBroken} cam kết không thực hiện`]
  return said.length + broken.length === 0 ? 'không trả lời' : [...said, ...broken].join('; ')
}

/** The agencies of the report as a registry, for the lines of a timeline. */
const namesOf = ({ agencies, asOf }: BacklogReport): Registry =>
  readRegistry(
    agencies.map((value) => ({
      kind: 'agency',
      code: value.id,
      from: '1900-01-01',
      recordedAt: asOf,
      author: '-',
      reason: '-',
      source: '-',
      value,
    })),
    0,
  )
