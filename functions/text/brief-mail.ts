import type { WeeklyReport } from '../domain/report.ts'
import type { RenderedMail } from './digest-mail.ts'
import { formatDateTime, formatPeriod } from './format.ts'
import { paragraph, type Block } from './report-blocks.ts'
import { linkText, linkTo } from './mail-link.ts'
import { mainTiles } from './report-tiles.ts'
import { mailPage } from './report-mail-html.ts'
import { blockText, mainFigures, worstBlocks } from './report-mail.ts'
import { centreName } from './report-names.ts'
import { summaryBlocks } from './report-sections.ts'

/** The leadership's page of the morning: the figures of the report that will follow, as they stand now. */
/** @param page where the same is shown in full, without an account */
export function briefMail(report: WeeklyReport, page?: string): RenderedMail {
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
    html: mailPage({ subject, signature, tiles: mainTiles(report), blocks, ...linkTo(page) }),
    text: [...blocks.map(blockText), ...linkText(page), signature].join('\n\n'),
  }
}
