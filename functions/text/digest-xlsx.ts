import { localDateOf } from '../domain/instant.ts'
import type { Digest, DigestCase } from './digest.ts'
import { stateWords, type DigestSection } from './digest-sections.ts'
import { daysOf, inOrder, subjectOf } from './digest-subject.ts'
import { capitalised } from './names.ts'
import type { Cell, Column, Table } from './report-blocks.ts'
import { renderXlsx } from './report-xlsx.ts'
import { levelWords, words } from './words.ts'

/** Every case of a digest that is too long to be shown, in the order of the mail; 10,000 of them are below 1 MB. */
export async function digestWorkbook(unordered: Digest): Promise<Uint8Array> {
  const digest = inOrder(unordered)
  const { overdue, dueSoon, centre, at } = digest
  const rows = [...overdue.map((each) => cells(each, 'overdue')), ...dueSoon.map((each) => cells(each, 'dueSoon'))]
  const table: Table = {
    type: 'table',
    columns,
    rows: rows.map((row, index) => [index + 1, ...row]),
  }
  const properties = { title: subjectOf(digest), author: centre.name, date: localDateOf(at) }
  return renderXlsx([{ name: 'Danh sách', table }], { properties })
}

const text = (title: string, width: number): Column => ({ title, kind: 'text', width })
const number = (title: string, width: number): Column => ({ title, kind: 'number', width })

const columns: readonly Column[] = [
  number('TT', 7),
  text('Loại việc', 12),
  text('Mã', 28),
  text('Nội dung', 42),
  text('Địa bàn', 26),
  text('Cơ quan xử lý', 36),
  { title: 'Nhận lúc', kind: 'date', width: 17 },
  { title: 'Hạn', kind: 'date', width: 17 },
  text('Tình trạng', 24),
  number('Số ngày trễ', 10),
  text('Mức', 18),
  number('Yêu cầu chưa thực hiện', 12),
]

const cells = (each: DigestCase, kind: DigestSection['kind']): Cell[] => [
  capitalised(words.caseKind[each.kind]),
  each.code,
  each.subject,
  each.unit,
  each.agency,
  { at: each.receivedAt },
  { at: each.due },
  stateWords(each, kind),
  kind === 'overdue' ? Math.floor(daysOf(each)) : undefined,
  each.level === undefined ? undefined : levelWords(each.level),
  each.openRequests,
]
