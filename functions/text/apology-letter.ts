import type { Apology } from '../domain/apology.ts'
import { localDateOf } from '../domain/instant.ts'
import type { Agency } from '../domain/registry.ts'
import { heldByWords } from './accountability-words.ts'
import { dueWords } from './due-words.ts'
import { formatDate } from './format.ts'
import { capitals } from './names.ts'
import { paragraph, type OfficialDocument } from './report-blocks.ts'
import { DRAFT_MARKING, MOTTO, NATION } from './report-content.ts'

const BLANK = '……'

/** Where the late time lay, longest first: what the agency may give as the reason. */
export function reasonWords({ ledger: { parts } }: Apology): string {
  const late = parts.filter(({ lateMinutes }) => lateMinutes > 0).toSorted((a, b) => b.lateMinutes - a.lateMinutes)
  const where = [...new Set(late.map(({ heldBy }) => heldByWords[heldBy]))]
  return where.length === 0 ? BLANK : `thời gian quá hạn nằm ở: ${where.join('; ')}`
}

interface Issuer {
  agency: Agency
  parent: string
}

const letterhead = (date: string, { agency, parent }: Issuer): OfficialDocument['letterhead'] => ({
  parentBody: capitals(parent),
  issuingBody: capitals(agency.name),
  nation: NATION,
  motto: MOTTO,
  number: `Số: ${BLANK}/PXL`,
  placeAndDate: `${BLANK}, ngày ${BLANK} tháng ${date.slice(5, 7)} năm ${date.slice(0, 4)}`,
})

/** To be completed, signed and given to the citizen by the agency: the citizen's name is not ours to write. */
export function apologyLetter(
  apology: Apology,
  { agency, parent }: { agency: Agency; parent: string },
): OfficialDocument {
  const { code, procedure, receivedAt, due, promised, newDate, date } = apology
  const again = promised === undefined ? '' : `, đã hẹn lại ${dueWords(promised)}`
  return {
    marking: DRAFT_MARKING,
    letterhead: letterhead(date, { agency, parent }),
    kind: 'PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ',
    subject: [`Mã hồ sơ: ${code}`],
    addressees: { label: 'Kính gửi:', lines: ['………………………………………'] },
    body: [
      paragraph(
        `Ngày ${formatDate(localDateOf(receivedAt))}, ${agency.name} tiếp nhận giải quyết hồ sơ thủ tục “${procedure}” của ` +
          `Ông/Bà/Tổ chức, mã hồ sơ ${code}; hạn trả kết quả: ${dueWords(due)}${again}.`,
      ),
      paragraph(
        `Tuy nhiên đến nay, ${agency.name} chưa trả kết quả giải quyết hồ sơ đúng thời hạn. Lý do: ${reasonWords(apology)}.`,
      ),
      paragraph(
        `Sự chậm trễ này đã gây phiền hà, tốn kém thời gian, công sức của Ông/Bà/Tổ chức. ${agency.name} xin lỗi ` +
          'Ông/Bà/Tổ chức và hẹn lại ngày trả kết quả: ',
        { strong: dueWords(newDate) },
        '.',
      ),
      paragraph('Rất mong nhận được sự thông cảm của Ông/Bà/Tổ chức./.'),
    ],
    recipients: { label: 'Nơi nhận:', lines: ['- Như trên;', '- Lưu: VT, hồ sơ.'] },
    signature: { capacity: ['THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ'], note: '(Chưa ký)', name: BLANK },
    appendices: [],
    properties: { title: `Phiếu xin lỗi và hẹn lại ngày trả kết quả, hồ sơ ${code}`, author: agency.name, date },
  }
}
