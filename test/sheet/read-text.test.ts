import { describe, expect, it } from 'vitest'
import { SheetError } from '../../functions/sheet/sheet-error.ts'
import { fixture, linesOf } from '../support/mappings.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const faultOf = (file: Uint8Array) =>
  linesOf(file).then(
    () => undefined,
    (error: unknown) => (error instanceof SheetError ? error.fault : error),
  )

describe('a list as text', () => {
  it.each([
    ['commas', 'a,b\n1,"2, 3"\n'],
    ['semicolons', 'a;b\n1;2, 3\n'],
    ['tabs', 'a\tb\r\n1\t2, 3\r\n'],
    ['bars', 'a|b\n1|2, 3'],
    ['a sign that it names', 'sep=;\na;b\n1;2, 3'],
    ['a byte order mark', '\uFEFFa,b\n1,"2, 3"'],
  ])('comes with %s', async (_, text) => {
    const lines = await linesOf(bytes(text))
    expect(lines.map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1', '2, 3'],
    ])
  })

  it('numbers its rows as a spreadsheet does, with line breaks in cells and empty lines between', async () => {
    const lines = await linesOf(bytes('a,b\n\n"1\n2",3\n,\n4,5\n'))
    expect(lines).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 3, cells: ['1\n2', '3'] },
      { row: 5, cells: ['4', '5'] },
    ])
  })

  it('takes back the apostrophe that keeps a sheet from computing a text', async () => {
    const lines = await linesOf(bytes(`'=1+1,'+84 x,'90s\n`))
    expect(lines[0]?.cells).toEqual(['=1+1', '+84 x', "'90s"])
  })

  it('keeps quotation marks within a cell that does not begin with one', async () => {
    expect((await linesOf(bytes('5" pipe,x\n')))[0]?.cells).toEqual(['5" pipe', 'x'])
  })

  it('is cut into slices that hide no line', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => `${n},Đắk Lắk`)
    const lines = await linesOf(bytes(many.join('\n')))
    expect(lines.map(({ cells }) => cells.join(','))).toEqual(many)
  })

  it.each([
    ['an empty file', bytes(''), { code: 'emptyFile' }],
    ['an open quotation mark', bytes('a,b\n1,"2\n3,4\n'), { code: 'openQuote' }],
    ['TCVN3', fixture('mot-cua/tcvn3.csv'), { code: 'legacyFontFile', font: 'TCVN3' }],
    [
      'TCVN3 that was saved as UTF-8',
      fixture('mot-cua/tcvn3-in-unicode.csv'),
      { code: 'legacyFontFile', font: 'TCVN3' },
    ],
    ['VNI', fixture('mot-cua/vni.csv'), { code: 'legacyFontFile', font: 'VNI' }],
    ['VNI that was saved as UTF-8', fixture('mot-cua/vni-in-unicode.csv'), { code: 'legacyFontFile', font: 'VNI' }],
    ['UTF-16 without a mark', Buffer.from('a,b\n'.repeat(100), 'utf16le'), { code: 'unknownEncoding' }],
    ['Cyrillic', Uint8Array.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), { code: 'unknownEncoding' }],
    ['surrogates in UTF-8', new Uint8Array([0x61, 0xed, 0xa0, 0x80, 0x0a]), { code: 'unknownEncoding' }],
    ['a cell without an end', bytes(`a\n"${'x'.repeat(5 * 1024 * 1024)}"\n`), { code: 'recordTooLong' }],
    ['too many rows', bytes('x\n'.repeat(100_001)), { code: 'tooManyRows', limit: 100_000 }],
    ['too many columns', bytes(`${','.repeat(200)}x\n`), { code: 'tooManyColumns', row: 1 }],
    ['a file of 33 MB', new Uint8Array(33 * 1024 * 1024).fill(97), { code: 'fileTooLarge' }],
    ['a web page', bytes('\n<html><body><table>'), { code: 'notAList', looksLike: 'html' }],
    ['a PDF', bytes('%PDF-1.7'), { code: 'notAList', looksLike: 'pdf' }],
  ])('is refused as a whole: %s', async (_, file, fault) => {
    expect(await faultOf(file)).toMatchObject(fault)
  })
})
