import type { IncidentOf } from '../domain/incident.ts'
import { localDateOf, type Instant } from '../domain/instant.ts'
import type { ReportSettings } from '../domain/registry.ts'
import type { Digest, DigestCase } from './digest.ts'
import { stateWords } from './digest-sections.ts'
import { countWords, delayOfWorst, inOrder } from './digest-subject.ts'
import { dueWords } from './due-words.ts'
import { formatDateTime } from './format.ts'
import { incidentWords } from './incident-words.ts'
import { capitals, capitalised } from './names.ts'
import { list, paragraph, type Block, type Column, type OfficialLetter } from './report-blocks.ts'
import { DRAFT_MARKING, MOTTO, NATION } from './report-content.ts'
import { levelWords, words } from './words.ts'

/** What an agency is told on paper because none of its mailboxes takes mail: the digest that could not be sent. */
export interface PaperNotice {
  digest: Pick<Digest, 'recipient' | 'at' | 'overdue' | 'dueSoon' | 'centre'>
  /** Where the letter is to be carried, as far as the registry knows. */
  address: string | undefined
  /** Why mail does not reach the agency, oldest first. */
  incidents: readonly Pick<IncidentOf<'undeliverable'>, 'since' | 'what'>[]
  /** Who issues and signs: as of the weekly report. */
  settings: ReportSettings
}

/** Drafted for somebody to number, date and sign: a letter (công văn) by Decree 30/2020/NĐ-CP, annex I and form 1.5. */
export function paperNotice(notice: PaperNotice): OfficialLetter {
  const { settings, digest: unordered } = notice
  const digest = inOrder(unordered)
  const { recipient, at, centre } = digest
  return {
    marking: DRAFT_MARKING,
    letterhead: {
      parentBody: capitals(settings.parentBody),
      issuingBody: capitals(settings.issuingBody),
      nation: NATION,
      motto: MOTTO,
      number: `Số: ${BLANK}/${symbolOf(settings)}`,
      placeAndDate: `${settings.place}, ${undated(at)}`,
    },
    subject: [`V/v đôn đốc xử lý ${whatOf(digest)}`],
    addressees: {
      label: 'Kính gửi:',
      lines: [recipient.agency],
    },
    body: bodyOf(notice, digest),
    ...endingOf(notice),
    appendices: [
      {
        heading: 'PHỤ LỤC',
        title: `DANH SÁCH ${capitals(countsOf(digest).join('; '))}`,
        reference: `(Kèm theo Công văn số ${BLANK}/${symbolOf(settings)} ${undated(at)} của ${centre.name})`,
        body: [casesTable([...digest.overdue, ...digest.dueSoon], at)],
      },
    ],
    properties: {
      title: `Công văn đôn đốc xử lý ${whatOf(digest)}`,
      author: centre.name,
      date: localDateOf(at),
    },
  }
}

const endingOf = ({ settings, address }: PaperNotice): Pick<OfficialLetter, 'recipients' | 'signature'> => ({
  recipients: {
    label: 'Nơi nhận:',
    lines: [
      address === undefined ? '- Như trên;' : `- Như trên (${address});`,
      `- ${settings.addressees[0]} (để báo cáo);`,
      `- Lưu: ${settings.archive}.`,
    ],
  },
  signature: {
    capacity: settings.signatory.capacity.split('\n').map((line) => capitals(line.trim())),
    note: '(Chưa ký)',
    name: settings.signatory.name,
  },
})

/** Filled in by hand. */
const BLANK = '……'

/** A letter's symbol names no kind of document, but who drafted it: annex I, II.3. `DAKLAKIOC-GSĐH` */
function symbolOf({ number, archive }: ReportSettings): string {
  const drafted = archive.split(',').at(1)?.trim()
  return [number.symbol.replace(/^BC-/, ''), ...(drafted === undefined ? [] : [drafted])].join('-')
}

const undated = (at: Instant): string => {
  const [year, month] = localDateOf(at).split('-')
  return `ngày ${BLANK} tháng ${month} năm ${year}`
}

type Told = Pick<Digest, 'overdue' | 'dueSoon'>

/** `10 hồ sơ quá hạn`, `3 phản ánh sắp đến hạn`: what there is, the worse first. */
const countsOf = ({ overdue, dueSoon }: Told): string[] => [
  ...(overdue.length === 0 ? [] : [`${countWords(overdue)} quá hạn`]),
  ...(dueSoon.length === 0 ? [] : [`${countWords(dueSoon)} sắp đến hạn`]),
]

const whatOf = (told: Told): string => countsOf(told)[0] ?? ''

function bodyOf({ incidents }: PaperNotice, digest: PaperNotice['digest']): Block[] {
  const { overdue, centre, at } = digest
  const worst = overdue.length === 0 ? '' : `, ${delayOfWorst(overdue)}`
  return [
    paragraph(
      'Qua theo dõi trên hệ thống giám sát, tính đến ',
      `${formatDateTime(at)}, Quý cơ quan có `,
      { strong: countsOf(digest).join(' và ') },
      `${worst} (danh sách tại Phụ lục kèm theo).`,
    ),
    paragraph(
      `${centre.name} đã gửi thông báo đến các hộp thư điện tử mà Quý cơ quan đăng ký, nhưng thư không đến được: ` +
        `${incidents.map(failureWords).join('; ')}. Vì vậy, ${centre.name} gửi văn bản này thay thư điện tử và đề ` +
        'nghị Quý cơ quan:',
    ),
    list(asked(digest).map((text) => [text])),
    paragraph(`${centre.name} đề nghị Quý cơ quan quan tâm, phối hợp thực hiện./.`),
  ]
}

const failureWords = ({ since, what }: Pick<IncidentOf<'undeliverable'>, 'since' | 'what'>): string =>
  `${incidentWords.undeliverable[what.why]} (từ ${formatDateTime(since)})`

const asked = ({ overdue, centre }: PaperNotice['digest']): string[] => [
  'Khẩn trương xử lý dứt điểm các việc nêu tại Phụ lục, ưu tiên việc trễ nhiều nhất, và cập nhật kết quả ngay trên hệ ' +
    'thống đang xử lý.',
  ...(overdue.some(({ kind }) => kind === 'dossier')
    ? ['Có văn bản xin lỗi và hẹn lại ngày trả kết quả gửi tổ chức, cá nhân có hồ sơ quá hạn theo quy định.']
    : []),
  `Kiểm tra, sửa hoặc cung cấp lại hộp thư điện tử của đầu mối và lãnh đạo cơ quan cho ${centre.name} ` +
    `(thư điện tử ${centre.email}).`,
]

const columns: readonly Column[] = [
  { title: 'TT', kind: 'number', width: 4 },
  { title: 'Mã số', kind: 'text', width: 24 },
  { title: 'Nội dung', kind: 'text', width: 30 },
  { title: 'Thời hạn', kind: 'text', width: 18 },
  { title: 'Tình trạng', kind: 'text', width: 22 },
]

const casesTable = (cases: readonly DigestCase[], at: Instant): Block => ({
  type: 'table',
  columns,
  rows: cases.map((each, index) => [index + 1, each.code, subjectOf(each), dueWords(each.due), standingOf(each, at)]),
})

function subjectOf({ kind, subject, unit }: DigestCase): string {
  const what = `${capitalised(words.caseKind[kind])}: ${subject}`
  return unit === undefined ? what : `${what}, ${unit}`
}

/** How late or near it is, and how often it was chased. */
function standingOf(each: DigestCase, at: Instant): string {
  const state = stateWords(each, each.due < at ? 'overdue' : 'dueSoon')
  return each.level === undefined || each.level < 1 ? state : `${state}; ${levelWords(each.level).toLowerCase()}`
}
