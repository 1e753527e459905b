import { describe, expect, test } from 'vitest'

import { compilePath, compileResultPath, compileTemplate } from '../../infra/local/asl-path.ts'

const scope = {
  data: { a: { b: [1, { c: 2 }], 'with space': 3, 'x-y': 4 }, nothing: null },
  context: () => ({ Execution: { Name: 'first' } }),
}

test.each<[string, unknown]>([
  ['$', scope.data],
  ['$.a.b', [1, { c: 2 }]],
  ['$.a.b[1].c', 2],
  ["$['a']['with space']", 3],
  ['$.a.x-y', 4],
  ['$.nothing', null],
  ['$$.Execution.Name', 'first'],
  ['$$', { Execution: { Name: 'first' } }],
  ['$.a.b[2]', undefined],
  ['$.a.c', undefined],
  ['$.nothing.more', undefined],
  ['$.a.b.length', undefined],
  ['$.toString', undefined],
  ['$.a[0]', undefined],
])('%s reads %j', (path, expected) => {
  expect(compilePath(path).find(scope)).toEqual(expected)
})

test.each([
  '',
  'a',
  '$a',
  '$.',
  '$..b',
  '$.a[*]',
  '$.a[-1]',
  '$.a[0:1]',
  '$.a[0,1]',
  '$.a[?(@.b)]',
  '$.a.*',
  '$.a b',
  '$$$',
])("'%s' is refused", (path) => {
  expect(() => compilePath(path)).toThrow()
})

test('a template fills the keys that end in .$, in objects and lists, and leaves the rest', () => {
  const template = compileTemplate({
    'c.$': '$.a.b[1].c',
    list: [{ 'run.$': '$$.Execution.Name' }, '$.a'],
    price: '$5',
    none: null,
  })
  expect(template(scope)).toEqual({ c: 2, list: [{ run: 'first' }, '$.a'], price: '$5', none: null })
})

test('a template says which path found nothing, and for which field', () => {
  expect(() => compileTemplate({ 'x.$': '$.gone' })(scope)).toThrow(/'\$\.gone' specified for the field 'x\.\$'/)
  expect(() => compileTemplate({ 'x.$': 5 })).toThrow(/must be a path/)
})

describe('a ResultPath', () => {
  test('puts the result into a copy of the input', () => {
    const input = { a: { b: 1 }, c: 2 }
    expect(compileResultPath('$.a.d')(input, 7)).toEqual({ a: { b: 1, d: 7 }, c: 2 })
    expect(compileResultPath('$.new.deep')(input, 7)).toEqual({ ...input, new: { deep: 7 } })
    expect(compileResultPath('$')(input, 7)).toBe(7)
    expect(input).toEqual({ a: { b: 1 }, c: 2 })
  })

  test('never reaches an object that all others inherit from', () => {
    compileResultPath('$.__proto__.polluted')({}, true)
    expect('polluted' in {}).toBe(false)
  })

  test('cannot go through what is no object, nor to the context', () => {
    expect(() => compileResultPath('$.c.d')({ c: 2 }, 7)).toThrow('States.ResultPathMatchFailure')
    expect(() => compileResultPath('$$.State')).toThrow(/ResultPath/)
  })
})
