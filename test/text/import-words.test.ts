import { describe, expect, it } from 'vitest'
import type { FileFault } from '../../functions/domain/file-fault.ts'
import type { RowFault } from '../../functions/domain/row-fault.ts'
import { fileProblem } from '../../functions/text/file-words.ts'
import { reasonVi, rowError } from '../../functions/text/import-words.ts'

const fault = (change: Partial<RowFault>): RowFault => ({
  column: 'Ngày hẹn trả',
  field: 'due',
  value: '31/02/2021',
  rule: { code: 'notADate', formats: ['dd/MM/yyyy'] },
  ...change,
})

describe('the reason for a refused row', () => {
  it('names column, value and rule in Vietnamese', () => {
    const errors = [
      fault({}),
      fault({
        column: 'Đơn vị',
        field: 'agency',
        value: 'Phòng Kinh tế',
        rule: { code: 'unknownValue', known: [], of: 'agency' },
      }),
      fault({ column: undefined, field: undefined, value: '', rule: { code: 'tooManyCells', limit: 9 } }),
    ].map(rowError)
    expect(reasonVi(errors)).toBe(
      'Cột “Ngày hẹn trả” có giá trị “31/02/2021”: phải là ngày có thật, theo dạng dd/MM/yyyy; ' +
        'Cột “Đơn vị” có giá trị “Phòng Kinh tế”: phải có trong danh mục cơ quan, đơn vị; ' +
        'Cả dòng: có nhiều ô hơn 9 cột của tiêu đề',
    )
  })

  it('does not repeat what is said of a citizen', () => {
    const { value } = rowError(
      fault({ column: 'Điện thoại', field: 'applicant.phone', value: '0900', rule: { code: 'unreadable' } }),
    )
    expect(value).toBeNull()
  })

  it('cuts long lists of what would be accepted', () => {
    const known = Array.from({ length: 30 }, (_, n) => `Trạng thái ${n}`)
    expect(rowError(fault({ rule: { code: 'unknownValue', known } })).ruleVi).toMatch(/Trạng thái 11, …$/)
  })
})

describe('the refusal of a file', () => {
  const faults: FileFault[] = [
    { code: 'emptyFile' },
    { code: 'noRows' },
    { code: 'encrypted' },
    { code: 'damaged' },
    { code: 'unknownEncoding' },
    { code: 'unknownLayout', proposal: undefined },
    ...(['xls', 'xlsb', 'ods', 'html', 'pdf', 'word', 'zip'] as const).map((looksLike) => ({
      code: 'notAList' as const,
      looksLike,
    })),
    { code: 'legacyFontFile', font: 'TCVN3' },
    { code: 'openQuote', line: 3 },
    { code: 'unknownMapping', mapping: 'x', known: ['mot-cua'] },
    { code: 'missingColumns', mapping: 'mot-cua', columns: ['Số hồ sơ'] },
    { code: 'doubledColumns', columns: ['Ngày', 'NGAY'] },
    { code: 'fileTooLarge', bytes: 40e6, limit: 33_554_432 },
    { code: 'expandsTooFar', limit: 33_554_432 },
    { code: 'recordTooLong', line: 3, limit: 1000 },
    { code: 'tooManyRows', limit: 100_000 },
    { code: 'tooManyColumns', row: 3, limit: 200 },
    { code: 'tooSlow', seconds: 300 },
  ]

  it('is one sentence or two in each language', () => {
    for (const each of faults) {
      const { detail, detailEn, status } = fileProblem(each)
      expect(status).toBe(422)
      expect(detail).toMatch(/^[\p{Lu}].*\.$/u)
      expect(detailEn).toMatch(/^[A-Z].*\.$/)
      expect(detail).not.toContain('undefined')
    }
  })

  it('says how to convert what is not read', () => {
    const convertible = faults.filter(({ code }) =>
      ['notAList', 'legacyFontFile', 'encrypted', 'unknownEncoding'].includes(code),
    )
    for (const each of convertible) expect(fileProblem(each).detail).toMatch(/lưu|Unicode|xuất lại|giải nén/)
  })
})
