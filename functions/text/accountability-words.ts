import type { AccountabilityReport, MinutesByHolder } from '../domain/accountability.ts'
import type { CoverageRow } from '../domain/coverage.ts'
import type { Cohort } from '../domain/directive.ts'
import { heldBy, type HeldBy } from '../domain/ledger.ts'
import { formatNumber } from './format.ts'
import { list, paragraph, type Block, type Column } from './report-blocks.ts'

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

/** What each report is about, as its title and in a sentence. */
export const accountabilitySubject: Record<AccountabilityReport['kind'], string> = {
  backlog: 'Làm rõ trách nhiệm của các cơ quan, đơn vị, cá nhân chưa xử lý các hồ sơ, phản ánh trễ hạn',
  pilot: 'Làm rõ trách nhiệm của các cơ quan, đơn vị trong thực hiện thí điểm Dịch vụ phản ánh hiện trường',
}

/** Of many cases together: hours, since a day has eight of them by one calendar and twenty-four by another. */
export const hoursOf = (minutes: number): number => Math.round(minutes / 6) / 10
export const hoursWords = (minutes: number): string => `${formatNumber(hoursOf(minutes))} giờ`

/** Of one case, by the days of its own calendar, to a tenth, so that parts can be seen to sum up: `12,5 ngày`. */
export const daysOf = (minutes: number, { minutesPerDay }: { minutesPerDay: number }): number =>
  Math.round((minutes / minutesPerDay) * 10) / 10

/** Holders with any time, the one with the most first. */
export const holdersOf = (minutes: MinutesByHolder): { holder: HeldBy; minutes: number }[] =>
  heldBy.options
    .map((holder) => ({ holder, minutes: minutes[holder] ?? 0 }))
    .filter((each) => each.minutes > 0)
    .toSorted((a, b) => b.minutes - a.minutes)

export const totalOf = (minutes: MinutesByHolder): number => Object.values(minutes).reduce((sum, each) => sum + each, 0)

/** What the department asks of those it reports to. */
export const proposalBlocks = ({ settings }: AccountabilityReport, items: readonly string[]): Block[] =>
  items.length === 0
    ? [paragraph('Không có kiến nghị.')]
    : [paragraph(`Kính đề nghị ${settings.addressees.join(', ')} xem xét:`), list(items.map((each) => [each]))]

export const number: Column = { title: 'TT', kind: 'number', width: 5 }
export const text = (title: string, width: number): Column => ({ title, kind: 'text', width })
export const count = (title: string, width = 9): Column => ({ title, kind: 'number', width })
