import type { AnswerCommand } from '../domain/decide-answers.ts'
import type { CommitmentOutcome } from '../domain/commitment.ts'
import type { UnsettledAnswer } from '../domain/document.ts'
import type { ExtensionReason } from '../domain/event.ts'
import type { Words } from './words.ts'

/** The commands by which an agency answers, and the centre settles what it says; a part of `words.command`. */
export const answerCommandWords = {
  acknowledge: 'xác nhận đã nhận',
  commit: 'cam kết ngày hoàn thành',
  withdrawCommitment: 'rút cam kết',
  requestExtension: 'đề nghị gia hạn',
  refuseExtension: 'không đồng ý gia hạn',
  explainNotSynced: 'báo đã xử lý xong, hệ thống chưa cập nhật',
  claimDone: 'báo đã xử lý xong, kèm minh chứng',
  confirmClaim: 'xác nhận đã xử lý xong theo báo cáo',
  refuseClaim: 'không chấp nhận báo cáo đã xử lý xong',
} satisfies Words<AnswerCommand['type']>

/** Words of what agencies answer; a part of `words`. */
export const answerWords = {
  extensionReason: {
    otherAgency: 'chờ ý kiến, kết quả của cơ quan khác',
    citizenPapers: 'chờ tổ chức, cá nhân bổ sung giấy tờ',
    siteInspection: 'phải kiểm tra, xác minh thực địa',
    complexity: 'nội dung phức tạp, phải lấy ý kiến nhiều nơi',
    materials: 'chờ vật tư, kinh phí, nhân lực',
    weather: 'thời tiết, thiên tai, dịch bệnh',
    system: 'lỗi hệ thống phần mềm',
    other: 'lý do khác',
  } satisfies Words<ExtensionReason>,

  unsettledAnswer: {
    extension: 'đề nghị gia hạn, chờ Trung tâm trả lời',
    claim: 'cơ quan báo đã xử lý xong, chờ xác nhận',
    notSynced: 'cơ quan báo đã xử lý xong, chờ hệ thống cập nhật',
  } satisfies Words<UnsettledAnswer>,

  commitmentOutcome: {
    kept: 'giữ đúng cam kết',
    broken: 'không giữ cam kết',
    open: 'cam kết còn hiệu lực',
    void: 'cam kết không còn áp dụng',
  } satisfies Words<CommitmentOutcome>,
}
