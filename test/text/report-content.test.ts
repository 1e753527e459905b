import { describe, expect, test } from 'vitest'
import { generalSections, reportSection, sections, serviceSections } from '../../functions/domain/contribution.ts'
import { figureValues } from '../../functions/domain/figure-list.ts'
import { addUp } from '../../functions/domain/figures.ts'
import { formatChange, formatFigure } from '../../functions/text/shown-figure.ts'
import { formatShare } from '../../functions/text/format.ts'
import { formatCell, type Block, type Cell } from '../../functions/text/report-blocks.ts'
import { reportContent } from '../../functions/text/report-content.ts'
import { rankAgencies } from '../../functions/text/report-ranking.ts'
import { missingText, sectionWords } from '../../functions/text/section-words.ts'
import { saidBy, saidByBlock } from '../support/official-text.ts'
import {
  dossiers,
  draftReport,
  emptyReport,
  fieldReports,
  letterCases,
  sampleReport,
  written,
  writtenReport,
} from '../support/weekly-report.ts'
import type { WeeklyReport } from '../../functions/domain/report.ts'

const textOfReport = (report: WeeklyReport): string => saidBy(reportContent(report)).join('\n')
const headings = (report: WeeklyReport): string[] =>
  reportContent(report).body.flatMap((block) => (block.type === 'heading' && block.level === 1 ? [block.text] : []))

describe('report 110 of the governing letter', () => {
  const text = textOfReport(sampleReport())

  test.each([
    '229/414',
    '56/98',
    'Số: 110/BC-DAKLAKIOC',
    'ngày 29 tháng 10 năm 2021',
    'từ ngày 14/10/2021 đến ngày 28/10/2021',
    'KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC',
    'SỞ THÔNG TIN VÀ TRUYỀN THÔNG',
    '- Lưu: VT, GSĐH.',
  ])('says %s', (words) => expect(text).toContain(words))

  test('says the key figures in the first sentences after the opening', () => {
    const [first, second] = reportContent(sampleReport()).body.flatMap((block) =>
      block.type === 'list' ? saidByBlock(block) : [],
    )
    expect(first).toMatch(/^229\/414 yêu cầu xử lý hồ sơ \(55,3%\)/)
    expect(second).toMatch(/^56\/98 phản ánh .*\(57,1%\) đã trễ hạn xử lý/)
  })

  test('names no addressee twice among its recipients', () =>
    expect(reportContent(sampleReport()).recipients.lines).toEqual([
      '- Như trên;',
      '- Sở Thông tin và Truyền thông;',
      '- UBND các huyện, thị xã, thành phố;',
      '- VNPT Đắk Lắk;',
      '- Viettel Đắk Lắk;',
      '- Lưu: VT, GSĐH.',
    ]))

  test('is not marked once signed, and its last sentence ends the document', () => {
    const content = reportContent(sampleReport())
    expect(content.marking).toBeUndefined()
    expect(saidByBlock(content.body.at(-1)!)[0]).toMatch(/\.\/\.$/)
  })

  test('is in one normal form, whatever form the contributions came in', () => {
    const change = { contributions: [written('other', 'Đề nghị xử lý'.normalize('NFD'))] }
    const said = textOfReport(sampleReport({ change }))
    expect(said).toContain('Đề nghị xử lý')
    expect(said).toBe(said.normalize('NFC'))
  })
})

test('a draft is marked and leaves room for its number, whether before or after the review', () => {
  for (const status of ['draft', 'unsigned'] as const) {
    const content = reportContent(draftReport({ status }))
    expect(content.marking).toBe('DỰ THẢO – chưa ký, chưa cấp số')
    expect(content.letterhead.number).toBe('Số:      /BC-DAKLAKIOC')
    expect(content.signature.note).toBe('(Chưa ký)')
  }
})

describe('sections', () => {
  test('stand in the order of the letter, item 4', () => {
    expect(headings(sampleReport()).map((title) => title.replace(/^[IVX]+\. /, '').slice(0, 24))).toEqual([
      'TÓM TẮT KẾT QUẢ',
      'TIẾN ĐỘ XÂY DỰNG QUY TRÌ',
      'CÔNG TÁC PHỔ BIẾN, TUYÊN',
      'TÌNH HÌNH TRIỂN KHAI TỪN',
      'SỐ LIỆU XỬ LÝ HỒ SƠ, PHẢ',
      'NGHIÊN CỨU, ĐỀ XUẤT MỞ R',
      'CÁC NỘI DUNG KHÁC CÓ LIÊ',
      'KHÓ KHĂN, VƯỚNG MẮC VÀ Đ',
    ])
  })

  test('have words for every id', () =>
    expect(Object.keys(sectionWords).toSorted()).toEqual(reportSection.options.toSorted()))

  test('of every running service stand in the report, also of one without cases', () => {
    const text = textOfReport(sampleReport())
    for (const { name } of sampleReport().services)
      for (const section of serviceSections)
        expect(text).toContain(missingText(section, sections[section].wanted, name))
  })

  test('that nobody wrote are named, and no other text stands in their place', () => {
    const text = textOfReport(emptyReport())
    for (const section of generalSections) expect(text).toContain(missingText(section, sections[section].wanted))
    expect(missingText('features', ['text'], 'Dịch vụ phản ánh hiện trường')).toBe(
      'Chưa có nội dung do bộ phận phụ trách dịch vụ phản ánh hiện trường cung cấp.',
    )
  })

  test('that somebody wrote show the text, lines with a dash as a list', () => {
    const { body } = reportContent(writtenReport())
    const said = body.flatMap(saidByBlock)
    expect(said).not.toContain(missingText('operatingProcesses', ['text']))
    expect(body).toContainEqual({
      type: 'list',
      items: [
        ['Quy trình tiếp nhận, xử lý phản ánh hiện trường;'],
        ['Quy trình giám sát dịch vụ công trực tuyến;'],
        ['Quy trình ứng cứu sự cố an toàn thông tin mạng.'],
      ],
    })
  })
})

describe('ranking', () => {
  const cases = [...dossiers(10, 4, ['so-xay-dung', 'ban-tuyen-giao', 'UNASSIGNED']), ...fieldReports(9, 9)]

  test('puts the most outstanding work first, and never ranks who is only informed or nobody', () => {
    const report = sampleReport({ cases })
    const ranked = rankAgencies(report)
    expect(ranked.filter((each) => each.ranked).map((each) => each.outstanding)).toEqual([3, 2, 2, 2, 1])
    expect(ranked.filter((each) => !each.ranked).map((each) => each.name)).toEqual([
      'Ban Tuyên giáo Tỉnh ủy',
      'Chưa xác định',
    ])
    const chart = reportContent(report).body.find((block) => block.type === 'chart')
    expect(chart?.categories).not.toContain('Ban Tuyên giáo Tỉnh ủy')
  })

  test('of what is still open ranks nobody either who is only informed, or nobody', () => {
    const open = cases.map((each) => ({ ...each, backlog: { days: 3, overdue: true } }))
    const [table] = reportContent(sampleReport({ cases: open })).appendices[1]?.body ?? []
    if (table?.type !== 'table') throw new Error('no table')
    expect(table.rows.filter(([rank]) => rank === undefined).map(([, name]) => name)).toEqual([
      'Ban Tuyên giáo Tỉnh ủy',
      'Chưa xác định',
    ])
    expect(table.total?.map(formatCell).slice(2)).toEqual(['10', '10', '–', '9', '9', '–'])
  })

  test('the appendix lists every agency with figures and adds up to the whole', () => {
    const [table] = reportContent(sampleReport({ cases: [...letterCases(), ...cases] })).appendices[0]?.body ?? []
    if (table?.type !== 'table') throw new Error('no table')
    const counts = (row: readonly Cell[]): number[] => [2, 3, 5, 6].map((index) => Number(formatCell(row[index])))
    const sums = table.rows.map(counts).reduce((all, row) => all.map((sum, index) => sum + (row[index] ?? 0)))
    expect(sums).toEqual(counts(table.total ?? []))
    for (const row of [...table.rows, table.total ?? []]) {
      const [issued = 0, notDone = 0, received = 0, overdue = 0] = counts(row)
      expect(formatCell(row[4])).toBe(formatShare({ part: notDone, whole: issued }))
      expect(formatCell(row[7])).toBe(formatShare({ part: overdue, whole: received }))
    }
  })

  test('the body shows ten of 150 agencies, the appendix all', () => {
    const many = Array.from({ length: 150 }, (_, index) => `xa-${index + 1}`)
    const report = sampleReport({ invented: 150, cases: dossiers(3000, 1500, many) })
    const { body, appendices } = reportContent(report)
    const tables = (blocks: readonly Block[]) => blocks.filter((block) => block.type === 'table')
    const worst = tables(body).find(({ title }) => title?.includes('còn nhiều'))
    expect(worst?.rows).toHaveLength(10)
    expect(tables(appendices[0]?.body ?? [])[0]?.rows).toHaveLength(rankAgencies(report).length)
  })
})

describe('beside the last report', () => {
  /** In the last report one agency had work that has none now; the others had twice as much. */
  const given = sampleReport({ cases: dossiers(20, 10, ['so-xay-dung']) })
  const last = addUp(dossiers(60, 40, ['so-xay-dung', 'so-tnmt']), given.services)
  const report: WeeklyReport = {
    ...given,
    earlier: [{ week: '2021-W41', period: { ...given.period, to: given.period.from }, figures: figureValues(last) }],
  }

  test('the changes of the agencies add up to that of the whole, one that has nothing left included', () => {
    const table = reportContent(report).appendices[0]?.body.find((block) => block.type === 'table')
    const changes = (table?.rows ?? []).map((row) => Number(formatCell(row.at(-1))))
    expect(changes).toHaveLength(2)
    expect(changes.reduce((sum, each) => sum + each, 0)).toBe(Number(formatCell(table?.total?.at(-1))))
  })

  test('sentences say more or fewer, not plus or minus', () =>
    expect(textOfReport(report)).toContain('thực hiện (giảm 30 so với kỳ trước)'))
})

test('delays are shown to a tenth of a day, so that a change is what the eye subtracts', () => {
  expect(formatFigure({ unit: 'workingMinutes', value: 1250 })).toBe('2,6 ngày làm việc')
  expect(formatChange({ unit: 'workingMinutes', change: -580 })).toBe('-1,2 ngày làm việc')
})

describe('figures without anything to count', () => {
  test('say so and show a dash for every share', () => {
    const said = saidBy(reportContent(emptyReport()))
    expect(said).toContain('Trong kỳ không phát sinh yêu cầu xử lý hồ sơ.')
    expect(said).toContain('Trong kỳ không tiếp nhận phản ánh hiện trường.')
    expect(said.filter((text) => text.includes('%'))).toEqual([])
    expect(said.join(' ')).not.toMatch(/NaN|Infinity|undefined|null/)
  })

  test('hold for one agency with one case', () => {
    const said = saidBy(reportContent(sampleReport({ cases: dossiers(1, 1, ['so-xay-dung']) })))
    expect(said.join('\n')).toContain('1/1 yêu cầu xử lý hồ sơ (100,0%)')
  })
})
