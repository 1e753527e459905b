import { localDateOf } from '../domain/instant.ts'
import type { RecipientRole } from '../domain/registry.ts'
import type { Digest, DigestCase } from './digest.ts'
import { dueWords, workingTimeWords } from './due-words.ts'
import { formatDate, formatDateTime, formatNumber } from './format.ts'
import { levelWords, words } from './words.ts'

/** The digest in sentences; HTML and plain text are only two ways to set it. */
export interface DigestLetter {
  subject: string
  title: string
  moment: string
  salutation: string
  summary: string
  paragraphs: string[]
  sections: DigestSection[]
  contact: string
  closing: string
  signature: string
  footer: string
}

export interface DigestSection {
  kind: 'overdue' | 'dueSoon'
  title: string
  rows: DigestRow[]
  /** Counts the cases that are not shown. */
  rest: string | undefined
}

export interface DigestRow {
  code: string
  what: string
  facts: string[]
  /** How late, or how much time is left. */
  state: string
  dates: string[]
}

/** A longer mail is not read; the rest is counted. */
export const MAX_SHOWN = 30

export function digestLetter(digest: Digest): DigestLetter {
  const overdue = digest.overdue.toSorted(worstFirst)
  const dueSoon = digest.dueSoon.toSorted(soonestFirst)
  const sorted = { ...digest, overdue, dueSoon }
  return {
    subject: subjectOf(sorted),
    title: overdue.length > 0 ? 'Đôn đốc xử lý hồ sơ, phản ánh quá hạn' : 'Nhắc hạn xử lý hồ sơ, phản ánh',
    moment: `Số liệu đến ${formatDateTime(digest.at)}`,
    salutation: `Kính gửi: ${roles[digest.recipient.role].addressed}${digest.recipient.agency}`,
    summary: summaryOf(sorted),
    paragraphs: requests(sorted),
    sections: sections(sorted),
    contact: contactOf(digest.centre),
    closing: 'Trân trọng./.',
    signature: digest.centre.name,
    footer:
      'Thư này được gửi tự động, xin không trả lời vào địa chỉ gửi. ' +
      'Việc đã xử lý xong và đã cập nhật sẽ không còn trong thư lần sau.',
  }
}

/** By delay in days of the case's own calendar, then by level. */
function worstFirst(a: DigestCase, b: DigestCase): number {
  return daysOf(b) - daysOf(a) || (b.level ?? 0) - (a.level ?? 0) || soonestFirst(a, b)
}

const daysOf = ({ workingTime }: DigestCase): number => workingTime.minutes / workingTime.minutesPerDay

const soonestFirst = (a: DigestCase, b: DigestCase): number => {
  if (a.due !== b.due) return a.due < b.due ? -1 : 1
  return a.code < b.code ? -1 : 1
}

function subjectOf({ overdue, dueSoon, recipient }: Digest): string {
  const [worst] = overdue
  const [soonest] = dueSoon
  if (worst !== undefined)
    return `[Đôn đốc] ${countWords(overdue)} quá hạn, ${delayOfWorst(overdue)} – ${recipient.agency}`
  const when = soonest === undefined ? '' : `, ${dueSoon.length > 1 ? 'sớm nhất ' : ''}${dueWords(soonest.due)}`
  return `[Nhắc hạn] ${countWords(dueSoon)} sắp đến hạn${when} – ${recipient.agency}`
}

const delayOfWorst = ([worst, ...others]: readonly DigestCase[]): string =>
  worst === undefined ? '' : `${others.length === 0 ? 'trễ' : 'trễ nhất'} ${workingTimeWords(worst.workingTime)}`

/** `12 hồ sơ, phản ánh`, `12 hồ sơ`, `12 phản ánh`: what there is. */
function countWords(cases: readonly DigestCase[]): string {
  const kinds = (['dossier', 'fieldReport', 'directiveTask'] as const).filter((kind) =>
    cases.some((each) => each.kind === kind),
  )
  return `${formatNumber(cases.length)} ${kinds.map((kind) => words.caseKind[kind]).join(', ')}`
}

interface RoleWords {
  /** What stands before the agency's name in "Kính gửi". */
  addressed: string
  /** Whose cases they are: the recipient's own, or those it watches over. */
  owner: string
  plea: string
  /** Finishes the cases itself, and so owes the citizen an apology and the system an update. */
  acts: boolean
}

const roles: Record<RecipientRole, RoleWords> = {
  focalPoint: { addressed: '', owner: 'Quý cơ quan', plea: 'Kính đề nghị Quý cơ quan', acts: true },
  head: {
    addressed: 'Lãnh đạo ',
    owner: 'Quý cơ quan',
    plea: 'Kính đề nghị Lãnh đạo Quý cơ quan quan tâm, chỉ đạo các bộ phận',
    acts: true,
  },
  leadDepartment: {
    addressed: '',
    owner: 'các cơ quan, đơn vị',
    plea: 'Kính đề nghị Quý cơ quan theo dõi, đôn đốc các cơ quan, đơn vị',
    acts: false,
  },
  committeeOffice: {
    addressed: '',
    owner: 'các cơ quan, đơn vị',
    plea: 'Kính đề nghị Quý cơ quan theo dõi, tham mưu chỉ đạo các cơ quan, đơn vị',
    acts: false,
  },
}

function summaryOf({ recipient, overdue, dueSoon }: Digest): string {
  const counts = [
    ...(overdue.length === 0 ? [] : [`${countWords(overdue)} quá hạn chưa xong (${delayOfWorst(overdue)})`]),
    ...(dueSoon.length === 0 ? [] : [`${countWords(dueSoon)} sắp đến hạn`]),
  ]
  return `Qua theo dõi trên hệ thống giám sát, ${roles[recipient.role].owner} hiện có ${counts.join(' và ')}.`
}

function requests({ recipient, overdue, dueSoon }: Digest): string[] {
  const { plea, acts } = roles[recipient.role]
  const tasks = [
    ...(overdue.length === 1 ? ['khẩn trương xử lý dứt điểm việc quá hạn nêu dưới đây'] : []),
    ...(overdue.length > 1 ? ['khẩn trương xử lý dứt điểm các việc quá hạn, ưu tiên việc trễ nhiều nhất'] : []),
    ...(dueSoon.length === 0 ? [] : ['hoàn thành đúng hạn việc sắp đến hạn']),
  ]
  const asked = `${plea} ${tasks.join('; ')}.`
  if (!acts) return [asked]
  return [overdue.some((each) => each.kind === 'dossier') ? `${asked} ${APOLOGY}` : asked, UPDATE]
}

const APOLOGY =
  'Đối với hồ sơ quá hạn, đề nghị có văn bản xin lỗi và hẹn lại ngày trả kết quả gửi tổ chức, cá nhân theo quy định.'

const UPDATE =
  'Đề nghị cập nhật kết quả ngay trên hệ thống đang xử lý. Trường hợp có vướng mắc, cần gia hạn hoặc việc không ' +
  'thuộc thẩm quyền, đề nghị thông tin cho đầu mối dưới đây.'

function sections({ overdue, dueSoon }: Digest): DigestSection[] {
  const titled = [
    { kind: 'overdue', title: 'Quá hạn chưa xong', cases: overdue, shown: overdue.slice(0, MAX_SHOWN) },
    {
      kind: 'dueSoon',
      title: 'Sắp đến hạn',
      cases: dueSoon,
      shown: dueSoon.slice(0, Math.max(0, MAX_SHOWN - overdue.length)),
    },
  ] as const
  return titled
    .filter(({ cases }) => cases.length > 0)
    .map(({ kind, title, cases, shown }) => ({
      kind,
      title: `${title}: ${countWords(cases)}`,
      rows: shown.map((each) => rowOf(each, kind)),
      rest: restWords(cases.slice(shown.length), shown.length),
    }))
}

function restWords(rest: readonly DigestCase[], shown: number): string | undefined {
  if (rest.length === 0) return undefined
  const others = `${countWords(rest)}${shown === 0 ? '' : ' khác'}`
  return `Còn ${others} không liệt kê trong thư này; danh sách đầy đủ có trên hệ thống giám sát.`
}

function rowOf(each: DigestCase, kind: DigestSection['kind']): DigestRow {
  const { code, subject, unit, agency, receivedAt, due, level, openRequests } = each
  const time = workingTimeWords(each.workingTime)
  const late = kind === 'overdue'
  return {
    code,
    what: `${capitalised(words.caseKind[each.kind])}: ${subject}`,
    facts: [
      ...(agency === undefined ? [] : [`Cơ quan xử lý: ${agency}`]),
      ...(unit === undefined ? [] : [`Địa bàn: ${unit}`]),
      `Nhận ngày ${formatDate(localDateOf(receivedAt))}`,
      ...(openRequests === 0 ? [] : [`${formatNumber(openRequests)} yêu cầu xử lý chưa thực hiện`]),
    ],
    state: late ? `Trễ ${time}` : `Còn ${time}`,
    dates: [`${late ? 'Quá hạn từ' : 'Hạn'} ${dueWords(due)}`, ...(level === undefined ? [] : [levelWords(level)])],
  }
}

const capitalised = (word: string): string => word.charAt(0).toLocaleUpperCase('vi') + word.slice(1)

function contactOf({ name, email, phone }: Digest['centre']): string {
  const ways = [...(phone === undefined ? [] : [`điện thoại ${phone}`]), `thư điện tử ${email}`]
  return `Đầu mối liên hệ: ${name}, ${ways.join(', ')}.`
}
