import type { Instant } from '../domain/instant.ts'
import type { Preflight } from '../domain/preflight.ts'
import type { WeeklyReport } from '../domain/report.ts'
import type { RenderedMail } from './digest-mail.ts'
import { formatChange, formatFigure } from './shown-figure.ts'
import { figureWords, scopeName } from './figure-words.ts'
import { formatDateTime, formatNumber, formatPeriod } from './format.ts'
import { heading, list, paragraph, type Block, type Run } from './report-blocks.ts'
import { linkText, linkTo } from './mail-link.ts'
import { mainTiles } from './report-tiles.ts'
import { mailPage } from './report-mail-html.ts'
import { blockText } from './report-mail.ts'
import { centreName } from './report-names.ts'
import { reportWords } from './report-words.ts'
import { sectionName } from './section-words.ts'

export interface Review extends Preflight {
  /** `opened`: the draft has just been made; `preflight`: the last look before it goes out. */
  stage: 'opened' | 'preflight'
  closesAt: Instant
}

/** The mail to those who write the report and those who sign it: what is missing, and what they should look at. */
export function reviewMail(report: WeeklyReport, review: Review, page?: string): RenderedMail {
  const { missing, stage } = review
  const period = formatPeriod(report.period)
  const what = stage === 'opened' ? 'Đã lập dự thảo báo cáo' : 'Rà soát báo cáo trước khi ban hành'
  const rest = missing.length === 0 ? 'đã đủ nội dung' : `còn ${formatNumber(missing.length)} nội dung chưa có`
  const subject = `${what} ${period}: ${rest}`
  const signature = centreName(report)
  const blocks = reviewBlocks(report, review)
  return {
    subject,
    html: mailPage({ subject, signature, tiles: mainTiles(report), blocks, ...linkTo(page) }),
    text: [...blocks.map(blockText), ...linkText(page), signature].join('\n\n'),
  }
}

const reviewBlocks = (report: WeeklyReport, review: Review): Block[] => [
  paragraph(
    review.stage === 'opened'
      ? `Hệ thống đã lập dự thảo báo cáo ${formatPeriod(report.period)}. `
      : `Báo cáo ${formatPeriod(report.period)} chưa ban hành. `,
    'Nội dung và số liệu do các bộ phận cung cấp được nhận đến ',
    { strong: formatDateTime(review.closesAt) },
    '; nếu đến lúc đó chưa ký, báo cáo được gửi đi và ghi rõ là dự thảo.',
  ),
  ...part(
    'Nội dung, số liệu chưa có',
    review.missing.map(({ section, cityService, part: lacking }) => {
      const service = report.services.find(({ id }) => id === cityService)?.name
      return [{ strong: sectionName(section, service) }, `: ${reportWords.contributionPart[lacking]}`]
    }),
  ),
  ...part(
    'Số liệu thay đổi nhiều so với kỳ báo cáo trước',
    review.jumps.map((figure) => [
      figureWords[figure.measure],
      ': ',
      { strong: formatFigure(figure) },
      ` (${formatChange(figure)})`,
    ]),
  ),
  ...part(
    'Nguồn dữ liệu im lặng: cả kỳ không gửi hồ sơ, phản ánh nào, hoặc đang ngừng gửi lâu hơn thường lệ',
    review.silent.map((feed) => [`${reportWords.scopeKind[feed.by]} ${scopeName(report, feed)}`]),
  ),
]

const part = (title: string, items: readonly (readonly Run[])[]): Block[] =>
  items.length === 0 ? [] : [heading(2, title), list(items)]
