import type { Rejection } from '../domain/rejection.ts'
import { dueWords } from './due-words.ts'
import { formatDate, formatDateTime } from './format.ts'
import type { ProblemError } from './problem.ts'
import { words } from './words.ts'

type AboutTheState =
  | 'notFound'
  | 'movedOn'
  | 'handedOver'
  | 'notAllowed'
  | 'notForRole'
  | 'heldByDocument'
  | 'wrongStatus'
type AboutAValue = Exclude<Rejection, { code: AboutTheState }>
type Of<Code extends Rejection['code']> = Extract<Rejection, { code: Code }>

export interface BrokenRule extends ProblemError {
  title: string
}

/** The rule that a value breaks, to be read after the name of its field. */
export function brokenRule(rejection: AboutAValue): BrokenRule {
  switch (rejection.code) {
    case 'unknownRecipient':
      return unknownRecipient(rejection)
    case 'unknownRequest':
    case 'unknownAgency':
    case 'unknownCalendar':
    case 'unknownValue':
      return unknown(rejection)
    case 'unknownEntry':
      return unknownEntry(rejection)
    case 'inFuture':
      return {
        title: 'Thời điểm ở tương lai',
        field: rejection.field,
        value: rejection.value,
        ruleVi: `không được sau thời điểm hiện tại, ${formatDateTime(rejection.now)}`,
        ruleEn: `must not lie after the present moment, ${rejection.now}`,
      }
    case 'notLater':
      return {
        title: 'Thời điểm không muộn hơn',
        field: rejection.field,
        value: rejection.value,
        ruleVi: `phải muộn hơn ${formatDateTime(rejection.than)}`,
        ruleEn: `must be later than ${rejection.than}`,
      }
    case 'postponedTooOften':
    case 'postponedTooFar':
      return postponed(rejection)
    case 'noCommitments':
    case 'committedBefore':
    case 'commitmentTooFar':
      return commitment(rejection)
    case 'noOriginal':
      return noOriginal(rejection)
    default:
      return rejection satisfies never
  }
}

function unknownEntry(rejection: Of<'unknownEntry'>): BrokenRule {
  return {
    title: 'Không có phần thời gian này',
    field: 'entry',
    value: rejection.entry,
    ruleVi: `phải là số nhật ký của một phần thời gian: ${rejection.known.join(', ') || 'chưa có phần nào'}`,
    ruleEn: `must be the entry that began a part: ${rejection.known.join(', ') || 'there is none'}`,
  }
}

const unknownRecipient = ({ recipient, known }: Of<'unknownRecipient'>): BrokenRule => ({
  title: 'Không có trong nơi nhận của báo cáo',
  field: 'recipient',
  value: recipient,
  ruleVi: `phải là một nơi nhận của báo cáo: ${known.join(', ')}`,
  ruleEn: `must be a recipient of the report: ${known.join(', ')}`,
})

type Unknown = Of<'unknownRequest' | 'unknownAgency' | 'unknownCalendar' | 'unknownValue'>

function unknown(rejection: Unknown): BrokenRule {
  switch (rejection.code) {
    case 'unknownRequest':
      return {
        title: 'Không có yêu cầu xử lý này',
        field: 'request',
        value: rejection.request,
        ruleVi: `phải là một yêu cầu xử lý đã gửi: ${rejection.known.join(', ') || 'chưa có yêu cầu nào'}`,
        ruleEn: `must be a processing request that was issued: ${rejection.known.join(', ') || 'there is none'}`,
      }
    case 'unknownAgency':
      return {
        title: 'Cơ quan chưa có trong danh mục',
        field: rejection.field,
        value: rejection.agency,
        ruleVi: 'phải là mã của một cơ quan có trong danh mục',
        ruleEn: 'must be the id of an agency in the registry',
      }
    case 'unknownCalendar':
      return {
        title: 'Lịch làm việc chưa có hiệu lực',
        field: 'calendar',
        value: rejection.calendar,
        ruleVi: `phải là lịch làm việc có hiệu lực từ ngày ${formatDate(rejection.on)}`,
        ruleEn: `must be a calendar in force on ${rejection.on}`,
      }
    case 'unknownValue':
      return {
        title: 'Mã chưa có trong danh mục',
        field: 'code',
        value: rejection.value,
        ruleVi: `phải là mã đã có của danh mục ${words.registryKind[rejection.kind]} thì mới kết thúc được`,
        ruleEn: `must be a known code of "${rejection.kind}" to be ended`,
      }
    default:
      return rejection satisfies never
  }
}

function postponed(rejection: Of<'postponedTooOften' | 'postponedTooFar'>): BrokenRule {
  const { rule } = rejection
  if (rejection.code === 'postponedTooFar')
    return {
      title: 'Lùi hạn quá mức cho phép',
      field: 'due',
      value: rejection.value,
      ruleVi: `không được sau ${formatDateTime(rejection.latest)} theo quy định gia hạn, hẹn lại ngày trả “${rule}”`,
      ruleEn: `must not be later than ${rejection.latest} by the postponement rule "${rule}"`,
    }
  const { command, times } = rejection
  return {
    title: 'Đã lùi hạn đủ số lần cho phép',
    field: 'type',
    value: command,
    ruleVi: `chỉ được ${words.command[command]} ${times} lần theo quy định gia hạn, hẹn lại ngày trả “${rule}”`,
    ruleEn: `is allowed ${times} time(s) by the postponement rule "${rule}"`,
  }
}

function commitment(rejection: Of<'noCommitments' | 'committedBefore' | 'commitmentTooFar'>): BrokenRule {
  const common = { title: 'Không nhận được cam kết này', field: 'by', value: rejection.value }
  switch (rejection.code) {
    case 'noCommitments': {
      const { rule } = rejection
      return {
        ...common,
        ruleVi: `không nhận được vì quy định đôn đốc ${rule === undefined ? '' : `“${rule}” `}không cho cam kết ngày hoàn thành`,
        ruleEn: `is not possible: the escalation policy ${rule === undefined ? '' : `"${rule}" `}allows no commitments`,
      }
    }
    case 'committedBefore':
      return {
        ...common,
        ruleVi: `không thay được cam kết đã có đến ${dueWords(rejection.by)}; cần thêm thời gian thì đề nghị gia hạn`,
        ruleEn: `cannot replace the commitment to ${rejection.by}; request an extension for more time`,
      }
    case 'commitmentTooFar':
      return {
        ...common,
        ruleVi: `không được sau ${dueWords(rejection.latest)} theo quy định đôn đốc “${rejection.rule}”`,
        ruleEn: `must not be later than ${rejection.latest} by the escalation policy "${rejection.rule}"`,
      }
    default:
      return rejection satisfies never
  }
}

const whyNoOriginal: Record<Of<'noOriginal'>['why'], { ruleVi: string; ruleEn: string }> = {
  unknown: { ruleVi: 'phải là mã của một phản ánh đã có', ruleEn: 'must be the id of a known field report' },
  itself: { ruleVi: 'phải là một phản ánh khác', ruleEn: 'must be another field report' },
  duplicate: { ruleVi: 'không được là phản ánh đã bị coi là trùng', ruleEn: 'must not be a duplicate itself' },
  later: { ruleVi: 'phải là phản ánh được tiếp nhận trước', ruleEn: 'must be the report that was received earlier' },
}

const noOriginal = ({ value, why }: Of<'noOriginal'>): BrokenRule => ({
  title: 'Không dùng làm phản ánh gốc được',
  field: 'duplicateOf',
  value,
  ...whyNoOriginal[why],
})
