import type { PilotReport } from '../domain/accountability.ts'
import type { CoverageRow } from '../domain/coverage.ts'
import type { Chapter } from './accountability-backlog.ts'
import { count, coverageStatusWords, number, proposalBlocks, text } from './accountability-words.ts'
import { formatDate, formatNumber } from './format.ts'
import { capitalised } from './names.ts'
import { heading, list, paragraph, type Block, type Cell, type Run, type Table } from './report-blocks.ts'
import { agencyName, unitName } from './report-names.ts'

export const pilotBody = (report: PilotReport): Chapter[] => [
  { title: 'Tóm tắt', blocks: summary(report) },
  { title: 'Kết quả triển khai theo địa bàn', blocks: [coverageTable(report), note(report)] },
  { title: 'Trách nhiệm của các đơn vị cung cấp và địa phương', blocks: responsibility(report) },
  { title: 'Kiến nghị', blocks: proposals(report) },
]

function summary(report: PilotReport): Block[] {
  const { units, onTime, late, notDeployed, reports } = report.summary
  const rows = report.coverage.rows
  const named = (status: CoverageRow['status']): string =>
    rows
      .filter((row) => row.status === status)
      .map(
        (row) =>
          `${unitName(report, row.deployment.unit)} (${agencyName(report, row.deployment.provider)}, ${formatNumber(row.daysLate)} ngày)`,
      )
      .join(', ')
  const items: Run[][] = [
    [
      `Thí điểm tại ${formatNumber(units)} địa bàn: `,
      {
        strong: `${formatNumber(onTime)} đúng hạn, ${formatNumber(late)} chậm, ${formatNumber(notDeployed)} chưa triển khai`,
      },
      `; đã tiếp nhận ${formatNumber(reports)} phản ánh được ghi nhận trên hệ thống.`,
    ],
    ...(late === 0 ? [] : [['Triển khai chậm: ', { strong: named('late') }, '.']]),
    ...(notDeployed === 0 ? [] : [['Chưa triển khai, tính đến ngày báo cáo: ', { strong: named('notDeployed') }, '.']]),
  ]
  return [list(items)]
}

const when = (date: string | undefined): Cell => (date === undefined ? 'chưa xác định' : formatDate(date))

/** Provider by unit: what was ordered, what was done, and what the field reports themselves show. */
export const coverageTable = (report: PilotReport): Table => ({
  type: 'table',
  columns: [
    number,
    text('Đơn vị cung cấp', 15),
    text('Địa bàn', 20),
    text('Bắt đầu', 17),
    text('Kết quả', 17),
    count('Số ngày chậm', 8),
    text('Phản ánh đầu tiên được ghi nhận', 17),
    count('Số phản ánh', 8),
    count('Ngày không có phản ánh', 10),
  ],
  rows: report.coverage.rows.map(({ deployment, status, daysLate, firstReport, ...row }, index) => [
    index + 1,
    agencyName(report, deployment.provider),
    unitName(report, deployment.unit),
    status === 'notDeployed' ? 'chưa bắt đầu' : when(deployment.started?.date),
    coverageStatusWords[status],
    daysLate,
    firstReport === undefined ? undefined : formatDate(firstReport),
    row.reports,
    row.days === 0 ? undefined : row.daysWithoutReport,
  ]),
})

const note = ({ coverage: { knownFrom } }: PilotReport): Block =>
  paragraph(
    `Hệ thống ghi nhận phản ánh từ ngày ${formatDate(knownFrom)}, gồm cả phản ánh tiếp nhận trước đó mà khi ấy chưa xử lý ` +
      'xong; các ngày trước đó không được tính là ngày không có phản ánh. Số ngày chậm là ngày lịch, từ ngày bắt đầu theo văn bản đến ngày bắt đầu thực tế; nơi chưa bắt ' +
      'đầu tính đến ngày báo cáo.',
  )

function responsibility(report: PilotReport): Block[] {
  return report.byProvider.flatMap(({ provider, units, late, notDeployed, daysLate }) => [
    heading(2, agencyName(report, provider)),
    paragraph(
      late + notDeployed === 0
        ? `${formatNumber(units)} địa bàn, đều triển khai đúng hạn.`
        : `${formatNumber(units)} địa bàn, ${formatNumber(late)} chậm, ${formatNumber(notDeployed)} chưa triển khai, cộng ` +
            `${formatNumber(daysLate)} ngày chậm.`,
    ),
    list(
      report.coverage.rows
        .filter(({ deployment }) => deployment.provider === provider)
        .map((row) => [{ strong: unitName(report, row.deployment.unit) }, `: ${rowWords(row)}`]),
    ),
  ])
}

function rowWords({ deployment, status, daysLate }: CoverageRow): string {
  const { planned, announced, started, ended, after } = deployment
  const parts = [
    `kế hoạch từ ngày ${formatDate(planned.from)} đến ngày ${formatDate(planned.to)} (${deployment.letter})`,
    announced === undefined ? 'chưa rõ ngày thông báo đến người dân' : `thông báo ngày ${formatDate(announced.date)}`,
    status === 'notDeployed' || started === undefined
      ? `chưa triển khai, đã quá ${formatNumber(daysLate)} ngày`
      : `bắt đầu ngày ${formatDate(started.date)}${daysLate === 0 ? '' : `, chậm ${formatNumber(daysLate)} ngày`}`,
    ended === undefined ? 'chưa có thông tin kết thúc thí điểm' : `kết thúc ngày ${formatDate(ended.date)}`,
    ...(after === undefined ? [] : [`sau thí điểm: ${after.what}`]),
  ]
  return `${parts.join('; ')}.`
}

function proposals(report: PilotReport): Block[] {
  const { rows } = report.coverage
  const providersOf = (wanted: (row: CoverageRow) => boolean): string =>
    [...new Set(rows.filter(wanted).map(({ deployment }) => agencyName(report, deployment.provider)))].join(', ')
  const open = providersOf(({ status }) => status === 'notDeployed')
  const late = providersOf(({ status }) => status === 'late')
  const withoutEnd = rows.some(({ deployment }) => deployment.after === undefined)
  const items = [
    ...(open === ''
      ? []
      : [`Yêu cầu ${open} báo cáo nguyên nhân, trách nhiệm và thời hạn triển khai tại địa bàn chưa triển khai.`]),
    ...(late === '' ? [] : [`Yêu cầu ${late} làm rõ trách nhiệm của cá nhân, bộ phận để chậm triển khai.`]),
    ...(withoutEnd ? ['Quyết định việc tiếp tục, mở rộng hoặc kết thúc dịch vụ sau thời gian thí điểm.'] : []),
  ]
  return proposalBlocks(report, items.map(capitalised))
}

/** Each fact with where it is known from; what nobody has told is said to be so. */
export const sourcesTable = (report: PilotReport): Table => ({
  type: 'table',
  columns: [text('Địa bàn', 24), text('Nội dung', 22), text('Thời điểm', 22), text('Nguồn', 46)],
  rows: report.coverage.rows.flatMap(({ deployment }) => {
    const whose = `${unitName(report, deployment.unit)} (${agencyName(report, deployment.provider)})`
    const facts = factsOf(deployment)
    const known = facts.flatMap(({ what, value, source }): Cell[][] =>
      value === undefined ? [] : [[whose, what, value, source]],
    )
    const unknown = facts.filter(({ value }) => value === undefined).map(({ what }) => what.toLowerCase())
    return unknown.length === 0
      ? known
      : [...known, [whose, capitalised(unknown.join(', ')), 'chưa xác định', undefined]]
  }),
})

interface Fact {
  what: string
  value?: string | undefined
  source?: string | undefined
}

function factsOf({ planned, announced, started, ended, after }: CoverageRow['deployment']): Fact[] {
  const dated = (what: string, fact: typeof started): Fact => ({
    what,
    ...(fact && { value: formatDate(fact.date), source: fact.source }),
  })
  const [first, last] = [formatDate(planned.from), formatDate(planned.to)]
  return [
    { what: 'Thời gian theo văn bản', value: `${first} – ${last}`, source: planned.source },
    dated('Thông báo', announced),
    dated('Bắt đầu thực tế', started),
    dated('Kết thúc', ended),
    { what: 'Sau thí điểm', value: after?.what, source: after?.source },
  ]
}

export const pilotAppendix = (report: PilotReport): Block[] => [sourcesTable(report)]
