import { missingParts } from '../domain/contribution.ts'
import type { WeeklyReport } from '../domain/report.ts'
import type { RenderedMail } from './digest-mail.ts'
import { formatNumber, formatPart, formatPeriod, type Share } from './format.ts'
import { columnTitle, formatCell, heading, list, paragraph, textOf, type Block } from './report-blocks.ts'
import { DRAFT_MARKING, reportReference, subjectInSentence } from './report-content.ts'
import { mailPage } from './report-mail-html.ts'
import { centreName } from './report-names.ts'
import { worstAgencies } from './report-ranking.ts'
import { mainTiles } from './report-tiles.ts'
import { summaryBlocks } from './report-sections.ts'
import { midSentence } from './section-words.ts'

/** The mail that carries the report to the leadership: its key figures, in HTML and in plain text. */
export function reportMail(report: WeeklyReport): RenderedMail {
  const marking = report.status === 'signed' ? undefined : DRAFT_MARKING
  const subject = `${marking === undefined ? '' : `[${marking}] `}${reportName(report)}: ${mainFigures(report)}`
  const blocks = mailBlocks(report)
  const signature = centreName(report)
  return {
    subject,
    html: mailPage({
      subject,
      signature,
      tiles: mainTiles(report),
      blocks,
      ...(marking === undefined ? {} : { marking }),
    }),
    text: [...(marking === undefined ? [] : [marking]), ...blocks.map(blockText), signature].join('\n\n'),
  }
}

const reportName = (report: WeeklyReport): string =>
  report.status === 'signed' ? reportReference(report) : `Báo cáo định kỳ ${formatPeriod(report.period)}`

const whatIsSent = (report: WeeklyReport): string =>
  report.status === 'signed' ? reportReference(report) : 'Dự thảo báo cáo'

type CaseFigures = Pick<WeeklyReport, 'processingRequests' | 'fieldReports'>

export function mainFigures({ processingRequests: requests, fieldReports: reports }: CaseFigures): string {
  const figures = [
    ...figure({ part: requests.notDone, whole: requests.issued }, 'yêu cầu chưa thực hiện'),
    ...figure({ part: reports.overdue, whole: reports.received }, 'phản ánh trễ hạn'),
  ]
  return figures.length === 0 ? 'không phát sinh yêu cầu, phản ánh' : figures.join(', ')
}

const figure = (share: Share, what: string): string[] => (share.whole === 0 ? [] : [`${formatPart(share)} ${what}`])

const mailBlocks = (report: WeeklyReport): Block[] => [
  paragraph(`Kính gửi: ${report.settings.addressees.join('; ')}.`),
  paragraph(
    `${centreName(report)} gửi ${midSentence(whatIsSent(report))} về ${subjectInSentence(report)} (văn bản gửi kèm). ` +
      'Kết quả chính:',
  ),
  ...summaryBlocks(report),
  ...worstBlocks(report),
  ...missingBlocks(report),
]

const MAIL_WORST = 5

export function worstBlocks(report: WeeklyReport): Block[] {
  const worst = worstAgencies(report, MAIL_WORST)
  if (worst.length === 0) return []
  return [
    heading(2, 'Còn nhiều yêu cầu chưa thực hiện, phản ánh trễ hạn nhất'),
    list(worst.map(({ name, figures }) => [{ strong: name }, `: ${mainFigures(figures)}`])),
  ]
}

/** In a draft: how much can still be written before the review closes; the report names each section. */
function missingBlocks(report: WeeklyReport): Block[] {
  const missing = missingParts(report.services, report.contributions).length
  if (report.status === 'signed' || missing === 0) return []
  return [
    paragraph(`Còn ${formatNumber(missing)} mục chưa có nội dung do các bộ phận cung cấp, được nêu tại từng mục.`),
  ]
}

export function blockText(block: Block): string {
  switch (block.type) {
    case 'heading':
      return block.text
    case 'paragraph':
      return textOf(block.runs)
    case 'list':
      return block.items.map((runs) => `- ${textOf(runs)}`).join('\n')
    case 'table':
      return [
        ...(block.title === undefined ? [] : [`${block.title}:`]),
        ...[block.columns.map(columnTitle), ...block.rows.map((row) => row.map(formatCell))].map((row) =>
          row.join(' | '),
        ),
      ].join('\n')
    case 'chart':
      return ''
    default:
      return block satisfies never
  }
}
