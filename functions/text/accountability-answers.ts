import type { AccountabilityContent, BacklogReport } from '../domain/accountability.ts'
import { formatDateTime, formatNumber } from './format.ts'
import { heading, list, paragraph, type Block, type Cell, type Table } from './report-blocks.ts'
import { agencyName } from './report-names.ts'
import { number, text } from './accountability-words.ts'

const LATE = 'ngoài thời hạn giải trình'

/** What agencies say: of their part as a whole, then of single parts of the ledger that they do not accept. */
export function explanationBlocks(content: AccountabilityContent): Block[] {
  const { report, explanations } = content
  const said = explanations.map(({ by, at, late, text: words }) => [
    { strong: agencyName(report, by) },
    ` (${formatDateTime(at)}${late ? `, ${LATE}` : ''}): ${words}`,
  ])
  const whole =
    said.length === 0 ? [paragraph('Không có cơ quan, đơn vị nào gửi ý kiến giải trình chung.')] : [list(said)]
  return report.kind === 'backlog' ? [...whole, ...disputeBlocks(report)] : whole
}

function disputeBlocks(report: BacklogReport): Block[] {
  const table = disputesTable(report)
  if (table.rows.length === 0) return [paragraph('Không có phần trách nhiệm nào bị cơ quan, đơn vị nêu ý kiến khác.')]
  return [
    heading(2, 'Các phần trách nhiệm mà cơ quan, đơn vị có ý kiến khác'),
    paragraph(
      `${formatNumber(table.rows.length)} ý kiến về phần thời gian được tính cho cơ quan; phần bị nêu ý kiến vẫn được ` +
        'giữ trong số liệu và ghi rõ lý do.',
    ),
    table,
  ]
}

/** Every objection, answered or not, in order of the agencies. */
export function disputesTable(report: BacklogReport): Table {
  const rows = report.byAgency.flatMap(({ agency, cases }) =>
    cases.flatMap((each) =>
      each.disputes.map((dispute): Cell[] => [
        agencyName(report, agency),
        each.code,
        `${dispute.reason} (${formatDateTime(dispute.at)}${dispute.late ? `, ${LATE}` : ''})`,
        dispute.answer === undefined
          ? 'chưa có kết luận'
          : `${dispute.answer.upheld ? 'chấp nhận' : 'không chấp nhận'}: ${dispute.answer.reason}`,
      ]),
    ),
  )
  return {
    type: 'table',
    tall: true,
    columns: [
      number,
      text('Cơ quan, đơn vị', 22),
      text('Hồ sơ, phản ánh', 25),
      text('Ý kiến', 44),
      text('Kết luận của Trung tâm', 22),
    ],
    rows: rows.map((row, index) => [index + 1, ...row]),
  }
}
