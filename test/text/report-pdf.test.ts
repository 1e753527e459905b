import { beforeAll, describe, expect, test, vi } from 'vitest'
import { loadRenderAssets } from '../../functions/platform/render-assets.ts'
import { paragraph, type Block, type OfficialDocument } from '../../functions/text/report-blocks.ts'
import { reportContent } from '../../functions/text/report-content.ts'
import { pageCount, renderPdf, type RenderAssets } from '../../functions/text/report-pdf.ts'
import { figuresIn, oneLine, saidBy } from '../support/official-text.ts'
import { readPdf, type ReadPdf } from '../support/pdf-text.ts'
import { draftReport, emptyReport, largeReport, writtenReport } from '../support/weekly-report.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let assets: RenderAssets
beforeAll(async () => {
  assets = await loadRenderAssets('node_modules')
})
const read = async (content: OfficialDocument): Promise<ReadPdf> => readPdf(await renderPdf(content, assets))

/** Lines break anywhere between words: texts are compared without white space. */
const solid = (text: string): string => text.replace(/\s+/g, '')

describe('the report as PDF', () => {
  const content = reportContent(writtenReport())
  let bytes: Uint8Array
  let pdf: ReadPdf
  let text: string

  beforeAll(async () => {
    bytes = await renderPdf(content, assets)
    pdf = readPdf(bytes)
    text = pdf.pages.join('\n')
  })

  test('says everything that the content says', () => {
    for (const said of saidBy(content)) expect(solid(text)).toContain(solid(said))
  })

  test('has no figure of its own but the page numbers', () => {
    const known = figuresIn(saidBy(content).join(' '))
    const pageNumbers = new Set(pdf.pages.map((_, index) => String(index + 1)))
    expect([...figuresIn(oneLine(text))].filter((figure) => !known.has(figure) && !pageNumbers.has(figure))).toEqual([])
  })

  test('is tagged, in Vietnamese, with a title, and embeds its four fonts', () => {
    const marks = [/\/StructTreeRoot/, /\/Marked true/, /\/Lang \(vi\)/, /\/Title /, /\/S \/TH\n/, /\/S \/Figure\n/]
    expect(marks.filter((mark) => !mark.test(pdf.source))).toEqual([])
    expect(pdf.embeddedFonts.toSorted()).toEqual(['Tinos-Bold', 'Tinos-BoldItalic', 'Tinos-Italic', 'Tinos-Regular'])
  })

  test('counts its pages as the e-office is told', () => {
    expect(pageCount(bytes)).toBe(pdf.pages.length)
    expect(pdf.pages.length).toBeLessThan(12)
  })

  test('numbers its pages from page 2 on', () => {
    expect(pdf.pages.map((page) => /^\d+$/.exec(page.trim().split('\n')[0] ?? '')?.[0])).toEqual(
      pdf.pages.map((_, index) => (index === 0 ? undefined : String(index + 1))),
    )
  })

  test('keeps signature and last sentence on one page', () => {
    const last = pdf.pages.filter((page) => page.includes('Nơi nhận:'))
    expect(last).toHaveLength(1)
    expect(solid(last[0] ?? '')).toContain(solid('xem xét, chỉ đạo./.'))
  })

  test('is the same, byte by byte, when it is rendered again', async () =>
    expect(Buffer.from(await renderPdf(content, assets)).equals(bytes)).toBe(true))
})

test('every Vietnamese letter has a glyph in every style', async () => {
  const letters = vietnameseLetters()
  expect(letters).toHaveLength(134)
  const all = letters.join(' ')
  const { letterhead, ...rest } = reportContent(emptyReport())
  const content = { ...rest, letterhead: { ...letterhead, placeAndDate: all }, body: [paragraph(all, { strong: all })] }
  const pdf = await read(content)
  expect(pdf.missingGlyphs).toBe(0)
  for (const letter of letters) expect(pdf.pages.join('').split(letter).length).toBeGreaterThan(3)
})

test('a letter that the font lacks is noticed by that test', async () => {
  const content = { ...reportContent(emptyReport()), body: [paragraph('漢')] }
  expect((await read(content)).missingGlyphs).toBe(1)
})

test('text is never markup', async () => {
  const hostile = '#panic("x") $x$ *bold* <label> \\ @ref // /* [ ] `raw` "'
  const content = { ...reportContent(emptyReport()), body: [paragraph(hostile)] }
  expect(solid((await read(content)).pages.join(''))).toContain(solid(hostile))
})

test('a draft is marked on every page', async () => {
  const pdf = await read(reportContent(draftReport()))
  for (const page of pdf.pages) expect(page).toContain('DỰ THẢO – chưa ký, chưa cấp số')
  expect(pdf.pages[0]).toContain('Số:      /BC-DAKLAKIOC')
})

test('a sentence stays on the page of the table that it introduces', async () => {
  const told = Array.from({ length: 40 }, (_, index): Block[] => [
    paragraph(`Câu mở đầu ${index}.`),
    {
      type: 'table',
      tall: true,
      columns: [{ title: 'Mã', kind: 'text', width: 9 }],
      rows: [[`dòng ${index}.`], ['–']],
    },
  ])
  const { pages } = await read({ ...reportContent(emptyReport()), body: told.flat(), appendices: [] })
  const pageOf = (text: string): number => pages.findIndex((page) => solid(page).includes(solid(text)))
  expect(pages.length).toBeGreaterThan(3)
  for (const [index] of told.entries())
    expect(pageOf(`Câu mở đầu ${index}.`), String(index)).toBe(pageOf(`dòng ${index}.`))
})

test('a table longer than a page repeats its headings', async () => {
  const pdf = await read(reportContent(largeReport()))
  const [first, second] = ['PHỤ LỤC I\n', 'PHỤ LỤC II\n'].map((heading) =>
    pdf.pages.findIndex((page) => page.includes(heading)),
  )
  const pages = pdf.pages.slice(first, second)
  expect(pages.length).toBeGreaterThan(3)
  for (const page of pages) expect(page).toContain('Cơ quan, đơn vị')
})

/** 12 vowels in 6 tones, 17 consonants, in both cases: 89 letters each, of which 67 carry a mark. */
function vietnameseLetters(): string[] {
  const tones = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323']
  const vowels = 'a ă â e ê i o ô ơ u ư y'
    .split(' ')
    .flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC')))
  const marked = [...vowels, 'đ'].filter((letter) => !/^[a-z]$/.test(letter))
  return marked.flatMap((letter) => [letter, letter.toLocaleUpperCase('vi')])
}
