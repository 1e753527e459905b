import type { Instant } from '../domain/instant.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { blocksHtml, tilesHtml, type Part } from './blocks-html.ts'
import { formatDateTime, formatPeriod } from './format.ts'
import { html, type Html } from './html.ts'
import { pageFrame } from './page-frame.ts'
import { heading, type Block } from './report-blocks.ts'
import { centreName } from './report-names.ts'
import { figureBlocks, summaryBlocks } from './report-sections.ts'
import { allAgenciesTable, backlogTable } from './report-tables.ts'
import { mainTiles } from './report-tiles.ts'

interface FiguresPage {
  kind: 'brief' | 'report'
  expiresAt: Instant
}

/**
 * Figures as they were frozen, to be read without an account: of the whole and of agencies, never of a person or a case,
 * and nothing that people wrote.
 */
export function figuresPage(report: WeeklyReport, { kind, expiresAt }: FiguresPage): string {
  const at = formatDateTime(report.knownAt)
  const period = formatPeriod(report.period)
  return pageFrame(
    kind === 'brief' ? `Tình hình đến ${at}` : `Số liệu báo cáo ${period}`,
    html`<p>
        <span class="quiet">
          ${centreName(report)}. Số liệu tính ${period}, theo thông tin đã ghi nhận đến ${at};
          ${report.status === 'signed' ? 'báo cáo đã ký.' : 'chưa phải là báo cáo chính thức.'}
        </span>
      </p>
      ${tilesHtml(mainTiles(report), attributes)}
      <section class="sheet">${blocksHtml(blocks(report), attributes)}</section>
      <footer>Trang chỉ để xem; liên kết hết hiệu lực lúc ${formatDateTime(expiresAt)}.</footer>`,
  )
}

const blocks = (report: WeeklyReport): Block[] => [
  ...summaryBlocks(report),
  ...figureBlocks(report),
  heading(2, 'Tất cả các cơ quan, đơn vị'),
  allAgenciesTable(report),
  heading(2, 'Hồ sơ, phản ánh tồn của các cơ quan, đơn vị'),
  backlogTable(report),
]

const attributes = (part: Part): Html => html`class="${part}"`
