import type { AccountabilityContent } from '../domain/accountability.ts'
import { backlogAppendix, backlogBody } from './accountability-backlog.ts'
import { explanationBlocks } from './accountability-answers.ts'
import { pilotAppendix, pilotBody } from './accountability-pilot.ts'
import { accountabilitySubject } from './accountability-words.ts'
import { formatDate, formatDateTime, formatDocumentNumber, formatLongDate } from './format.ts'
import { capitals } from './names.ts'
import { heading, paragraph, type Block, type OfficialDocument } from './report-blocks.ts'
import { dashed, DRAFT_MARKING } from './report-content.ts'
import { romanNumeral } from './report-sections.ts'
import { midSentence } from './section-words.ts'

const appendixTitles: Record<AccountabilityContent['report']['kind'], string> = {
  backlog: 'DANH SÁCH HỒ SƠ, PHẢN ÁNH CHƯA XỬ LÝ THEO CƠ QUAN, ĐƠN VỊ, CÁ NHÂN',
  pilot: 'NGUỒN CỦA CÁC SỐ LIỆU, THỜI ĐIỂM TRIỂN KHAI THÍ ĐIỂM',
}

/**
 * A report on responsibilities as an official document: from the department to the provincial People's Committee, first
 * the summary that a vice-chairman reads, then whose the delay was; every case in the appendix.
 */
export function accountabilityDocument(content: AccountabilityContent): OfficialDocument {
  const { report, status, date, number } = content
  const { settings, kind } = report
  const subject = accountabilitySubject[kind]
  return {
    ...(status === 'signed' ? {} : { marking: DRAFT_MARKING }),
    letterhead: letterhead(content),
    kind: 'BÁO CÁO',
    subject: [subject],
    addressees: {
      label: 'Kính gửi:',
      lines: settings.addressees.length === 1 ? settings.addressees : dashed(settings.addressees),
    },
    body: [...opening(content), ...chapters(content), closing(content)],
    ...ending(content),
    appendices: [
      {
        heading: 'PHỤ LỤC',
        title: appendixTitles[kind],
        reference: `(Kèm theo Báo cáo số ${formatDocumentNumber(number, settings.symbol)} ${formatLongDate(date)})`,
        body: report.kind === 'backlog' ? backlogAppendix(report) : pilotAppendix(report),
      },
    ],
    properties: { title: `Báo cáo ${midSentence(subject)}`, author: settings.issuingBody, date },
  }
}

const letterhead = ({ report: { settings }, date, number }: AccountabilityContent): OfficialDocument['letterhead'] => ({
  parentBody: capitals(settings.parentBody),
  issuingBody: capitals(settings.issuingBody),
  nation: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập - Tự do - Hạnh phúc',
  number: `Số: ${formatDocumentNumber(number, settings.symbol)}`,
  placeAndDate: `${settings.place}, ${formatLongDate(date)}`,
})

function ending({
  report: { settings },
  status,
}: AccountabilityContent): Pick<OfficialDocument, 'recipients' | 'signature'> {
  const others = settings.recipients.map(({ name }) => name).filter((name) => !settings.addressees.includes(name))
  return {
    recipients: { label: 'Nơi nhận:', lines: dashed(['Như trên', ...others, `Lưu: ${settings.archive}`]) },
    signature: {
      capacity: settings.signatory.capacity.split('\n').map((line) => capitals(line.trim())),
      note: status === 'signed' ? '(Đã ký)' : '(Chưa ký)',
      name: settings.signatory.name,
    },
  }
}

function opening({ report }: AccountabilityContent): Block[] {
  const { directive, knownAt, explanations } = report
  const dated = directive.date === undefined ? '' : ` ngày ${formatDate(directive.date)}`
  const named = directive.number === undefined ? directive.title : `Công văn số ${directive.number}${dated}`
  return [
    paragraph(
      `Thực hiện ${named} của ${directive.issuer} về việc ${directive.subject}, ${issuer(report)} báo cáo ` +
        `${midSentence(accountabilitySubject[report.kind])} như sau:`,
    ),
    paragraph(
      `Số liệu do hệ thống tổng hợp từ dòng thời gian của từng hồ sơ, phản ánh, theo thông tin đã ghi nhận đến ` +
        `${formatDateTime(knownAt)}. Các cơ quan, đơn vị được xem phần của mình và giải trình từ ` +
        `${formatDateTime(explanations.from)} đến ${formatDateTime(explanations.until)}.`,
    ),
  ]
}

/** The issuing body as a sentence names it: its letterhead is in capitals. */
const issuer = ({ agencies, settings }: AccountabilityContent['report']): string =>
  agencies.find(({ name }) => capitals(name) === settings.issuingBody)?.name ?? settings.issuingBody

function chapters(content: AccountabilityContent): Block[] {
  const { report } = content
  const own = report.kind === 'backlog' ? backlogBody(report) : pilotBody(report)
  const all: { title: string; blocks: Block[] }[] = [
    ...own.slice(0, -1),
    { title: 'Ý kiến giải trình của các cơ quan, đơn vị', blocks: explanationBlocks(content) },
    ...own.slice(-1),
  ]
  return all.flatMap(({ title, blocks }, index) => [
    heading(1, `${romanNumeral(index)}. ${capitals(title)}`),
    ...blocks,
  ])
}

const closing = ({ report }: AccountabilityContent): Block =>
  paragraph(
    `Trên đây là báo cáo ${midSentence(accountabilitySubject[report.kind])}, ${issuer(report)} kính trình ` +
      `${report.settings.addressees[0] ?? ''} xem xét, chỉ đạo./.`,
  )
