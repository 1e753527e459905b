import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanInput } from '../../functions/platform/clean-input.ts'
import { faultOfText } from '../../functions/platform/json-text.ts'

describe('the text of a body', () => {
  it.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"x":[{"b":1},{"c":{"d":0,"e":1,"d":2}}]}', 'x[1].c.d'],
    ['[[1,2],{"a":",","a":":"}]', '[1].a'],
  ])('names a key that stands twice: %s', (json, field) => {
    expect(faultOfText(json)).toEqual({ field, rule: 'repeated' })
  })

  it('takes no name that every object has, and no nesting without end', () => {
    expect(faultOfText('{"a":{"__proto__":{}}}')).toEqual({ field: 'a.__proto__', rule: 'reserved' })
    expect(faultOfText('['.repeat(20) + ']'.repeat(20))).toBeUndefined()
    expect(faultOfText('['.repeat(21) + ']'.repeat(21))).toMatchObject({ rule: 'tooDeep' })
    expect(faultOfText('{"a":'.repeat(100_000))).toMatchObject({ rule: 'tooDeep' })
  })

  it('finds nothing in what JSON.stringify wrote', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (json) => {
        expect(json.includes('__proto__') || faultOfText(json) === undefined).toBe(true)
      }),
    )
  })

  it('is read to its end whatever it holds, valid or not', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void faultOfText(text)))
    expect(faultOfText(`"${'x'.repeat(1_000_000)}"`)).toBeUndefined()
    expect(faultOfText(`"${'\\'.repeat(1_000_001)}`)).toBeUndefined()
  })
})

describe('what a body says', () => {
  it('is brought to NFC, names of fields too', () => {
    const nfd = 'Đắk Lắk'.normalize('NFD')
    expect(cleanInput({ [nfd]: [nfd, 1, null, true] })).toEqual({
      value: { 'Đắk Lắk': ['Đắk Lắk', 1, null, true] },
      issues: [],
    })
  })

  it.each([
    ['a\0b', 'holds no control characters'],
    ['a\u001Bb', 'holds no control characters'],
    ['\uD800', 'holds no half of a surrogate pair'],
    ['Tr\uFFFDn', 'holds no characters that were damaged on the way'],
    ['2200-01-01T00:00:00Z', 'lies in the years 1900 to 2199'],
  ])('is refused with %j in it, wherever it stands', (text, message) => {
    expect(cleanInput({ a: [{ b: text }] }).issues).toMatchObject([{ path: ['a', 0, 'b'], message }])
    expect(cleanInput({ [text]: 1 }).issues).toMatchObject([{ path: [text], message }])
  })

  it('may have lines and tabs, and all the letters there are', () => {
    const text = 'dòng 1\r\n\tdòng 2 🏍️ ẵ'
    expect(cleanInput(text)).toEqual({ value: text, issues: [] })
  })
})
