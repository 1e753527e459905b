import { isPersonal } from '../domain/mapping.ts'
import type { FaultRule, LookupKind, RowFault } from '../domain/row-fault.ts'
import { formatNumber } from './format.ts'
import { mappedFieldWords } from './mapping-words.ts'
import type { ProblemError } from './problem.ts'

/** What is wrong with one cell of a list, by its column; a value about a citizen is not repeated. */
export function rowError({ column, field, value, rule }: RowFault): ProblemError {
  const [ruleVi, ruleEn] = ruleWords(rule)
  const hidden = field !== undefined && isPersonal(field)
  const place = column ?? (field === undefined ? '$' : mappedFieldWords[field])
  return { field: place, value: hidden || value === '' ? null : value, ruleVi, ruleEn }
}

/** `Cột “Ngày hẹn trả” có giá trị “31/02/2021”: …; …`, for the file of refused rows. */
export const reasonVi = (errors: readonly ProblemError[]): string =>
  errors.map(({ field, value, ruleVi }) => `${place(field)}${shown(value)}: ${ruleVi}`).join('; ')

const place = (field: string): string => (field === '$' ? 'Cả dòng' : `Cột “${field}”`)
const shown = (value: unknown): string => (typeof value === 'string' ? ` có giá trị “${value}”` : '')

type Words = readonly [vi: string, en: string]

const fixedRules = {
  missing: ['bắt buộc phải có', 'is required'],
  ambiguousDate: [
    'có thể hiểu là hai ngày khác nhau; mẫu đọc tệp phải chỉ rõ ngày hay tháng đứng trước',
    'can be read as two days; the mapping must say whether the day or the month comes first',
  ],
  unreadable: ['có ký tự điều khiển hoặc ký tự hỏng', 'has control characters or broken characters'],
  legacyFont: [
    'viết bằng bảng mã cũ (TCVN3 hoặc VNI); hãy chuyển sang Unicode',
    'is written in an old code (TCVN3 or VNI); convert it to Unicode',
  ],
  formulaError: ['là lỗi của công thức trong bảng tính', 'is the error of a formula'],
  noEnd: ['là trạng thái kết thúc nhưng không có ngày kết thúc', 'is a final state, and no column says when it ended'],
} as const satisfies Partial<Record<FaultRule['code'], Words>>

function ruleWords(rule: FaultRule): Words {
  switch (rule.code) {
    case 'missing':
    case 'ambiguousDate':
    case 'unreadable':
    case 'legacyFont':
    case 'formulaError':
    case 'noEnd':
      return fixedRules[rule.code]
    case 'notADate': {
      const formats = some(rule.formats)
      return [`phải là ngày có thật, theo dạng ${formats}`, `must be a real date such as ${formats}`]
    }
    case 'unknownValue':
      return unknownValue(rule)
    case 'tooLong':
      return [`phải có nhiều nhất ${formatNumber(rule.limit)} ký tự`, `must have at most ${rule.limit} characters`]
    case 'tooManyCells':
      return [`có nhiều ô hơn ${rule.limit} cột của tiêu đề`, `has more cells than the ${rule.limit} headings`]
    case 'earlierThan':
      return [`sớm hơn “${rule.column}”`, `is earlier than "${rule.column}"`]
    case 'endWithoutState':
      return [`có ngày kết thúc nhưng trạng thái là “${rule.status}”`, `says when it ended in state "${rule.status}"`]
    default:
      return rule satisfies never
  }
}

/** Lists of what would be accepted are cut after as many. */
const MOST_NAMED = 12

const some = (names: readonly string[]): string =>
  names.slice(0, MOST_NAMED).join(', ') + (names.length > MOST_NAMED ? ', …' : '')

const listNames = {
  agency: 'cơ quan, đơn vị',
  procedure: 'thủ tục hành chính',
  category: 'lĩnh vực phản ánh',
} satisfies Record<LookupKind, string>

function unknownValue({ known, of }: Extract<FaultRule, { code: 'unknownValue' }>): Words {
  const inVi = of === undefined ? [] : [`phải có trong danh mục ${listNames[of]}`]
  const inEn = of === undefined ? [] : [`must stand in the registry of kind ${of}`]
  const among = known.length === 0 ? [] : [some(known)]
  return [
    [...inVi, ...among.map((names) => `phải là một trong: ${names}`)].join(' hoặc '),
    [...inEn, ...among.map((names) => `must be one of: ${names}`)].join(' or '),
  ]
}

/** What stands over the two columns that a file of refused rows has more. */
export const refusedHeadings = ['Dòng', 'Lý do không nhập'] as const
