import type { MeasureId } from '../domain/figure-measures.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { formatNumber } from './format.ts'
import type { Run } from './report-blocks.ts'
import { agencyName } from './report-names.ts'
import { worstAgencies } from './report-ranking.ts'
import { figuresOf, isCompared } from './report-tables.ts'
import { comparisonOf, partOf, shareOf, valueOf } from './shown-figure.ts'

type Sentence = readonly Run[]

/** The sentences that the leadership reads first. */
export const summarySentences = (report: WeeklyReport): Sentence[] => [
  requestsNotDone(report),
  reportsOverdue(report),
  ...mostOutstanding(report),
  notices(report),
]

function requestsNotDone(report: WeeklyReport): Sentence {
  const of = figuresOf(report)
  const [notDone, issued] = [of('requests.notDone'), of('requests.issued')]
  if (issued.value === 0) return [NO_REQUESTS]
  return [
    { strong: partOf(notDone, issued) },
    ' yêu cầu xử lý hồ sơ (',
    shareOf(notDone, issued),
    ') từ hệ thống giám sát dịch vụ công trực tuyến chưa được các cơ quan, đơn vị thực hiện',
    ...compared(report, 'requests.notDone'),
    ', trong đó ',
    valueOf(of('requests.overdue')),
    ' yêu cầu thuộc hồ sơ đã quá hạn.',
  ]
}

function reportsOverdue(report: WeeklyReport): Sentence {
  const of = figuresOf(report)
  const [overdue, received] = [of('fieldReports.overdue'), of('fieldReports.received')]
  if (received.value === 0) return [NO_REPORTS]
  return [
    { strong: partOf(overdue, received) },
    ' phản ánh của người dân qua dịch vụ phản ánh hiện trường (',
    shareOf(overdue, received),
    ') đã trễ hạn xử lý',
    ...compared(report, 'fieldReports.overdue'),
    '; ngoài ra, ',
    valueOf(of('fieldReports.doneLate')),
    ' phản ánh đã xử lý xong nhưng trễ hạn.',
  ]
}

const NO_REQUESTS = 'Trong kỳ không phát sinh yêu cầu xử lý hồ sơ.'
const NO_REPORTS = 'Trong kỳ không tiếp nhận phản ánh hiện trường.'

const compared = (report: WeeklyReport, measure: MeasureId): Run[] =>
  isCompared(report) ? [' (', comparisonOf(figuresOf(report)(measure)), ' so với kỳ trước)'] : []

function mostOutstanding(report: WeeklyReport): Sentence[] {
  const worst = worstAgencies(report, 3)
  if (worst.length === 0) return []
  const names = worst.flatMap(({ id, name }, index): Run[] => [
    `${index === 0 ? '' : ', '}${name} (`,
    valueOf(figuresOf(report, { by: 'agency', of: id })('outstanding')),
    ')',
  ])
  return [['Còn nhiều yêu cầu chưa thực hiện và phản ánh trễ hạn nhất: ', ...names, '.']]
}

function notices(report: WeeklyReport): Sentence {
  const of = figuresOf(report)
  return [
    'Trong kỳ, hệ thống đã lập ',
    valueOf(of('notices.reminders')),
    ' lượt nhắc hạn và ',
    valueOf(of('notices.escalations')),
    ' lượt đôn đốc; tính theo từng người nhận, đã gửi ',
    valueOf(of('notices.mailed')),
    ' lượt bằng thư điện tử.',
  ]
}

/** What a service achieved in the period, by the cases it carries. */
export function serviceSentences(kind: 'dossier' | 'fieldReport', report: WeeklyReport): Sentence[] {
  switch (kind) {
    case 'dossier':
      return [requestsInAll(report), backlog(report, 'dossiers', 'hồ sơ')]
    case 'fieldReport':
      return [reportsInAll(report), backlog(report, 'fieldReports', 'phản ánh')]
    default:
      return kind satisfies never
  }
}

function requestsInAll(report: WeeklyReport): Sentence {
  const of = figuresOf(report)
  const issued = of('requests.issued')
  if (issued.value === 0) return [NO_REQUESTS]
  return [
    'Trong kỳ đã gửi ',
    valueOf(issued),
    ' yêu cầu xử lý hồ sơ đến các cơ quan, đơn vị: đã thực hiện ',
    ...withShare(report, 'requests.done', 'requests.issued'),
    ', chưa thực hiện ',
    ...withShare(report, 'requests.notDone', 'requests.issued'),
    '.',
  ]
}

function reportsInAll(report: WeeklyReport): Sentence {
  const of = figuresOf(report)
  const received = of('fieldReports.received')
  if (received.value === 0) return [NO_REPORTS]
  return [
    'Trong kỳ đã tiếp nhận ',
    valueOf(received),
    ' phản ánh: đã xử lý xong ',
    ...withShare(report, 'fieldReports.done', 'fieldReports.received'),
    ', trong đó xong trễ hạn ',
    valueOf(of('fieldReports.doneLate')),
    '; kết thúc không qua xử lý ',
    valueOf(of('fieldReports.closedOtherwise')),
    '; chưa xử lý xong ',
    ...withShare(report, 'fieldReports.open', 'fieldReports.received'),
    ', trong đó đã trễ hạn ',
    valueOf(of('fieldReports.overdue')),
    '.',
  ]
}

function withShare(report: WeeklyReport, measure: MeasureId, whole: MeasureId): Run[] {
  const of = figuresOf(report)
  return [valueOf(of(measure)), ' (', shareOf(of(measure), of(whole)), ')']
}

function backlog(report: WeeklyReport, kind: 'dossiers' | 'fieldReports', noun: string): Sentence {
  const of = figuresOf(report)
  if (of(`${kind}.backlog`).value === 0) return [`Cuối kỳ không còn ${noun} nào chưa xử lý xong.`]
  return [
    'Cuối kỳ còn tồn ',
    valueOf(of(`${kind}.backlog`)),
    ` ${noun} chưa xử lý xong, kể cả của kỳ trước`,
    ...compared(report, `${kind}.backlog`),
    ', trong đó ',
    valueOf(of(`${kind}.backlogOverdue`)),
    ' đã quá hạn.',
  ]
}

/** Whose word was not kept most often; nothing where all were kept. */
export function brokenCommitments(report: WeeklyReport): Sentence[] {
  const broken = report.byAgency
    .filter(({ commitments }) => commitments.broken > 0)
    .toSorted((a, b) => b.commitments.broken - a.commitments.broken)
    .slice(0, 5)
  if (broken.length === 0) return []
  const names = broken.flatMap(({ agency }, index): Run[] => [
    `${index === 0 ? '' : ', '}${agencyName(report, agency)} (`,
    valueOf(figuresOf(report, { by: 'agency', of: agency })('commitments.broken')),
    ')',
  ])
  return [['Không thực hiện đúng cam kết nhiều nhất: ', ...names, '.']]
}

/** Mailboxes that took no mail, so that somebody was not chased as he should have been. */
export function deliverySentence({ deliveryIncidents }: WeeklyReport): Sentence[] {
  if (deliveryIncidents === undefined) return []
  const { begun, ended, open } = deliveryIncidents
  if (begun + ended + open === 0) return [['Trong kỳ không có hộp thư nào không nhận được thư của hệ thống.']]
  return [
    [
      `Trong kỳ phát sinh ${formatNumber(begun)} hộp thư không nhận được thư của hệ thống, đã khắc phục ` +
        `${formatNumber(ended)}; cuối kỳ còn ${formatNumber(open)} hộp thư chưa khắc phục.`,
    ],
  ]
}
