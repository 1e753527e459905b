import { describe, expect, it } from 'vitest'
import { columnsOf } from '../../functions/domain/heading.ts'
import { lookupsIn } from '../../functions/domain/lookups.ts'
import { rowMapper } from '../../functions/domain/map-row.ts'
import { mappingProfile } from '../../functions/domain/mapping.ts'
import { profileOf } from '../support/mappings.ts'
import { testRegistry } from '../support/registry.ts'

const HEADINGS = ['Số hồ sơ', 'THU TUC', 'ngày  nhận:', 'Hẹn trả', 'Ngày xong', 'Trạng thái']
const row = (changes: Record<number, string> = {}) =>
  ['H15-211014-0001', 'Cấp giấy phép xây dựng', '14/10/2021 08:00', '28/10/2021', '', 'Đang xử lý'].map(
    (cell, place) => changes[place] ?? cell,
  )

const lookups = lookupsIn(testRegistry(), '2021-10-14')
const mapped = (cells: readonly string[], profile = profileOf(), headings = HEADINGS) =>
  rowMapper(profile, columnsOf(headings), lookups)(cells)
const faults = (cells: readonly string[], profile = profileOf(), headings = HEADINGS) => {
  const outcome = mapped(cells, profile, headings)
  return outcome.type === 'faulty' ? outcome.faults.map(({ column, rule }) => [column, rule.code]) : []
}

describe('a row of a list', () => {
  it('becomes a case: headings without accents and case, names by the registry, a due date at the end of its day', () => {
    expect(mapped(row())).toEqual({
      type: 'item',
      item: {
        code: 'H15-211014-0001',
        procedure: 'gpxd',
        receivedAt: '2021-10-14T01:00:00.000Z',
        due: '2021-10-28T17:00:00.000Z',
        status: 'processing',
      },
    })
  })

  it('names column, value and rule of all that is wrong', () => {
    expect(mapped(row({ 0: '', 2: '31/02/2021', 5: 'Lạ' }))).toMatchObject({
      type: 'faulty',
      faults: [
        { column: 'ngày  nhận:', field: 'receivedAt', value: '31/02/2021', rule: { code: 'notADate' } },
        { column: 'Trạng thái', field: 'status', value: 'Lạ', rule: { known: ['Đang xử lý', 'Đã xong'] } },
        { column: 'Số hồ sơ', field: 'code', value: '', rule: { code: 'missing' } },
      ],
    })
  })

  it('takes the first of several columns that is not empty, and what is meant by nothing', () => {
    const fields = { code: { from: ['Mã mới', 'Số hồ sơ'] }, unit: { from: ['Xã'], otherwise: 'toan-tinh' } }
    const profile = profileOf({ empty: ['không có'] }, fields)
    const headings = [...HEADINGS, 'Mã mới', 'Xã']
    const item = (code: string, unit: string) => mapped([...row(), code, unit], profile, headings)
    expect(item('KHONG CO', '')).toMatchObject({ item: { code: 'H15-211014-0001', unit: 'toan-tinh' } })
    expect(item('H15-211014-0002', 'ea-tam')).toMatchObject({ item: { code: 'H15-211014-0002', unit: 'ea-tam' } })
  })

  it('refuses a date that two formats read as two days, and takes one that they agree on', () => {
    const profile = profileOf({ dates: ['dd/MM/yyyy', 'MM/dd/yyyy'] })
    expect(faults(row({ 2: '01/02/2021', 3: '' }), profile)).toEqual([['ngày  nhận:', 'ambiguousDate']])
    expect(faults(row({ 2: '14/10/2021', 3: '' }), profile)).toEqual([])
    expect(faults(row({ 2: '02/02/2021', 3: '' }), profile)).toEqual([])
  })

  it('reads the dates of spreadsheet cells whatever the profile says', () => {
    expect(mapped(row({ 2: '2021-10-14T08:00:00', 3: '2021-10-28' }))).toEqual(mapped(row()))
  })

  it.each([
    ['a NUL', { 0: 'H15-2110\u000014-0001' }, ['Số hồ sơ', 'unreadable']],
    ['half a character', { 0: 'H15-\uD800' }, ['Số hồ sơ', 'unreadable']],
    ['a megabyte', { 0: 'x'.repeat(1_000_000) }, ['Số hồ sơ', 'tooLong']],
    ['the error of a formula', { 0: '#REF!' }, ['Số hồ sơ', 'formulaError']],
    ['TCVN3', { 0: '§¾k L¾k' }, ['Số hồ sơ', 'legacyFont']],
    ['an end before the beginning', { 4: '13/10/2021 17:00', 5: 'Đã xong' }, ['Ngày xong', 'earlierThan']],
    ['a due date before the beginning', { 3: '01/10/2021' }, ['Hẹn trả', 'earlierThan']],
    ['an end without a moment', { 5: 'Đã xong' }, ['Trạng thái', 'noEnd']],
    ['a moment of the end of an open case', { 4: '20/10/2021' }, ['Ngày xong', 'endWithoutState']],
  ])('is refused for %s', (_, change, fault) => {
    expect(faults(row(change))).toEqual([fault])
  })

  it('is refused for a cell beyond the headings, unless it is empty', () => {
    expect(faults([...row(), '', 'x'])).toEqual([[undefined, 'tooManyCells']])
    expect(faults([...row(), '', ''])).toEqual([])
  })

  it('ends on the day it began where no time is told', () => {
    expect(mapped(row({ 4: '14/10/2021', 5: 'Đã xong' }))).toMatchObject({
      item: { status: 'processed', statusAt: '2021-10-14T01:00:00.000Z' },
    })
  })

  it('is closed by a date alone where the profile says so', () => {
    const profile = profileOf({ closing: { by: 'date', as: 'processed' } })
    expect(mapped(row({ 4: '20/10/2021' }), profile)).toMatchObject({
      item: { status: 'processed', statusAt: '2021-10-19T17:00:00.000Z' },
    })
    expect(mapped(row(), profile)).toMatchObject({ item: { status: 'processing' } })
  })

  it('names nobody where no column does', () => {
    const fields = { 'handler.name': { from: ['Thụ lý'] }, 'handler.post': { always: 'Công chức' } }
    const headings = [...HEADINGS, 'Thụ lý']
    expect(mapped([...row(), 'Y Thử'], profileOf({}, fields), headings)).toMatchObject({
      item: { handler: { name: 'Y Thử', post: 'Công chức' } },
    })
    expect(mapped([...row(), ''], profileOf({}, fields), headings)).not.toHaveProperty('item.handler')
  })
})

describe('a profile', () => {
  const refused = (changes: Record<string, unknown>, fields: Record<string, unknown> = {}) => {
    const { error } = mappingProfile.safeParse({
      ...profileOf(),
      fields: { ...profileOf().fields, ...fields },
      ...changes,
    })
    return error?.issues.map(({ message }) => message)
  }

  it('reads the fields, states and ends of its kind, in a zone that there is', () => {
    expect(refused({}, { reporter: { always: 'x' } })).toBeDefined()
    expect(refused({}, { category: { always: 'x' } })).toEqual(['fields of its kind'])
    expect(refused({}, { status: { from: ['x'], values: { a: 'resolved' } } })).toEqual(['states of its kind'])
    expect(refused({ closing: { by: 'date', as: 'processing' } })).toEqual(['a final state of its kind'])
    expect(refused({ zone: 'Asia/Dak_Lak' })).toEqual(['zone such as Asia/Ho_Chi_Minh'])
    expect(refused({ fields: { code: { from: ['x'] } } })).toEqual(['all that a case needs'])
  })
})

describe('a name that two values of the registry share', () => {
  it('means none of them', () => {
    const value = (code: string, name: string) => ({ code, name, field: 'Xây dựng' })
    const rows = ['a', 'b'].map((code) => ({
      kind: 'procedure' as const,
      code,
      from: '2021-01-01',
      recordedAt: '2021-01-01T00:00:00.000Z',
      author: 'test',
      reason: 'test',
      source: 'test',
      value: value(code, code === 'a' ? 'Cấp phép' : 'CẤP  PHÉP'),
    }))
    const { procedure } = lookupsIn(testRegistry(...rows), '2021-10-14')
    expect([procedure.get('cap phep'), procedure.get('a'), procedure.get('b')]).toEqual([undefined, 'a', 'b'])
  })
})
