import { writeXlsx } from 'hucre'
import { describe, expect, it } from 'vitest'
import { SheetError } from '../../functions/sheet/sheet-error.ts'
import { fixture, linesOf, mapFile } from '../support/mappings.ts'
import { zipOf, type Lie } from '../support/zip-maker.ts'

const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** The smallest workbook around the rows of a sheet. */
const workbook = (rows: string, lies: Record<string, Lie> = {}, more: Record<string, string> = {}) =>
  zipOf(
    {
      '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      '_rels/.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${TYPE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${TYPE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${TYPE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
      ...more,
    },
    lies,
  )

const text = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`
const faultOf = (file: Uint8Array) =>
  linesOf(file).then(
    () => undefined,
    (error: unknown) => (error instanceof SheetError ? error.fault : error),
  )

describe('a list as a workbook', () => {
  it('says the same as the list as text, with dates as dates and without', async () => {
    const lines = await linesOf(fixture('mot-cua/windows-1258.csv'))
    const asDates = (cell: string) => {
      const [, day, month, year, hour = '00', minute = '00'] =
        /^(\d\d)\/(\d\d)\/(\d{4})(?: (\d\d):(\d\d))?$/.exec(cell) ?? []
      return day === undefined ? cell : new Date(`${year}-${month}-${day}T${hour}:${minute}:00Z`)
    }
    const straight = await mapFile(fixture('mot-cua/windows-1258.csv'))
    for (const convert of [asDates, (cell: string) => cell]) {
      const rows = lines.map(({ cells }) => cells.map(convert))
      const file = await writeXlsx({ sheets: [{ name: 'Danh sách', rows }] })
      expect(await mapFile(file)).toEqual(straight)
    }
  })

  it('numbers its rows as the file does, and leaves out those without text', async () => {
    const file = workbook(
      `<row r="3">${text('B3', ' x ')}</row><row r="4"><c r="A4"/></row><row r="7">${text('A7', 'y')}</row>`,
    )
    expect(await linesOf(file)).toEqual([
      { row: 3, cells: ['', 'x'] },
      { row: 7, cells: ['y'] },
    ])
  })

  it('takes of a formula the value last seen, and of one never computed nothing', async () => {
    const cells = `<c r="A1" t="str"><f>CONCAT("a","b")</f><v>ab</v></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f>NOW()</f></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>`
    expect((await linesOf(workbook(`<row r="1">${cells}</row>`)))[0]?.cells).toEqual(['ab', '2', '', '#DIV/0!'])
  })

  it('does not lose a code that looks like a number', async () => {
    expect((await linesOf(workbook('<row r="1"><c r="A1"><v>101004143000</v></c></row>')))[0]?.cells).toEqual([
      '101004143000',
    ])
  })

  it('ignores a format far to the right', async () => {
    expect(await linesOf(workbook(`<row r="1">${text('A1', 'x')}<c r="XFD1"/></row>`))).toEqual([
      { row: 1, cells: ['x'] },
    ])
  })

  it('composes letters, and hands on what no field will take', async () => {
    const [line] = await linesOf(
      workbook(
        `<row r="1">${text('A1', 'Đắk Lắk'.normalize('NFD'))}${text('B1', '_xD800_')}${text('C1', 'x'.repeat(1_000_000))}</row>`,
      ),
    )
    expect(line?.cells[0]).toBe('Đắk Lắk')
    expect(line?.cells[1]?.isWellFormed()).toBe(false)
    expect(line?.cells[2]).toHaveLength(1_000_000)
  })

  const sheet = 'xl/worksheets/sheet1.xml'
  it.each([
    [
      'a part that would unpack to a gigabyte',
      workbook('', { [sheet]: { bytes: 2 ** 30 } }),
      { code: 'expandsTooFar' },
    ],
    ['a part that states no size', workbook('<row/>', { [sheet]: { bytes: 0 } }), { code: 'expandsTooFar' }],
    [
      'a part that unpacks to more than it states',
      workbook('<row/>'.repeat(100_000), { [sheet]: { bytes: 1000 } }),
      { code: 'damaged' },
    ],
    [
      'many parts',
      workbook('', {}, Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`xl/${n}.xml`, '']))),
      { code: 'expandsTooFar' },
    ],
    ['a part behind a password', workbook('', { [sheet]: { flags: 1 } }), { code: 'encrypted' }],
    [
      'a cell in the last row there is',
      workbook(`<row r="1048576">${text('A1048576', 'x')}</row>`),
      { code: 'tooManyRows' },
    ],
    [
      'a cell in the last column there is',
      workbook(`<row r="1">${text('XFD1', 'x')}</row>`),
      { code: 'tooManyColumns', row: 1 },
    ],
    ['a workbook that is cut off', workbook('<row/>').subarray(0, 400), { code: 'damaged' }],
    ['no sheet at all', zipOf({ '[Content_Types].xml': '', 'xl/other.xml': '' }), { code: 'damaged' }],
    ['an .xlsb', zipOf({ '[Content_Types].xml': '', 'xl/workbook.bin': '' }), { code: 'notAList', looksLike: 'xlsb' }],
    ['an .ods', zipOf({ mimetype: '', 'content.xml': '' }), { code: 'notAList', looksLike: 'ods' }],
    ['a .docx', zipOf({ '[Content_Types].xml': '', 'word/document.xml': '' }), { code: 'notAList', looksLike: 'word' }],
    ['an archive', zipOf({ 'a.csv': 'x' }), { code: 'notAList', looksLike: 'zip' }],
    ['an old .xls', compound('Workbook'), { code: 'notAList', looksLike: 'xls' }],
    ['a workbook behind a password', compound('EncryptedPackage'), { code: 'encrypted' }],
  ])('is refused as a whole: %s', async (_, file, fault) => {
    expect(await faultOf(file)).toMatchObject(fault)
  })

  it('is refused when a real writer puts a password on it', async () => {
    const file = await writeXlsx({
      sheets: [{ name: 'A', rows: [['x']] }],
      encryption: { password: 'thu', spinCount: 10 },
    })
    expect(await faultOf(file)).toEqual({ code: 'encrypted' })
  })
})

/** The head of an OLE file, and the name of one of its streams. */
function compound(stream: string): Buffer {
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(stream, 'utf16le')])
}
