import { describe, expect, it } from 'vitest'
import { paperNotice, type PaperNotice } from '../../functions/text/paper-notice.ts'
import { textOf, type Block } from '../../functions/text/report-blocks.ts'
import { renderDocx } from '../../functions/text/report-docx.ts'
import { testRegistry } from '../support/registry.ts'
import { vn } from '../support/scenario.ts'
import { unzip, wordText } from '../support/zip.ts'
import { dossier, fieldReport, many } from './digest-builder.ts'

const settings = testRegistry().find('report', 'weekly', '2021-10-25')
if (settings === undefined) throw new Error('no settings')

const noticeOf = (more: Partial<PaperNotice['digest']> = {}, address?: string): PaperNotice => ({
  digest: {
    recipient: { agency: 'UBND thành phố Buôn Ma Thuột', role: 'head' },
    at: vn('2021-10-25 07:32'),
    overdue: [{ ...fieldReport, due: vn('2021-10-22 17:00'), level: 1 }, ...many(2, dossier)],
    dueSoon: [{ ...fieldReport, code: 'PA-7', due: vn('2021-10-26 17:00'), level: 0 }],
    centre: { name: 'Trung tâm', email: 'ioc@daklak.example' },
    ...more,
  },
  address,
  incidents: [{ since: vn('2021-10-22 07:31'), what: { why: 'bounced', mailbox: 'abc' } }],
  settings: { ...settings, archive: 'VT, GSĐH' },
})
const said = (blocks: readonly Block[]): string =>
  blocks
    .flatMap((block) => {
      if (block.type === 'paragraph') return textOf(block.runs)
      return block.type === 'list' ? block.items.map(textOf) : []
    })
    .join('\n')
const rowsOf = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.type === 'table' ? block.rows : []))

describe('a letter on paper', () => {
  it('is a letter by Decree 30/2020: no kind, its subject under its number, whose symbol names who drafts', () => {
    const letter = paperNotice(noticeOf())
    expect('kind' in letter).toBe(false)
    expect(letter.letterhead).toMatchObject({
      number: 'Số: ……/DAKLAKIOC-GSĐH',
      placeAndDate: 'Đắk Lắk, ngày …… tháng 10 năm 2021',
    })
    expect(letter.subject).toEqual(['V/v đôn đốc xử lý 3 hồ sơ, phản ánh quá hạn'])
    expect(letter.recipients.lines.at(0)).toBe('- Như trên;')
    expect(letter.recipients.lines.at(-1)).toBe('- Lưu: VT, GSĐH.')
    expect(letter.marking).toContain('DỰ THẢO')
  })

  it('says how much is late, why it comes on paper, and what is asked', () => {
    const text = said(paperNotice(noticeOf()).body)
    for (const part of [
      '3 hồ sơ, phản ánh quá hạn và 1 phản ánh sắp đến hạn, trễ nhất 9 ngày làm việc',
      'máy chủ nhận thư báo địa chỉ không nhận được thư (từ 07:31 ngày 22/10/2021)',
      'văn bản xin lỗi và hẹn lại ngày trả kết quả',
      'thư điện tử ioc@daklak.example',
    ])
      expect(text).toContain(part)
    expect(text.endsWith('./.')).toBe(true)
  })

  it('asks for no apology where no dossier is late', () => {
    const late = { ...fieldReport, due: vn('2021-10-22 17:00') }
    expect(said(paperNotice(noticeOf({ overdue: [late] })).body)).not.toContain('xin lỗi')
  })

  it('lists every case, the worst first, with its date and how late it is', () => {
    const [appendix] = paperNotice(noticeOf({ overdue: many(40, dossier) })).appendices
    const rows = rowsOf(appendix?.body ?? [])
    expect(rows).toHaveLength(41)
    expect(rows[0]).toEqual([
      1,
      '000.00.14.H15-211011-0118-000',
      'Hồ sơ: Cấp giấy phép xây dựng',
      '17:00 ngày 18/10/2021',
      'Trễ 9 ngày làm việc; đôn đốc lần 3',
    ])
    expect(rows.at(-1)?.at(-1)).toBe('Còn 2 giờ làm việc')
  })

  it('names where it is to be carried, if the registry does', () => {
    const { lines } = paperNotice(noticeOf({}, 'số 1 đường Hùng Vương')).recipients
    expect(lines[0]).toBe('- Như trên (số 1 đường Hùng Vương);')
  })

  it('is a Word file with its parts in the order of the decree', async () => {
    const file = unzip(Buffer.from(await renderDocx(paperNotice(noticeOf()))))
    const text = wordText(file.get('word/document.xml') ?? '')
    const parts = [
      'CỘNG HÒA',
      'Số: ……',
      'V/v đôn đốc',
      'Kính gửi: UBND',
      'Qua theo dõi',
      'Nơi nhận:',
      'PHỤ LỤC',
      'PA-7',
    ]
    const places = parts.map((part) => text.indexOf(part))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(text).not.toContain('BÁO CÁO')
  })
})
