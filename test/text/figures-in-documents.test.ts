import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Figure } from '../../functions/domain/figure-list.ts'
import { loadRenderAssets } from '../../functions/platform/render-assets.ts'
import { formatCell, type Block, type OfficialDocument, type Table } from '../../functions/text/report-blocks.ts'
import { reportContent } from '../../functions/text/report-content.ts'
import { renderDocx } from '../../functions/text/report-docx.ts'
import { reportMail } from '../../functions/text/report-mail.ts'
import { renderPdf } from '../../functions/text/report-pdf.ts'
import { summaryBlocks } from '../../functions/text/report-sections.ts'
import { reportSheets } from '../../functions/text/report-sheets.ts'
import { renderXlsx } from '../../functions/text/report-xlsx.ts'
import { fullReport } from '../support/full-report.ts'
import { oneLine, saidBy, saidByBlock, tablesOf } from '../support/official-text.ts'
import { readPdf } from '../support/pdf-text.ts'
import { blockBy, figuresById, isShown, toldByJson } from '../support/shown-figures.ts'
import { unzip, wordText } from '../support/zip.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const report = fullReport()
const content = reportContent(report)
let json: Map<string, Figure>
/** What every document should say: each figure read from the JSON by its id. */
let wanted: OfficialDocument

beforeAll(() => {
  json = figuresById(report)
  wanted = toldByJson(json, content)
})

const solid = (text: string): string => text.replace(/\s+/g, '')
const rowsOf = ({ rows, total }: Table): string[][] =>
  (total ? [...rows, total] : rows).map((row) => row.map(formatCell))

describe('every figure equals the JSON, by its id', () => {
  test('in more than 400 places of the report, with changes and trends', () => {
    const cells = tablesOf(content)
      .flatMap(({ rows, total = [] }) => [...rows.flat(), ...total])
      .filter(isShown)
    expect(cells.length).toBeGreaterThan(400)
    expect(new Set(cells.map((cell) => cell.as))).toEqual(new Set(['value', 'share', 'change', 'trend']))
  })

  test('in Word: cell by cell, sentence by sentence', async () => {
    const xml = unzip(await renderDocx(content)).get('word/document.xml') ?? ''
    const tables = xml.split('<w:tbl>').filter((each) => each.includes('<w:tblHeader/>'))
    expect(tables.map(wordRows)).toEqual(tablesOf(wanted).map(rowsOf))
    const text = oneLine(wordText(xml))
    for (const said of saidBy(wanted)) expect(text).toContain(oneLine(said))
  })

  test('in PDF: row by row, in its order', async () => {
    const { pages } = readPdf(await renderPdf(content, await loadRenderAssets('node_modules')))
    const text = solid(pages.join('\n'))
    let at = 0
    for (const row of tablesOf(wanted).flatMap(rowsOf)) {
      const found = text.indexOf(solid(row.join('')), at)
      expect(found, row.join(' | ')).toBeGreaterThanOrEqual(at)
      at = found
    }
    for (const said of saidBy(wanted)) expect(text).toContain(solid(said))
  })

  test('in the workbook: as the number itself', async () => {
    const { sheets } = await readXlsx(await renderXlsx(reportSheets(report), content))
    const [heading = [], ...rows] = sheets.find(({ name }) => name === 'Các chỉ tiêu')?.rows ?? []
    const [id, now, change] = ['Mã chỉ tiêu', 'Kỳ này', 'So với kỳ trước'].map((title) => heading.indexOf(title))
    expect(rows.length).toBeGreaterThan(300)
    for (const row of rows) {
      const figure = json.get(String(row[id ?? 0]))
      expect(row[now ?? 0], String(row[id ?? 0])).toBe(figure?.value ?? '–')
      expect(row[change ?? 0]).toBe(figure?.change ?? '–')
      const trend = figure?.trend.slice(0, -1).toReversed() ?? []
      expect(row.slice((change ?? 0) + 1)).toEqual(trend.map(({ value }) => value ?? '–'))
    }
  })

  test('in the mail, in HTML and in plain text', () => {
    const { html, text } = reportMail(report)
    const said = summaryBlocks(report)
      .map((block: Block) => blockBy(json, block))
      .flatMap(saidByBlock)
    const readable = oneLine(html.replace(/<[^>]+>/g, '').replace(/&#39;/g, "'"))
    for (const each of said) {
      expect(readable).toContain(oneLine(each))
      expect(oneLine(text)).toContain(oneLine(each))
    }
  })

  test('and one that the JSON tells otherwise is noticed', () => {
    const [first] = json.values()
    const other = new Map(json).set('requests.notDone', { ...first!, value: 228 })
    expect(saidBy(toldByJson(other, content))).not.toEqual(saidBy(content))
    expect(saidBy(wanted)).toEqual(saidBy(content))
  })
})

const wordRows = (table: string): string[][] =>
  (table.split('</w:tbl>')[0] ?? '')
    .split(/<w:tr(?: [^>]*)?>/)
    .slice(1)
    .filter((row) => !row.includes('<w:tblHeader/>'))
    .map((row) =>
      row
        .split('<w:tc>')
        .slice(1)
        .map((cell) => wordText(cell).trim()),
    )
