import type { CoverageRow } from '../domain/coverage.ts'
import type { Cohort } from '../domain/directive.ts'
import type { HeldBy } from '../domain/ledger.ts'

/** Whose time a part of the ledger is. */
export const heldByWords: Record<HeldBy, string> = {
  handler: 'người thụ lý',
  agency: 'cơ quan xử lý, chưa xác định người thụ lý',
  citizen: 'chờ tổ chức, cá nhân bổ sung giấy tờ, nộp phí',
  suspended: 'tạm dừng theo văn bản hoặc theo lệnh của Trung tâm',
  handOver: 'chờ phân công, chuyển cơ quan xử lý',
  provider: 'đơn vị cung cấp chưa chuyển',
  sourceLag: 'hệ thống nguồn chưa báo',
  nobody: 'đã kết thúc, trước khi mở lại',
}

export const coverageStatusWords: Record<CoverageRow['status'], string> = {
  onTime: 'triển khai đúng hạn',
  late: 'triển khai chậm',
  notDeployed: 'chưa triển khai',
}

export const cohortTypeWords: Record<Cohort['of']['type'], string> = {
  frozen: 'tồn đọng theo báo cáo',
  becomesOverdue: 'phát sinh quá hạn sau báo cáo',
}
