import { localDateOf } from '../domain/instant.ts'
import type { Digest, DigestCase } from './digest.ts'
import { countWords, kindWords } from './digest-subject.ts'
import { dueWords, workingTimeWords } from './due-words.ts'
import { formatDate, formatNumber } from './format.ts'
import { capitalised } from './names.ts'
import { levelWords, words } from './words.ts'

export interface DigestSection {
  kind: 'overdue' | 'dueSoon'
  title: string
  /** What the rows are, as the head of their column. */
  what: string
  rows: DigestRow[]
  /** Counts the cases that are not shown, and says where they are. */
  rest: string | undefined
}

export interface DigestRow {
  code: string
  what: string
  facts: string[]
  /** How late, or how much time is left. */
  state: string
  dates: string[]
}

/** A longer mail is not read; the rest is counted, and attached as a workbook. */
export const MAX_SHOWN = 20

export const isLong = ({ overdue, dueSoon }: Digest): boolean => overdue.length + dueSoon.length > MAX_SHOWN

/** Of a digest in order: the overdue cases, and those due soon in the room that they leave. */
export function sectionsOf({ overdue, dueSoon }: Digest): DigestSection[] {
  const titled = [
    { kind: 'overdue', title: 'Quá hạn chưa xong', cases: overdue, shown: overdue.slice(0, MAX_SHOWN) },
    {
      kind: 'dueSoon',
      title: 'Sắp đến hạn',
      cases: dueSoon,
      shown: dueSoon.slice(0, Math.max(0, MAX_SHOWN - overdue.length)),
    },
  ] as const
  return titled
    .filter(({ cases }) => cases.length > 0)
    .map(({ kind, title, cases, shown }) => ({
      kind,
      title: `${title}: ${countWords(cases)}`,
      what: capitalised(kindWords(cases)),
      rows: shown.map((each) => rowOf(each, { kind, mixed: kindWords(cases) !== words.caseKind[each.kind] })),
      rest: restWords(cases.slice(shown.length), shown.length),
    }))
}

function restWords(rest: readonly DigestCase[], shown: number): string | undefined {
  if (rest.length === 0) return undefined
  const others = `${countWords(rest)}${shown === 0 ? '' : ' khác'}`
  return `Còn ${others} không liệt kê trong thư này; danh sách đầy đủ có trong tệp Excel đính kèm.`
}

/** Where all are of one kind, the head of their column says which. */
function rowOf(each: DigestCase, { kind, mixed }: { kind: DigestSection['kind']; mixed: boolean }): DigestRow {
  const { code, subject, unit, agency, receivedAt, due, level, openRequests, progress, chasedTo } = each
  return {
    code,
    what: mixed ? `${capitalised(words.caseKind[each.kind])}: ${subject}` : subject,
    facts: [
      ...(agency === undefined ? [] : [`Cơ quan xử lý: ${agency}`]),
      ...(unit === undefined ? [] : [`Địa bàn: ${unit}`]),
      `Nhận ngày ${formatDate(localDateOf(receivedAt))}`,
      ...(progress === undefined ? [] : [`Tiến độ: ${progress}`]),
      ...(openRequests === 0 ? [] : [`${formatNumber(openRequests)} yêu cầu xử lý chưa thực hiện`]),
    ],
    state: stateWords(each, kind),
    dates: [
      `${kind === 'overdue' ? 'Quá hạn từ' : 'Hạn'} ${dueWords(due)}`,
      ...(chasedTo === undefined ? [] : [`Đôn đốc đến ${dueWords(chasedTo)}`]),
      ...(level === undefined ? [] : [levelWords(level)]),
    ],
  }
}

/** `Trễ 9 ngày làm việc`, `Còn 2 giờ làm việc`. */
export const stateWords = ({ workingTime }: DigestCase, kind: DigestSection['kind']): string =>
  `${kind === 'overdue' ? 'Trễ' : 'Còn'} ${workingTimeWords(workingTime)}`
