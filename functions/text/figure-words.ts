import type { Scope } from '../domain/figure-list.ts'
import type { MeasureId } from '../domain/figure-measures.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { agencyName, unitName } from './report-names.ts'

const caseWords = (noun: string) => ({
  received: `${noun} đã tiếp nhận`,
  done: `${noun} đã xử lý xong`,
  doneLate: `${noun} đã xử lý xong nhưng trễ hạn`,
  closedOtherwise: `${noun} kết thúc không qua xử lý`,
  open: `${noun} chưa xử lý xong`,
  overdue: `${noun} chưa xử lý xong và đã trễ hạn`,
  onTimeRate: `Tỷ lệ ${lower(noun)} xong đúng hạn trên số đã xong`,
  overdueRate: `Tỷ lệ ${lower(noun)} trễ hạn trên số tiếp nhận`,
  averageDelay: `Thời gian trễ trung bình của ${lower(noun)} trễ hạn`,
  ninetiethDelay: `Thời gian trễ mà chín phần mười ${lower(noun)} trễ hạn không vượt quá`,
  backlog: `${noun} tồn chưa xong cuối kỳ, kể cả kỳ trước`,
  backlogOverdue: `${noun} tồn đã trễ hạn`,
  'backlog.upTo5Days': `${noun} tồn đến 5 ngày làm việc`,
  'backlog.upTo10Days': `${noun} tồn trên 5 đến 10 ngày làm việc`,
  'backlog.upTo30Days': `${noun} tồn trên 10 đến 30 ngày làm việc`,
  'backlog.over30Days': `${noun} tồn trên 30 ngày làm việc`,
})

const lower = (noun: string): string => noun.charAt(0).toLocaleLowerCase('vi') + noun.slice(1)

const prefixed = <P extends string, K extends string>(prefix: P, table: Record<K, string>) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.fromEntries forgets the keys of a closed literal
  Object.fromEntries(Object.entries(table).map(([key, word]) => [`${prefix}.${key}`, word])) as Record<
    `${P}.${K}`,
    string
  >

/** The label of every measure, to stand at the beginning of a row. */
export const figureWords: Record<MeasureId, string> = {
  'requests.issued': 'Yêu cầu xử lý hồ sơ đã gửi',
  'requests.done': 'Yêu cầu xử lý hồ sơ đã thực hiện',
  'requests.notDone': 'Yêu cầu xử lý hồ sơ chưa thực hiện',
  'requests.overdue': 'Yêu cầu xử lý hồ sơ chưa thực hiện, thuộc hồ sơ đã quá hạn',
  'requests.notDoneRate': 'Tỷ lệ yêu cầu xử lý hồ sơ chưa thực hiện',
  ...prefixed('dossiers', caseWords('Hồ sơ')),
  ...prefixed('fieldReports', caseWords('Phản ánh hiện trường')),
  outstanding: 'Yêu cầu chưa thực hiện và phản ánh trễ hạn',
  'notices.reminders': 'Lượt nhắc hạn',
  'notices.escalations': 'Lượt đôn đốc',
  'notices.mailed': 'Lượt gửi thư điện tử nhắc hạn, đôn đốc, tính theo từng người nhận',
  'notices.escalationsSent': 'Lượt đôn đốc đã gửi',
  'notices.escalationsAnswered': 'Lượt đôn đốc đã gửi và được cơ quan, đơn vị thực hiện hoặc trả lời',
  'commitments.kept': 'Cam kết đã thực hiện đúng trong kỳ',
  'commitments.broken': 'Cam kết đến hạn trong kỳ không thực hiện đúng',
  'commitments.open': 'Cam kết chưa đến hạn',
}

/** Whose figure it is: `UBND huyện Ea Kar`, the id where the report has no name for it. */
export function scopeName(report: WeeklyReport, { by, of }: Scope): string {
  switch (by) {
    case 'agency':
    case 'provider':
      return agencyName(report, of)
    case 'unit':
      return unitName(report, of)
    case 'service':
      return report.services.find(({ id }) => id === of)?.name ?? of
    case 'source':
      return of
    default:
      return by satisfies never
  }
}
