import type { WeeklyReport } from '../domain/report.ts'
import { correctionBlocks } from './correction-blocks.ts'
import { formatDateTime, formatDocumentNumber, formatLongDate, formatPeriod } from './format.ts'
import { nothing } from './contribution-blocks.ts'
import { paragraph, type Appendix, type Block, type OfficialDocument } from './report-blocks.ts'
import { capitals } from './names.ts'
import { centreName } from './report-names.ts'
import { reportSections, romanNumeral } from './report-sections.ts'
import { allAgenciesTable, backlogTable } from './report-tables.ts'
import { midSentence } from './section-words.ts'

const SUBJECT = 'Kết quả triển khai các dịch vụ đô thị thông minh'

export const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc'

export const DRAFT_MARKING = 'DỰ THẢO – chưa ký, chưa cấp số'

/** The weekly report as an official document: the one content that DOCX, PDF and mail are rendered from. */
export function reportContent(report: WeeklyReport): OfficialDocument {
  const { settings, date, status } = report
  return {
    ...(status === 'signed' ? {} : { marking: DRAFT_MARKING }),
    letterhead: {
      parentBody: capitals(settings.parentBody),
      issuingBody: capitals(settings.issuingBody),
      nation: NATION,
      motto: MOTTO,
      number: `Số: ${formatDocumentNumber(report.number, settings.number.symbol)}`,
      placeAndDate: `${settings.place}, ${formatLongDate(date)}`,
    },
    kind: 'BÁO CÁO',
    subject: [SUBJECT, formatPeriod(report.period)],
    addressees: {
      label: 'Kính gửi:',
      lines: settings.addressees.length === 1 ? settings.addressees : dashed(settings.addressees),
    },
    body: [...opening(report), ...correctionBlocks(report), ...reportSections(report), closing(report)],
    recipients: {
      label: 'Nơi nhận:',
      lines: dashed(['Như trên', ...otherRecipients(report), `Lưu: ${settings.archive}`]),
    },
    signature: {
      capacity: settings.signatory.capacity.split('\n').map((line) => capitals(line.trim())),
      note: status === 'signed' ? '(Đã ký)' : '(Chưa ký)',
      name: settings.signatory.name,
    },
    appendices: appendices(report),
    properties: { title: `Báo cáo ${subjectInSentence(report)}`, author: centreName(report), date },
  }
}

/** Decree 30/2020/NĐ-CP, annex I, III.1: two or more are numbered in Roman numerals. */
function appendices(report: WeeklyReport): Appendix[] {
  const bodies: [title: string, block: Block][] = [
    [
      'TÌNH HÌNH XỬ LÝ CỦA CÁC CƠ QUAN, ĐƠN VỊ TRONG KỲ',
      report.byAgency.length === 0 ? nothing : allAgenciesTable(report),
    ],
    ['HỒ SƠ, PHẢN ÁNH TỒN CUỐI KỲ CỦA CÁC CƠ QUAN, ĐƠN VỊ', hasBacklog(report) ? backlogTable(report) : nothing],
  ]
  return bodies.map(([title, block], index) => ({
    heading: `PHỤ LỤC ${romanNumeral(index)}`,
    title,
    reference: `(Kèm theo ${reportReference(report)} của ${centreName(report)})`,
    body: [block],
  }))
}

const hasBacklog = ({ dossiers, fieldReports }: WeeklyReport): boolean =>
  dossiers.backlog.open + fieldReports.backlog.open > 0

/** As the governing letter names the report: `kết quả triển khai … từ ngày 14/10/2021 đến ngày 28/10/2021`. */
export const subjectInSentence = ({ period }: WeeklyReport): string => `${midSentence(SUBJECT)} ${formatPeriod(period)}`

/** `Báo cáo số 110/BC-DAKLAKIOC ngày 29 tháng 10 năm 2021`. */
export const reportReference = ({ number, settings, date }: WeeklyReport): string =>
  `Báo cáo số ${formatDocumentNumber(number, settings.number.symbol)} ${formatLongDate(date)}`

/** Who is addressed stands under "Như trên" already. */
const otherRecipients = ({ settings }: WeeklyReport): string[] =>
  settings.recipients.map(({ name }) => name).filter((name) => !settings.addressees.includes(name))

/** `- one;` `- two.` */
export const dashed = (names: readonly string[]): string[] =>
  names.map((name, index) => `- ${name}${index === names.length - 1 ? '.' : ';'}`)

const leadership = ({ settings }: WeeklyReport): string => settings.addressees[0] ?? ''

const opening = (report: WeeklyReport): Block[] => [
  ...report.settings.basis.map((document, index, { length }) =>
    paragraph({ emphasis: `Căn cứ ${document}${index === length - 1 ? '.' : ';'}` }),
  ),
  paragraph(
    `Thực hiện chỉ đạo của ${leadership(report)} về chế độ báo cáo định kỳ, ${centreName(report)} báo cáo ` +
      `${subjectInSentence(report)} như sau:`,
  ),
  paragraph(`Số liệu do hệ thống tổng hợp, theo thông tin đã ghi nhận đến ${formatDateTime(report.knownAt)}.`),
]

const closing = (report: WeeklyReport): Block =>
  paragraph(
    `Trên đây là báo cáo ${subjectInSentence(report)}, ${centreName(report)} kính báo cáo ` +
      `${leadership(report)} xem xét, chỉ đạo./.`,
  )
