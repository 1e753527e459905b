import type { RecipientRole } from '../domain/registry.ts'
import type { Digest } from './digest.ts'
import { sectionsOf, type DigestSection } from './digest-sections.ts'
import { countWords, delayOfWorst, inOrder, kindWords, occasionOf, subjectOf } from './digest-subject.ts'
import { formatDateTime } from './format.ts'

/** The digest in sentences; HTML and plain text are only two ways to set it. */
export interface DigestLetter {
  subject: string
  title: string
  moment: string
  salutation: string
  summary: string
  paragraphs: string[]
  /** Where the recipient answers case by case. */
  answer: { label: string; href: string } | undefined
  sections: DigestSection[]
  contact: string
  closing: string
  signature: string
  footer: string
}

export function digestLetter(unordered: Digest): DigestLetter {
  const digest = inOrder(unordered)
  const { recipient, at, link, centre } = digest
  return {
    subject: subjectOf(digest),
    title: titleOf(digest),
    moment: `Số liệu đến ${formatDateTime(at)}`,
    salutation: `Kính gửi: ${roles[recipient.role].addressed}${recipient.agency}`,
    summary: summaryOf(digest),
    paragraphs: requests(digest),
    answer: link === undefined ? undefined : { label: 'Trả lời từng việc', href: link },
    sections: sectionsOf(digest),
    contact: contactOf(centre),
    closing: 'Trân trọng./.',
    signature: centre.name,
    footer:
      'Thư này được gửi tự động, xin không trả lời vào địa chỉ gửi. ' +
      'Việc đã xử lý xong và đã cập nhật sẽ không còn trong thư lần sau.',
  }
}

function titleOf(digest: Digest): string {
  const { overdue, dueSoon, immediate = false } = digest
  const cases = overdue.length > 0 ? overdue : dueSoon
  if (immediate) return `${occasionOf(digest)}: ${kindWords(cases)} cần xử lý ngay`
  return `${occasionOf(digest)} xử lý ${kindWords(cases)}${overdue.length > 0 ? ' quá hạn' : ''}`
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

function summaryOf({ recipient, overdue, dueSoon, immediate = false }: Digest): string {
  const counts = [
    ...(overdue.length === 0 ? [] : [`${countWords(overdue)} quá hạn chưa xong (${delayOfWorst(overdue)})`]),
    ...(dueSoon.length === 0 ? [] : [`${countWords(dueSoon)} sắp đến hạn`]),
  ]
  const { owner } = roles[recipient.role]
  const told = `${owner} có ${counts.join(' và ')}`
  const inTime = immediate ? `${told}, cần xử lý ngay` : `đến kỳ nhắc hạn, đôn đốc này ${told}`
  return `Qua theo dõi trên hệ thống giám sát, ${inTime}.`
}

function requests({ recipient, overdue, dueSoon, link }: Digest): string[] {
  const { plea, acts } = roles[recipient.role]
  const tasks = [
    ...(overdue.length === 1 ? ['khẩn trương xử lý dứt điểm việc quá hạn nêu dưới đây'] : []),
    ...(overdue.length > 1 ? ['khẩn trương xử lý dứt điểm các việc quá hạn, ưu tiên việc trễ nhiều nhất'] : []),
    ...(dueSoon.length === 0 ? [] : ['hoàn thành đúng hạn việc sắp đến hạn']),
  ]
  const asked = `${plea} ${tasks.join('; ')}.`
  if (!acts) return [asked]
  const apology = overdue.some((each) => each.kind === 'dossier') ? ` ${APOLOGY}` : ''
  return [`${asked}${apology}`, link === undefined ? UPDATE : ANSWER]
}

const APOLOGY =
  'Đối với hồ sơ quá hạn, đề nghị có văn bản xin lỗi và hẹn lại ngày trả kết quả gửi tổ chức, cá nhân theo quy định.'

const UPDATE =
  'Đề nghị cập nhật kết quả ngay trên hệ thống đang xử lý. Trường hợp có vướng mắc, cần gia hạn hoặc việc không ' +
  'thuộc thẩm quyền, đề nghị thông tin cho đầu mối dưới đây.'

const ANSWER =
  'Đề nghị cập nhật kết quả ngay trên hệ thống đang xử lý, hoặc trả lời từng việc tại trang dưới đây: đã xong, thời ' +
  'hạn cam kết, hay việc không thuộc thẩm quyền.'

function contactOf({ name, email, phone }: Digest['centre']): string {
  const ways = [...(phone === undefined ? [] : [`điện thoại ${phone}`]), `thư điện tử ${email}`]
  return `Đầu mối liên hệ: ${name}, ${ways.join(', ')}.`
}
