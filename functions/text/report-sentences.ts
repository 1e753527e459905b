import type { CaseFigures, ProcessingRequestFigures } from '../domain/figures.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { formatNumber, formatPart, formatShare } from './format.ts'
import type { Run } from './report-blocks.ts'
import { worstAgencies } from './report-ranking.ts'

type Sentence = readonly Run[]

/** The sentences that the leadership reads first. */
export const summarySentences = (report: WeeklyReport): Sentence[] => [
  requestsNotDone(report.processingRequests),
  reportsOverdue(report.fieldReports),
  ...mostOutstanding(report),
  notices(report.notices),
]

function requestsNotDone({ issued, notDone, overdue }: ProcessingRequestFigures): Sentence {
  if (issued === 0) return ['Trong kỳ không phát sinh yêu cầu xử lý hồ sơ.']
  const share = { part: notDone, whole: issued }
  return [
    { strong: formatPart(share) },
    ` yêu cầu xử lý hồ sơ (${formatShare(share)}) từ hệ thống giám sát dịch vụ công trực tuyến chưa được các cơ quan, ` +
      `đơn vị thực hiện, trong đó ${formatNumber(overdue)} yêu cầu thuộc hồ sơ đã quá hạn.`,
  ]
}

function reportsOverdue({ received, overdue, doneLate }: CaseFigures): Sentence {
  if (received === 0) return ['Trong kỳ không tiếp nhận phản ánh hiện trường.']
  const share = { part: overdue, whole: received }
  return [
    { strong: formatPart(share) },
    ` phản ánh của người dân qua dịch vụ phản ánh hiện trường (${formatShare(share)}) đã trễ hạn xử lý; ngoài ra, ` +
      `${formatNumber(doneLate)} phản ánh đã xử lý xong nhưng trễ hạn.`,
  ]
}

function mostOutstanding(report: WeeklyReport): Sentence[] {
  const worst = worstAgencies(report, 3).map(({ name, outstanding }) => `${name} (${formatNumber(outstanding)})`)
  if (worst.length === 0) return []
  return [[`Còn nhiều yêu cầu chưa thực hiện và phản ánh trễ hạn nhất: ${worst.join(', ')}.`]]
}

const notices = ({ reminders, escalations, mailed }: WeeklyReport['notices']): Sentence => [
  `Trong kỳ, hệ thống đã lập ${formatNumber(reminders)} lượt nhắc hạn và ${formatNumber(escalations)} lượt đôn đốc; ` +
    `${formatNumber(mailed)} lượt đã gửi bằng thư điện tử.`,
]

/** What a service achieved in the period, by the cases it carries. */
export function serviceSentence(kind: 'dossier' | 'fieldReport', report: WeeklyReport): string {
  switch (kind) {
    case 'dossier':
      return requestsInAll(report.processingRequests)
    case 'fieldReport':
      return reportsInAll(report.fieldReports)
    default:
      return kind satisfies never
  }
}

const withShare = (part: number, whole: number): string => `${formatNumber(part)} (${formatShare({ part, whole })})`

const requestsInAll = ({ issued, done, notDone }: ProcessingRequestFigures): string =>
  issued === 0
    ? 'Trong kỳ không phát sinh yêu cầu xử lý hồ sơ.'
    : `Trong kỳ đã gửi ${formatNumber(issued)} yêu cầu xử lý hồ sơ đến các cơ quan, đơn vị: đã thực hiện ` +
      `${withShare(done, issued)}, chưa thực hiện ${withShare(notDone, issued)}.`

const reportsInAll = ({ received, done, doneLate, closedOtherwise, open, overdue }: CaseFigures): string =>
  received === 0
    ? 'Trong kỳ không tiếp nhận phản ánh hiện trường.'
    : `Trong kỳ đã tiếp nhận ${formatNumber(received)} phản ánh: đã xử lý xong ${withShare(done, received)}, trong đó ` +
      `xong trễ hạn ${formatNumber(doneLate)}; kết thúc không qua xử lý ${formatNumber(closedOtherwise)}; chưa xử lý xong ` +
      `${withShare(open, received)}, trong đó đã trễ hạn ${formatNumber(overdue)}.`
