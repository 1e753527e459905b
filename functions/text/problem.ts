import { IMPORT_FILES_KEPT_DAYS } from '../domain/import-retention.ts'

/** One thing that is wrong with what was sent. `value` is what stood there, cut short; null where nothing did. */
export interface ProblemError {
  field: string
  value: unknown
  ruleVi: string
  ruleEn: string
}

/** Problem details of RFC 9457 (`application/problem+json`), for people in Vietnamese, for engineers in English. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  detailEn: string
  errors: ProblemError[]
}

/** `notAllowed` → `urn:problem-type:dondoc:notAllowed`. */
export const problemType = (code: string): string => `urn:problem-type:dondoc:${code}`

type Fixed = Omit<Problem, 'type' | 'errors'>

/** Refusals that know nothing of the case or the body. To add one: a row here. */
const fixedProblems = {
  notJson: {
    status: 400,
    title: 'Nội dung không đọc được',
    detail: 'Nội dung gửi lên không phải là JSON hợp lệ.',
    detailEn: 'The body is not valid JSON.',
  },
  notJsonType: {
    status: 415,
    title: 'Sai kiểu nội dung',
    detail: 'Nội dung phải gửi dưới dạng JSON, với tiêu đề “content-type: application/json”.',
    detailEn: 'The body must be JSON, sent as "content-type: application/json".',
  },
  badCursor: {
    status: 400,
    title: 'Con trỏ trang không đúng',
    detail: 'Giá trị “cursor” không phải của danh sách này. Vui lòng đọc lại từ trang đầu, không kèm “cursor”.',
    detailEn: 'The "cursor" is not one of this list. Read again from the first page, without a "cursor".',
  },
  unauthenticated: {
    status: 401,
    title: 'Chưa đăng nhập',
    detail: 'Yêu cầu không kèm thông tin đăng nhập còn hiệu lực. Vui lòng đăng nhập lại.',
    detailEn: 'The request carries no valid access token. Sign in again.',
  },
  forbidden: {
    status: 403,
    title: 'Không có quyền',
    detail: 'Vai trò của tài khoản không có quyền thực hiện việc này, hoặc hồ sơ, phản ánh thuộc đơn vị khác.',
    detailEn: 'The role of this account may not do this, or the case belongs to somebody else.',
  },
  notFound: {
    status: 404,
    title: 'Không tìm thấy',
    detail: 'Không có hồ sơ, phản ánh hoặc tài liệu nào mang mã này.',
    detailEn: 'There is no case or document with this id.',
  },
  personErased: {
    status: 410,
    title: 'Thông tin người dân đã xóa',
    detail: 'Thông tin người dân của hồ sơ, phản ánh này đã được xóa theo yêu cầu hoặc đã hết thời gian lưu.',
    detailEn: 'What was known of the citizen was erased, on request or by the rule of retention.',
  },
  routeNotFound: {
    status: 404,
    title: 'Không có địa chỉ này',
    detail: 'Địa chỉ hoặc phương thức được gọi không tồn tại.',
    detailEn: 'There is no such path or method.',
  },
  noDraft: {
    status: 404,
    title: 'Chưa có báo cáo của tuần này',
    detail: 'Tuần này chưa có dự thảo báo cáo. Dự thảo được lập lúc 8 giờ 00 của ngày báo cáo.',
    detailEn: 'There is no draft for this week yet. It is made at 08:00 on the report day.',
  },
  reviewClosed: {
    status: 409,
    title: 'Đã hết thời gian đóng góp',
    detail: 'Báo cáo của tuần này đã ký hoặc đã hết hạn góp ý nên không nhận thêm nội dung. Vui lòng gửi cho tuần sau.',
    detailEn: 'The report of this week is signed or its review has closed. Send the text for the next week.',
  },
  noFigure: {
    status: 404,
    title: 'Không có chỉ tiêu này',
    detail: 'Báo cáo của tuần này không có chỉ tiêu mang mã đã nêu. Danh sách mã có trong nội dung báo cáo.',
    detailEn: 'The report of this week has no figure with this id. Its content lists all ids.',
  },
  noPeriod: {
    status: 404,
    title: 'Không có kỳ báo cáo',
    detail: 'Quy định về báo cáo chưa có kỳ nào cho tuần này.',
    detailEn: 'The rules on reports know of no period for this week.',
  },
  noCalendar: {
    status: 422,
    title: 'Chưa có lịch làm việc của ngày này',
    detail: 'Ngày nêu trong yêu cầu ở trước khi danh mục có lịch làm việc nên không tính được thời hạn.',
    detailEn: 'A date in the request lies before the first calendar of the registry, so no time can be counted.',
  },
  noSeries: {
    status: 404,
    title: 'Không có dãy số văn bản',
    detail: 'Quy định về báo cáo không có dãy số văn bản cho năm này.',
    detailEn: 'The rules on reports know of no series of numbers for this year.',
  },
  numberTaken: {
    status: 409,
    title: 'Số văn bản đã dùng',
    detail: 'Số này đã cấp cho một văn bản, đã giữ hoặc đã hủy với lý do khác.',
    detailEn: 'This number was issued, or set aside for another reason.',
  },
  notPublished: {
    status: 409,
    title: 'Báo cáo chưa ban hành',
    detail: 'Chỉ đính chính được báo cáo đã ký và đã ban hành. Dự thảo thì sửa nội dung trước khi ký.',
    detailEn: 'Only a signed and published report is corrected. Change a draft before it is signed.',
  },
  unknownSignatory: {
    status: 422,
    title: 'Người ký không có trong quy định',
    detail: 'Tên người ký không phải của người ký hoặc cấp phó ghi trong quy định về báo cáo.',
    detailEn: 'The rules on reports name no signatory or deputy of this name.',
  },
  draftTooLarge: {
    status: 413,
    title: 'Báo cáo quá lớn',
    detail: 'Báo cáo có quá nhiều hồ sơ, phản ánh nên không trả về qua API được. Vui lòng dùng lệnh npm run report.',
    detailEn: 'The report has too many cases for an answer of the API. Use npm run report with the table.',
  },
  noAccountability: {
    status: 404,
    title: 'Chưa có báo cáo làm rõ trách nhiệm',
    detail: 'Văn bản này không yêu cầu báo cáo như vậy, hoặc báo cáo chưa được dự thảo.',
    detailEn: 'The letter asks for no such report, or it is not drafted yet.',
  },
  noAccountabilityRules: {
    status: 409,
    title: 'Chưa có quy định về báo cáo làm rõ trách nhiệm',
    detail:
      'Danh mục chưa có quy định về báo cáo làm rõ trách nhiệm (accountability) có hiệu lực hôm nay nên chưa dự thảo được. Vui lòng bổ sung vào danh mục rồi gửi lại.',
    detailEn:
      'The registry has no rules on these reports (accountability) in force today, so none can be drafted. Add them to the registry, then send it again.',
  },
  explanationsOpen: {
    status: 409,
    title: 'Chưa hết thời hạn giải trình',
    detail: 'Các cơ quan, đơn vị còn thời gian giải trình nên chưa ký được. Thời hạn ghi trong dự thảo (explainUntil).',
    detailEn:
      'Agencies may still explain themselves, so it cannot be signed yet. The draft says until when (explainUntil).',
  },
  accountabilitySigned: {
    status: 409,
    title: 'Báo cáo đã ký',
    detail: 'Báo cáo đã ký và có số nên không dự thảo lại.',
    detailEn: 'The report is signed and has a number, so it is not drafted again.',
  },
  notLinked: {
    status: 409,
    title: 'Phản ánh chưa ghép',
    detail: 'Phản ánh này không được ghép với phản ánh nào nên không có gì để tách.',
    detailEn: 'The report is not linked to another one, so there is no link to take back.',
  },
  importFilesGone: {
    status: 410,
    title: 'Tệp đã bị xóa',
    detail: `Tệp nhập chỉ được giữ ${IMPORT_FILES_KEPT_DAYS} ngày, nay đã bị xóa. Hãy khai báo và gửi lại tệp.`,
    detailEn: `Files of an import are kept for ${IMPORT_FILES_KEPT_DAYS} days, and are deleted by now. Announce the file and send it again.`,
  },
  importNotReady: {
    status: 409,
    title: 'Chưa thực hiện được bước này',
    detail: 'Tệp phải được kiểm tra xong (check) rồi mới nhập (apply); tệp đã nhập thì không kiểm tra lại.',
    detailEn: 'A file is applied once it is checked; one that is being applied is not checked again.',
  },
  conflict: {
    status: 409,
    title: 'Có thay đổi cùng lúc',
    detail: 'Dữ liệu đang được nơi khác thay đổi cùng lúc nên chưa ghi được. Vui lòng gửi lại.',
    detailEn: 'Somebody else is changing the same data, so nothing was written. Send it again.',
  },
  tooLarge: {
    status: 413,
    title: 'Nội dung quá lớn',
    detail: 'Nội dung gửi lên vượt quá dung lượng cho phép. Vui lòng chia nhỏ và gửi nhiều lần.',
    detailEn: 'The body is too large. Split it and send it in parts.',
  },
  tooMany: {
    status: 429,
    title: 'Gửi quá nhiều yêu cầu',
    detail: 'Trong phút này đã gửi quá nhiều yêu cầu. Vui lòng gửi tiếp sau số giây ghi ở tiêu đề “retry-after”.',
    detailEn: 'Too many requests within this minute. Go on after the seconds that the header "retry-after" names.',
  },
  stillRunning: {
    status: 409,
    title: 'Yêu cầu này đang được xử lý',
    detail: 'Yêu cầu mang khóa Idempotency-Key này đang được xử lý. Vui lòng gửi lại sau ít phút để nhận kết quả.',
    detailEn: 'The request with this Idempotency-Key is being worked on. Send it again a little later for its answer.',
  },
  keyReused: {
    status: 422,
    title: 'Khóa chống lặp đã dùng',
    detail: 'Khóa Idempotency-Key này đã dùng cho một nội dung khác. Mỗi nội dung mới cần một khóa mới.',
    detailEn: 'This Idempotency-Key was used with another body. A new body needs a new key.',
  },
  unexpected: {
    status: 500,
    title: 'Lỗi hệ thống',
    detail: 'Hệ thống gặp lỗi ngoài dự kiến; người vận hành đã được báo. Có thể gửi lại yêu cầu này.',
    detailEn: 'Something unexpected went wrong and the operators have been told. The request may be sent again.',
  },
  unavailable: {
    status: 503,
    title: 'Hệ thống tạm thời bận',
    detail: 'Hệ thống tạm thời chưa xử lý được. Vui lòng gửi lại sau ít phút.',
    detailEn: 'The system cannot serve the request just now. Send it again in a few minutes.',
  },
} satisfies Record<string, Fixed>

export type FixedProblem = keyof typeof fixedProblems

/** The problem for a refusal that needs no facts: what to do about it is in its sentences. */
export const fixedProblem = (code: FixedProblem): Problem => ({
  type: problemType(code),
  ...fixedProblems[code],
  errors: [],
})
