import { describe, expect, it } from 'vitest'
import { findMapping, propose } from '../../functions/domain/find-mapping.ts'
import { profileOf, profiles } from '../support/mappings.ts'

const MOT_CUA = ['STT', 'Số hồ sơ', 'Tên thủ tục', 'Đơn vị', 'Ngày tiếp nhận', 'Ngày hẹn trả', 'Trạng thái']

describe('the layout of a list', () => {
  it('is known by its headings, under whatever stands above them', () => {
    expect(findMapping([['DANH SÁCH HỒ SƠ'], [''], MOT_CUA], profiles)).toMatchObject({ profile: 'mot-cua', line: 2 })
    expect(findMapping([MOT_CUA.map((name) => name.normalize('NFD').toUpperCase())], profiles)).toMatchObject({
      profile: 'mot-cua',
    })
  })

  it('is read by the profile that knows most of its columns', () => {
    const small = profileOf({ closing: { by: 'date', as: 'processed' } }, { code: { from: ['Số hồ sơ'] } })
    const known = new Map([
      ['nho', profileOf({}, { procedure: { always: 'x' }, receivedAt: { from: ['Ngày tiếp nhận'] } })],
      ...profiles,
    ])
    expect(findMapping([MOT_CUA], known)).toMatchObject({ profile: 'mot-cua' })
    expect(findMapping([['Số hồ sơ', 'Thủ tục', 'Ngày nhận']], new Map([['nho', small]]))).toMatchObject({
      profile: 'nho',
    })
  })

  it('says which columns are missing for the profile that was asked for', () => {
    expect(findMapping([MOT_CUA], profiles, 'nyc311')).toEqual({
      code: 'missingColumns',
      mapping: 'nyc311',
      columns: ['Unique Key', 'Created Date'],
    })
    expect(findMapping([MOT_CUA], profiles, 'nowhere')).toMatchObject({
      code: 'unknownMapping',
      known: [...profiles.keys()],
    })
  })

  it('is refused where a column that is read stands there twice, and not where another one does', () => {
    expect(findMapping([[...MOT_CUA, 'NGAY HEN TRA']], profiles)).toEqual({
      code: 'doubledColumns',
      columns: ['Ngày hẹn trả', 'NGAY HEN TRA'],
    })
    expect(findMapping([[...MOT_CUA, 'Ghi chú', 'Ghi chú']], profiles)).toMatchObject({ profile: 'mot-cua' })
  })

  it('has rows', () => {
    expect(findMapping([], profiles)).toEqual({ code: 'noRows' })
    expect(findMapping([['', ' '.trim()]], profiles)).toEqual({ code: 'noRows' })
  })
})

describe('the profile proposed for an unknown layout', () => {
  const lines = [
    ['Mã số HS', 'Tên TTHC', 'Cơ quan giải quyết hồ sơ', 'Ngày nhận hồ sơ', 'Ngày hẹn', 'Phí'],
    ['H15-211014-0001', 'Cấp phép', 'Sở Xây dựng', '14/10/2021 08:00', '28/10/2021', '0'],
  ]

  it('puts known fields on similar columns and reads dates as they look', () => {
    const proposal = propose(lines, profiles)
    expect(proposal?.basedOn).toBe('mot-cua')
    expect(proposal?.profile.fields).toMatchObject({
      code: { from: ['Mã số HS'] },
      procedure: { from: ['Tên TTHC'], lookup: 'procedure' },
      agency: { from: ['Cơ quan giải quyết hồ sơ'] },
      receivedAt: { from: ['Ngày nhận hồ sơ'] },
    })
    expect(proposal?.profile.dates).toEqual(['dd/MM/yyyy', 'dd/MM/yyyy HH:mm'])
    expect(proposal?.unread).toContain('Phí')
  })

  it('leaves both orders of day and month standing where both fit', () => {
    const doubtful = [lines[0]!, ['x', 'y', 'z', '01/02/2021', '03/02/2021', '']]
    expect(propose(doubtful, profiles)?.profile.dates).toEqual(['dd/MM/yyyy', 'MM/dd/yyyy'])
  })

  it('comes with the refusal of the list, and is none where nothing is alike', () => {
    const withoutCode = lines.map((cells) => cells.slice(1))
    expect(findMapping(withoutCode, profiles)).toMatchObject({ code: 'unknownLayout', proposal: { unsure: ['code'] } })
    expect(findMapping([['x1', 'y2']], profiles)).toEqual({ code: 'unknownLayout', proposal: undefined })
  })
})
