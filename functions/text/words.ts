import type * as z from 'zod'
import type { Role } from '../domain/access.ts'
import type { CalendarDefinition } from '../domain/calendar.ts'
import type { Command } from '../domain/command.ts'
import type { caseOutcome, requestOutcome } from '../domain/counted-case.ts'
import type { Due } from '../domain/due.ts'
import type { HeldReason } from '../domain/escalation.ts'
import type { EventOf, Rhythm } from '../domain/event.ts'
import type { Limit } from '../domain/limit.ts'
import type { agencyKind, PolicyStep, RecipientRole, RegistryKind, ReportSettings } from '../domain/registry.ts'
import type { reportStatus } from '../domain/report.ts'
import type { CaseKind, Phase, Status } from '../domain/status.ts'
import { apologyFormWords } from './apology-words.ts'
import { actionWords } from './action-words.ts'
import { dayWords } from './day-words.ts'
import { attributeTypeWords } from './attribute-words.ts'
import { accountabilitySubject, cohortTypeWords, coverageStatusWords, heldByWords } from './accountability-words.ts'
import { mappedFieldWords } from './mapping-words.ts'
import { answerCommandWords, answerWords } from './answer-words.ts'

export type Words<Id extends string> = Record<Id, string>

/**
 * The Vietnamese word for every id that the code speaks, to stand inside a sentence; statuses are spelled as the
 * national list spells them. A new id without a word fails the type check; an enum without a table fails a test.
 */
export const words = {
  caseKind: {
    dossier: 'hồ sơ',
    fieldReport: 'phản ánh',
    directiveTask: 'nhiệm vụ',
  } satisfies Words<CaseKind>,

  status: {
    registered: 'Mới đăng ký',
    received: 'Được tiếp nhận',
    refused: 'Không được tiếp nhận',
    processing: 'Đang xử lý',
    supplementRequested: 'Yêu cầu bổ sung giấy tờ',
    feeRequested: 'Yêu cầu thực hiện nghĩa vụ tài chính',
    withdrawn: 'Công dân yêu cầu rút',
    terminated: 'Dừng xử lý',
    processed: 'Đã xử lý xong',
    returned: 'Đã trả kết quả',
    resolved: 'Đã xử lý xong',
    notCompetent: 'Không thuộc thẩm quyền',
    duplicate: 'Trùng phản ánh khác',
    assigned: 'Đã giao',
    completed: 'Đã hoàn thành',
    lapsed: 'Hết thời hạn, chưa hoàn thành',
    cancelled: 'Đã thu hồi nhiệm vụ',
  } satisfies Words<Status>,

  phase: {
    waiting: 'chờ tiếp nhận',
    running: 'đang tính thời gian',
    paused: 'tạm dừng tính thời gian',
    finished: 'đã kết thúc',
  } satisfies Words<Phase>,

  command: {
    registerDossier: 'gửi thông tin hồ sơ',
    registerFieldReport: 'gửi thông tin phản ánh',
    registerTask: 'giao nhiệm vụ',
    changeStatus: 'chuyển trạng thái',
    issueRequest: 'gửi yêu cầu xử lý',
    answerRequest: 'xác nhận đã thực hiện yêu cầu xử lý',
    pause: 'tạm dừng tính thời gian',
    resume: 'tiếp tục tính thời gian',
    extend: 'gia hạn',
    reschedule: 'hẹn lại ngày trả',
    reassign: 'chuyển cơ quan xử lý',
    decline: 'báo không thuộc thẩm quyền xử lý',
    nameHandler: 'ghi tên người thụ lý',
    ...answerCommandWords,
    resolve: 'kết thúc xử lý',
    reopen: 'mở lại',
    reportProgress: 'báo cáo tiến độ nhiệm vụ',
    disputeDelay: 'không đồng ý với phần thời gian được ghi',
    answerDispute: 'trả lời ý kiến không đồng ý',
    escalate: 'đôn đốc',
    settleNotices: 'ghi kết quả gửi thông báo',
    returnNotices: 'ghi thông báo không đến nơi',
  } satisfies Words<Command['type']>,

  recipientRole: {
    focalPoint: 'đầu mối của cơ quan',
    head: 'lãnh đạo cơ quan',
    leadDepartment: 'cơ quan chủ trì',
    committeeOffice: 'Văn phòng UBND tỉnh',
  } satisfies Words<RecipientRole>,

  delivery: { digest: 'cùng thư tổng hợp', immediate: 'gửi ngay' } satisfies Words<PolicyStep['delivery']>,

  role: {
    provider: 'đơn vị cung cấp',
    agency: 'cơ quan xử lý',
    operator: 'người vận hành',
    signer: 'người ký báo cáo',
    auditor: 'người kiểm tra',
    administrator: 'người quản trị',
    monitoring: 'hệ thống giám sát',
    system: 'hệ thống',
    'agency-link': 'cơ quan trả lời qua thư',
  } satisfies Words<Role | 'system' | 'agency-link'>,

  action: actionWords,

  agencyKind: {
    department: 'sở, ban, ngành',
    central: 'cơ quan trung ương tại tỉnh',
    district: 'UBND cấp huyện',
    commune: 'UBND cấp xã',
    provider: 'đơn vị cung cấp',
    centre: 'Trung tâm',
    committee: 'UBND tỉnh',
    party: 'cơ quan Đảng',
  } satisfies Words<z.output<typeof agencyKind>>,

  dueBasis: {
    source: 'theo ngày hẹn của hệ thống nguồn',
    extension: 'theo gia hạn',
    reschedule: 'theo hẹn lại ngày trả',
    computed: 'tính theo thời hạn quy định',
  } satisfies Words<Due['basis']>,

  heldReason: {
    finished: 'đã kết thúc',
    paused: 'đang tạm dừng tính thời gian',
    noDue: 'chưa có hạn xử lý',
    noCalendar: 'chưa có lịch làm việc áp dụng',
    noPolicy: 'chưa có quy định đôn đốc áp dụng',
    notChased: 'cơ quan không thuộc diện đôn đốc',
    exhausted: 'đã qua hết các mức đôn đốc',
  } satisfies Words<HeldReason>,

  skipReason: {
    higherLevelReached: 'đã đến mức đôn đốc cao hơn',
    momentPassed: 'đã qua thời điểm nhắc',
  } satisfies Words<EventOf<'stepSkipped'>['why']>,

  settlement: {
    sent: 'đã gửi thư',
    dropped: 'không gửi thư vì không còn cần thiết',
  } satisfies Words<EventOf<'noticeSettled'>['how']>,

  confirmation: {
    source: 'hệ thống nguồn',
    operator: 'người vận hành',
  } satisfies Words<EventOf<'requestAnswered'>['confirmedBy']>,

  ...answerWords,

  limitUnit: {
    workingMinutes: 'phút làm việc',
    workingHours: 'giờ làm việc',
    workingDays: 'ngày làm việc',
    calendarDays: 'ngày',
    hours: 'giờ',
  } satisfies Words<Limit['unit']>,

  requestOutcome: {
    done: 'đã thực hiện',
    notDone: 'chưa thực hiện',
    overdue: 'chưa thực hiện, quá hạn',
  } satisfies Words<z.output<typeof requestOutcome>>,

  caseOutcome: {
    done: 'xong đúng hạn',
    doneLate: 'xong trễ hạn',
    closedOtherwise: 'kết thúc không qua xử lý',
    open: 'đang xử lý, trong hạn',
    overdue: 'quá hạn chưa xong',
  } satisfies Words<z.output<typeof caseOutcome>>,

  reportStatus: {
    draft: 'dự thảo',
    signed: 'đã ký',
    unsigned: 'dự thảo – chưa ký, chưa cấp số',
  } satisfies Words<z.output<typeof reportStatus>>,

  rhythm: {
    weekly: 'hằng tuần',
    fortnightly: 'hai tuần một lần',
    monthly: 'hằng tháng',
    quarterly: 'hằng quý',
  } satisfies Words<ReportSettings['rhythm'] | Rhythm>,

  registryKind: {
    agency: 'cơ quan, đơn vị',
    contact: 'địa chỉ liên hệ',
    cityService: 'dịch vụ giám sát đô thị thông minh',
    category: 'lĩnh vực phản ánh',
    procedure: 'thủ tục hành chính',
    limit: 'thời hạn xử lý',
    postponement: 'quy định gia hạn, hẹn lại ngày trả',
    policy: 'quy định đôn đốc',
    calendar: 'lịch làm việc',
    day: 'ngày nghỉ, ngày làm bù',
    report: 'thể thức báo cáo tuần',
    mapping: 'mẫu đọc tệp',
    deployment: 'địa bàn triển khai dịch vụ',
    accountability: 'thể thức báo cáo làm rõ trách nhiệm',
    open311: 'thông tin cổng Open311',
    retention: 'thời gian lưu thông tin người dân',
    feed: 'quy định về nguồn dữ liệu im lặng',
  } satisfies Words<RegistryKind>,

  mappedField: mappedFieldWords,
  attributeType: attributeTypeWords,
  heldBy: heldByWords,

  reportKind: accountabilitySubject,

  apologyForm: apologyFormWords,
  coverageStatus: coverageStatusWords,
  cohortType: cohortTypeWords,
  ...dayWords,

  dayEndsAt: {
    closing: 'giờ đóng cửa',
    '24:00': '24 giờ',
  } satisfies Words<CalendarDefinition['dayEndsAt']>,
}

/** `Nhắc hạn` before the due date (level 0 and below), `Đôn đốc lần n` after it. */
export const levelWords = (level: number): string => (level <= 0 ? 'Nhắc hạn' : `Đôn đốc lần ${level}`)

/** What a person reads where the system does not know, and must not guess. */
export const UNKNOWN = 'chưa xác định'

/** What the system calls itself, as the sender of its mails. */
export const SYSTEM_NAME = 'Hệ thống Đôn đốc'
