import type { Actor, CaseEvent, CaseFacts, Entry, EventOf, Handler, NoticeKey } from '../domain/event.ts'
import { localDateOf, MINUTE_MS, toMs, type Instant } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import { dueWords } from './due-words.ts'
import { formatDateTime } from './format.ts'
import { levelWords, UNKNOWN, words } from './words.ts'

/** Names of agencies, procedures and categories are looked up as in force when the entry happened. */
export type Names = Pick<Registry, 'find'>

/**
 * One line of Vietnamese for one entry of a case's timeline: when, what, by whom, and when it was recorded where that
 * was later. Ids that the registry does not know stand as they are.
 */
export function timelineLine(entry: Entry, names: Names): string {
  const { occurredAt, recordedAt, actor } = entry
  const by = actorWords(actor)
  const noted = isLater(recordedAt, occurredAt) ? `${by}, ghi nhận lúc ${formatDateTime(recordedAt)}` : by
  return `${formatDateTime(occurredAt)}: ${eventWords(entry, names)} (${noted})`
}

const isLater = (recordedAt: Instant, occurredAt: Instant): boolean => toMs(recordedAt) - toMs(occurredAt) >= MINUTE_MS

function actorWords({ role, id }: Actor): string {
  const known: Readonly<Record<string, string>> = words.role
  return role === 'system' ? words.role.system : `${known[role] ?? role} ${id}`
}

/** What happened, as a clause without a full stop. */
export function eventWords({ event, occurredAt }: Pick<Entry, 'event' | 'occurredAt'>, names: Names): string {
  const nameOf = nameIn(names, occurredAt)
  switch (event.type) {
    case 'received':
      return `Nhận thông tin ${factsWords(event.facts, nameOf)}`
    case 'corrected':
      return `Thông tin mới từ ${event.source ?? 'nguồn'}: ${factsWords(event.facts, nameOf)}`
    case 'statusChanged':
      return statusWords(event)
    case 'requestIssued':
      return `Gửi yêu cầu xử lý ${event.request} đến ${agencyWords(event.addressee, nameOf, 'cơ quan đang xử lý')}`
    case 'requestAnswered':
      return `Yêu cầu xử lý ${event.request} đã thực hiện, ${words.confirmation[event.confirmedBy]} xác nhận`
    case 'paused':
      return `Tạm dừng tính thời gian${byDocument(event.document)}, lý do: ${event.reason}`
    case 'resumed':
      return `Tiếp tục tính thời gian${byDocument(event.document)}`
    case 'extended':
      return `Gia hạn đến ${dueWords(event.due)}, lý do: ${event.reason}`
    case 'rescheduled':
      return `Hẹn lại ngày trả: ${dueWords(event.due)}, lý do: ${event.reason}`
    case 'reassigned':
      return `Chuyển ${nameOf('agency', event.agency)} xử lý${handlerClause(event.handler)}, lý do: ${event.reason}`
    case 'declined':
      return `Cơ quan báo không thuộc thẩm quyền${proposalClause(event.proposed, nameOf)}, lý do: ${event.reason}`
    case 'handlerNamed':
      return `Người thụ lý: ${handlerWords(event.handler)}`
    case 'reopened':
      return `${event.unlinked ? 'Gỡ khỏi phản ánh gốc' : 'Mở lại'}, lý do: ${event.reason}`
    case 'noticeRaised':
    case 'stepSkipped':
    case 'noticeSettled':
    case 'noticeReturned':
      return noticeWords(event)
    default:
      return accountWords(event)
  }
}

function accountWords(event: AccountEvent): string {
  switch (event.type) {
    case 'progressReported':
      return `Tiến độ nhiệm vụ: ${event.report}${nextReport(event.due)}`
    case 'delayDisputed':
      return `Cơ quan không đồng ý với phần thời gian từ nhật ký số ${event.entry}, lý do: ${event.reason}`
    case 'disputeAnswered': {
      const answer = event.upheld ? 'Chấp nhận' : 'Không chấp nhận'
      return `${answer} ý kiến về phần thời gian từ nhật ký số ${event.entry}, lý do: ${event.reason}`
    }
    default:
      return answerWords(event)
  }
}
type AccountEvent =
  | Parameters<typeof answerWords>[0]
  | EventOf<'progressReported' | 'delayDisputed' | 'disputeAnswered'>

type AnswerEvent = EventOf<
  | 'acknowledged'
  | 'committed'
  | 'commitmentWithdrawn'
  | 'extensionRequested'
  | 'extensionRefused'
  | 'notSyncedExplained'
  | 'claimed'
  | 'claimRefused'
>

function answerWords(event: AnswerEvent): string {
  switch (event.type) {
    case 'acknowledged':
      return 'Cơ quan xác nhận đã nhận'
    case 'committed':
      return `Cơ quan cam kết hoàn thành: ${dueWords(event.by)}`
    case 'commitmentWithdrawn':
      return `Rút cam kết ngày hoàn thành, lý do: ${event.reason}`
    case 'extensionRequested': {
      const text = event.reason === undefined ? '' : ` (${event.reason})`
      return `Cơ quan đề nghị gia hạn đến ${dueWords(event.due)}, lý do: ${words.extensionReason[event.why]}${text}`
    }
    case 'extensionRefused':
      return `Không đồng ý gia hạn, lý do: ${event.reason}`
    case 'notSyncedExplained':
      return `Cơ quan báo đã xử lý xong nhưng hệ thống chưa cập nhật: ${event.reason}`
    case 'claimed':
      return `Cơ quan báo đã xử lý xong, chờ xác nhận; minh chứng: ${event.proof}`
    case 'claimRefused':
      return `Không chấp nhận báo cáo đã xử lý xong, lý do: ${event.reason}`
    default:
      return event satisfies never
  }
}

function statusWords({ status, supplementDue, duplicateOf, reason, confirms }: EventOf<'statusChanged'>): string {
  const details = [
    ...(supplementDue === undefined ? [] : [`công dân bổ sung trước ${formatDateTime(supplementDue)}`]),
    ...(duplicateOf === undefined ? [] : [`trùng với ${duplicateOf}`]),
    ...(confirms === undefined ? [] : ['xác nhận theo báo cáo của cơ quan']),
    ...(reason === undefined ? [] : [`lý do: ${reason}`]),
  ]
  return [`Chuyển trạng thái: ${words.status[status]}`, ...details].join('; ')
}

const nextReport = (due: Instant | undefined): string =>
  due === undefined ? '' : `; kỳ báo cáo tiếp theo: ${dueWords(due)}`

const byDocument = (document: string | undefined): string => (document === undefined ? '' : ` theo văn bản ${document}`)

const proposalClause = (agency: string | undefined, nameOf: NameOf): string =>
  agency === undefined ? '' : `, đề nghị chuyển ${nameOf('agency', agency)}`

type NameOf = (kind: 'agency' | 'procedure' | 'category', code: string) => string

function nameIn(names: Names, at: Instant): NameOf {
  return (kind, code) => names.find(kind, code, localDateOf(at))?.name ?? code
}

function factsWords(facts: CaseFacts, nameOf: NameOf): string {
  const { due } = facts
  const agency = `cơ quan xử lý: ${agencyWords(facts.agency, nameOf)}`
  switch (facts.kind) {
    case 'dossier': {
      const what = `hồ sơ ${facts.code}, thủ tục “${nameOf('procedure', facts.procedure)}”`
      return [what, agency, ...(due === undefined ? [] : [`ngày hẹn trả: ${dueWords(due)}`])].join('; ')
    }
    case 'fieldReport': {
      const from = nameOf('agency', facts.provider)
      const what = `phản ánh ${facts.code} do ${from} chuyển, lĩnh vực “${nameOf('category', facts.category)}”`
      return [what, agency, ...(due === undefined ? [] : [`hạn xử lý: ${dueWords(due)}`])].join('; ')
    }
    case 'directiveTask': {
      const what = `nhiệm vụ ${facts.code}: “${facts.title}”`
      const lead = `cơ quan chủ trì: ${agencyWords(facts.agency, nameOf)}`
      const often = facts.rhythm === undefined ? [] : [`báo cáo ${words.rhythm[facts.rhythm]}`]
      return [what, lead, ...often, ...(due === undefined ? [] : [`hạn: ${dueWords(due)}`])].join('; ')
    }
    default:
      return facts satisfies never
  }
}

const agencyWords = (agency: string | undefined, nameOf: NameOf, otherwise = UNKNOWN): string =>
  agency === undefined ? otherwise : nameOf('agency', agency)

const handlerWords = ({ name, post }: Handler): string => `${name}, ${post}`
const handlerClause = (handler: Handler | undefined): string =>
  handler === undefined ? '' : ` (người thụ lý: ${handlerWords(handler)})`

function noticeWords(event: Extract<CaseEvent, NoticeKey>): string {
  const notice = levelWords(event.level) + (event.occurrence === 0 ? '' : `, nhắc lại lần ${event.occurrence}`)
  switch (event.type) {
    case 'noticeRaised': {
      const roles = event.roles.map((role) => words.recipientRole[role]).join(', ')
      const broken = event.commitment === undefined ? '' : `; không giữ cam kết ${dueWords(event.commitment)}`
      return `${notice}: hạn ${dueWords(event.due)}${broken}; báo cho ${roles}`
    }
    case 'stepSkipped':
      return `${notice}: bỏ qua vì ${words.skipReason[event.why]}`
    case 'noticeSettled':
      return `${notice}: ${words.settlement[event.how]} (${words.recipientRole[event.role]})`
    case 'noticeReturned':
      return `${notice}: thư gửi ${words.recipientRole[event.role]} không đến nơi, chờ gửi lại`
    default:
      return event satisfies never
  }
}
