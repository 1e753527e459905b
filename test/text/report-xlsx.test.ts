import { readXlsx, type Sheet } from 'hucre/xlsx'
import { beforeAll, describe, expect, test } from 'vitest'
import { reportContent } from '../../functions/text/report-content.ts'
import { reportSheets } from '../../functions/text/report-sheets.ts'
import { renderXlsx } from '../../functions/text/report-xlsx.ts'
import { draftReport, emptyReport, fieldReports, largeReport, sampleReport } from '../support/weekly-report.ts'
import { fullReport } from '../support/full-report.ts'
import { unzip } from '../support/zip.ts'
import type { WeeklyReport } from '../../functions/domain/report.ts'

const render = async (report: WeeklyReport) => renderXlsx(reportSheets(report), reportContent(report))
const read = async (report: WeeklyReport): Promise<Map<string, Sheet>> => {
  const { sheets } = await readXlsx(await render(report))
  return new Map(sheets.map((sheet) => [sheet.name, sheet]))
}
const cell = (sheets: Map<string, Sheet>, name: string, at: [row: number, column: number]) =>
  sheets.get(name)?.rows[at[0]]?.[at[1]]
const columnOf = (sheets: Map<string, Sheet>, name: string, title: string): number =>
  sheets.get(name)?.rows[0]?.indexOf(title) ?? -1

describe('the workbook', () => {
  let sheets: Map<string, Sheet>
  beforeAll(async () => {
    sheets = await read(sampleReport())
  })

  test('has the figures of the report as numbers', () => {
    const rows = sheets.get('Số liệu chính')?.rows ?? []
    expect(rows.find(([label]) => label === '– Chưa thực hiện')).toEqual(['– Chưa thực hiện', 229, 229 / 414])
    expect(rows.find(([label]) => label === '– Chưa xử lý xong và đã trễ hạn')).toEqual([
      '– Chưa xử lý xong và đã trễ hạn',
      56,
      56 / 98,
    ])
    expect(sheets.get('Theo cơ quan, đơn vị')?.rows.at(-1)?.slice(1, 4)).toEqual(['Tổng cộng', 414, 229])
  })

  test('has a row for every request and every field report behind them', () => {
    expect(sheets.get('Yêu cầu xử lý hồ sơ')?.rows).toHaveLength(414 + 1)
    expect(sheets.get('Phản ánh hiện trường')?.rows).toHaveLength(98 + 1)
    const outcome = columnOf(sheets, 'Yêu cầu xử lý hồ sơ', 'Kết quả thực hiện yêu cầu')
    const notDone = sheets
      .get('Yêu cầu xử lý hồ sơ')
      ?.rows.filter((row) => String(row[outcome]).startsWith('chưa thực hiện'))
    expect(notDone).toHaveLength(229)
  })

  test('has dates that a clock in Vietnam shows', () => {
    const due = columnOf(sheets, 'Yêu cầu xử lý hồ sơ', 'Hạn')
    expect(cell(sheets, 'Yêu cầu xử lý hồ sơ', [1, due])).toEqual(new Date('2021-10-20T17:00:00.000Z'))
  })
})

test('every sheet has a frozen heading, filters over all its rows, and column widths', async () => {
  const parts = unzip(await render(sampleReport()))
  const sheets = [...parts].filter(([name]) => name.startsWith('xl/worksheets/sheet')).map(([, xml]) => xml)
  expect(sheets).toHaveLength(8)
  for (const xml of sheets) {
    expect(xml).toMatch(/<pane ySplit="1" [^>]*state="frozen"/)
    expect(xml).toMatch(/<autoFilter ref="A1:[A-Z]\d+"/)
    expect(xml).toContain('customWidth="true"')
  }
  expect(sheets[5]).toContain('<autoFilter ref="A1:N415"')
  expect(parts.get('xl/styles.xml')).toMatch(/formatCode="dd\/mm\/yyyy hh:mm"/)
})

test.each(['=HYPERLINK("http://x")', '+84 1', '-1+1', '@SUM(A1)', '\t=1', ' =1', '|calc'])(
  'text that looks like a formula is harmless: %j',
  async (code) => {
    const [first] = fieldReports(1, 1)
    if (first === undefined) throw new Error('no case')
    const report = sampleReport({ cases: [{ ...first, code }] })
    const sheets = await read(report)
    expect(cell(sheets, 'Phản ánh hiện trường', [1, 1])).toBe(`'${code}`)
    expect([...unzip(await render(report)).values()].filter((xml) => /<f[ >]/.test(xml))).toEqual([])
  },
)

test('a rate among the figures is shown as one, a correction lists what changed', async () => {
  const report = fullReport()
  const parts = unzip(await render(report))
  const sheets = await read(report)
  expect([...sheets.keys()]).toContain('Đính chính')
  const rows = sheets.get('Các chỉ tiêu')?.rows ?? []
  const place = rows.findIndex(([id]) => id === 'requests.notDoneRate') + 1
  const index = [...sheets.keys()].indexOf('Các chỉ tiêu') + 1
  const style = new RegExp(`<c r="F${place}" s="(\\d+)"`).exec(parts.get(`xl/worksheets/sheet${index}.xml`) ?? '')?.[1]
  const formats = parts.get('xl/styles.xml') ?? ''
  const percent = /numFmtId="(\d+)" formatCode="0.0%"/.exec(formats)?.[1]
  const styles = /<cellXfs[^]*<\/cellXfs>/.exec(formats)?.[0].match(/<xf [^>]*>/g) ?? []
  expect(styles[Number(style)]).toContain(`numFmtId="${percent}"`)
})

test('a row of several lines is as high as they are, and hours keep their tenth', async () => {
  const columns = [
    { title: 'Ý kiến', kind: 'text', width: 20 },
    { title: 'Giờ', kind: 'number', width: 9 },
  ] as const
  const rows = [
    ['ngắn', 882],
    ['Đơn vị nhận được phản ánh sau giờ làm việc', 74.2],
  ]
  const workbook = await renderXlsx(
    [{ name: 'A', table: { type: 'table', columns, rows } }],
    reportContent(emptyReport()),
  )
  const sheet = unzip(workbook).get('xl/worksheets/sheet1.xml') ?? ''
  expect([...sheet.matchAll(/<row r="\d"(?: ht="(?<height>\d+)")?/g)].map(({ groups }) => groups?.['height'])).toEqual([
    undefined,
    undefined,
    '45',
  ])
  expect(unzip(workbook).get('xl/styles.xml')).toContain('#,##0.0')
})

test('ordinary text and codes stay as they are', async () => {
  const sheets = await read(sampleReport())
  expect(cell(sheets, 'Yêu cầu xử lý hồ sơ', [1, 2])).toBe('000.00.14.H15-211014-0001')
})

test('a draft is marked on paper', async () => {
  const parts = unzip(await render(draftReport()))
  expect(parts.get('xl/worksheets/sheet1.xml')).toContain('DỰ THẢO – chưa ký, chưa cấp số')
})

test('a week without cases gives empty lists and a dash for every share', async () => {
  const sheets = await read(emptyReport())
  expect(sheets.get('Yêu cầu xử lý hồ sơ')?.rows).toHaveLength(1)
  expect(cell(sheets, 'Số liệu chính', [2, 2])).toBe('–')
})

test('10,000 cases are all there, under 150 agencies', async () => {
  const report = largeReport()
  expect(report.byAgency).toHaveLength(150)
  const sheets = await read(report)
  expect(sheets.get('Yêu cầu xử lý hồ sơ')?.rows).toHaveLength(7001)
  expect(sheets.get('Phản ánh hiện trường')?.rows).toHaveLength(3001)
  expect(cell(sheets, 'Yêu cầu xử lý hồ sơ', [7000, 8])).toBeInstanceOf(Date)
})
