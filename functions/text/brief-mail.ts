import type { WeeklyReport } from '../domain/report.ts'
import type { RenderedMail } from './digest-mail.ts'
import { formatDateTime, formatPeriod } from './format.ts'
import { paragraph, type Block } from './report-blocks.ts'
import { mailPage } from './report-mail-html.ts'
import { blockText, mainFigures, worstBlocks } from './report-mail.ts'
import { centreName } from './report-names.ts'
import { summaryBlocks } from './report-sections.ts'

/** The leadership's page of the morning: the figures of the report that will follow, as they stand now. */
export function briefMail(report: WeeklyReport): RenderedMail {
  const at = formatDateTime(report.knownAt)
  const subject = `Tình hình đến ${at}: ${mainFigures(report)}`
  const signature = centreName(report)
  const blocks: Block[] = [
    paragraph(
      `Số liệu tính ${formatPeriod(report.period)}, theo thông tin đã ghi nhận đến ${at}; chưa phải là báo cáo chính thức.`,
    ),
    ...summaryBlocks(report),
    ...worstBlocks(report),
  ]
  return {
    subject,
    html: mailPage({ subject, signature, blocks }),
    text: [...blocks.map(blockText), signature].join('\n\n'),
  }
}
