import { formatDocumentNumber, formatNumber } from './format.ts'

/** How far an agency's part of a cohort has come, as a line of its task's timeline. */
export const clearedWords = ({ total, cleared }: { total: number; cleared: number }): string =>
  `đã xử lý ${formatNumber(cleared)}/${formatNumber(total)} việc, còn ${formatNumber(total - cleared)}`

/** Why an agency's task is opened again: something more has become overdue. */
export const MORE_TO_CLEAR = 'có thêm việc quá hạn trước thời hạn của văn bản'

/** Why the deadline of a letter closes a task with work left. */
export const DEADLINE_OVER = 'đã hết thời hạn của văn bản, phần còn lại được báo cáo làm rõ trách nhiệm'

/** What ends the task of a letter that asked for a report. */
export const issuedWords = (number: number, symbol: string): string =>
  `đã ban hành Báo cáo số ${formatDocumentNumber(number, symbol)}`

/** Why a case goes to another agency by itself. */
export const REORGANISED = 'sắp xếp tổ chức bộ máy: cơ quan kế thừa tiếp tục xử lý'
