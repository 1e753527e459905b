import type { CommitmentOutcome } from '../domain/commitment.ts'
import type { UnsettledAnswer } from '../domain/document.ts'
import type { ExtensionReason } from '../domain/event.ts'
import type { Words } from './words.ts'

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
