import { beforeAll, describe, expect, test } from 'vitest'
import type { OfficialDocument } from '../../functions/text/report-blocks.ts'
import { reportContent } from '../../functions/text/report-content.ts'
import { renderDocx } from '../../functions/text/report-docx.ts'
import { figuresIn, oneLine, saidBy, tablesOf } from '../support/official-text.ts'
import { draftReport, emptyReport, sampleReport, writtenReport } from '../support/weekly-report.ts'
import { unzip, wordText } from '../support/zip.ts'

const parts = async (content: OfficialDocument) => unzip(await renderDocx(content))
const part = (all: Map<string, string>, name: string): string => all.get(`word/${name}.xml`) ?? ''

describe('the report in Word', () => {
  const content = reportContent(writtenReport())
  let all: Map<string, string>
  let xml: string
  let text: string

  beforeAll(async () => {
    all = await parts(content)
    xml = part(all, 'document')
    text = oneLine(wordText(xml))
  })

  test('says everything that the content says', () => {
    for (const said of saidBy(content)) expect(text).toContain(oneLine(said))
  })

  test('has no figure of its own', () => {
    const known = figuresIn(saidBy(content).join(' '))
    expect([...figuresIn(text)].filter((figure) => !known.has(figure))).toEqual([])
  })

  test('is A4 with the margins of the decree, in Times New Roman, in Vietnamese', () => {
    expect(attributes(/<w:pgSz [^>]+>/.exec(xml)?.[0])).toMatchObject({ w: '11906', h: '16838' })
    expect(attributes(/<w:pgMar [^>]+>/.exec(xml)?.[0])).toMatchObject({
      top: '1134',
      bottom: '1134',
      left: '1701',
      right: '850',
    })
    const styles = part(all, 'styles')
    expect(new Set(styles.match(/w:ascii="[^"]+"/g))).toEqual(new Set(['w:ascii="Times New Roman"']))
    expect(/<w:lang w:val="vi-VN"/.test(styles)).toBe(true)
    expect(new Set(xml.match(/w:lineRule="\w+"/g))).toEqual(new Set(['w:lineRule="auto"']))
  })

  test('numbers its pages from page 2 on, centred at the top', () => {
    expect(xml.includes('<w:titlePg/>')).toBe(true)
    const headers = [...all].filter(([name]) => /header\d+\.xml$/.test(name)).map(([, header]) => header)
    const numbered = headers.filter((header) => header.includes('PAGE'))
    expect(numbered).toHaveLength(1)
    expect(numbered[0]).toContain('<w:jc w:val="center"/>')
  })

  test('repeats table headings and never splits a row', () => {
    const dataTables = xml.split('<w:tbl>').filter((table) => table.includes('<w:tblHeader/>'))
    expect(dataTables).toHaveLength(tablesOf(content).length)
    const rows = xml.match(/<w:tr>|<w:tr /g) ?? []
    expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(rows.length)
  })

  test('keeps the signature with the last sentence', () => {
    const lastSentence = xml.split('<w:p>').find((each) => each.includes('Trên đây là báo cáo'))
    expect(lastSentence?.includes('<w:keepNext/>')).toBe(true)
  })

  test('keeps a table with the sentence before it, and its total with the rows above', () => {
    const sentence = xml.split('<w:p>').find((each) => each.includes('Bảng sau nêu'))
    expect(sentence?.includes('<w:keepNext/>')).toBe(true)
    const rows = xml.split(/<w:tr[ >]/)
    const total = rows.findLastIndex((row) => row.includes('Tổng cộng'))
    expect(rows[total - 1]?.includes('<w:keepNext/>')).toBe(true)
  })

  test('carries a chart that Word can edit, with its data in words', () => {
    expect([...all.keys()].filter((name) => /charts\/chart\d+\.xml$/.test(name))).toHaveLength(1)
    expect(/ descr="[^"]*UBND thị xã Buôn Hồ: Yêu cầu chưa thực hiện \d+/.test(xml)).toBe(true)
  })
})

test('a draft is marked on its first page and on every later one', async () => {
  const all = await parts(reportContent(draftReport()))
  const marked = [...all].filter(([name, xml]) => /(header|footer)\d+\.xml$/.test(name) && xml.includes('DỰ THẢO'))
  expect(marked).toHaveLength(3)
  expect(wordText(part(all, 'document')).split('\n')).toContain('Số:      /BC-DAKLAKIOC')
})

test('a signed report is marked nowhere', async () => {
  const all = await parts(reportContent(sampleReport()))
  expect([...all.values()].filter((xml) => xml.includes('DỰ THẢO'))).toEqual([])
})

test('a week without cases has no chart', async () => {
  const all = await parts(reportContent(emptyReport()))
  expect([...all.keys()].filter((name) => name.includes('chart'))).toEqual([])
})

const attributes = (tag = ''): Record<string, string> =>
  Object.fromEntries([...tag.matchAll(/w:(\w+)="(\w+)"/g)].map((match) => [match[1]!, match[2]!]))
