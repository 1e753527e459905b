import type * as z from 'zod'
import { formatNumber } from './format.ts'
import { problemType, type Problem, type ProblemError } from './problem.ts'

type Issue = z.core.$ZodIssue

/** A rule in both languages, to be read after the name of the field. */
interface Rule {
  vi: string
  en: string
}

/**
 * The problem (400) for input that a schema refuses: every wrong field with its value and the rule it breaks.
 * @param input what the schema was given; values of fields about a citizen are not repeated
 */
export function inputProblem(issues: readonly Issue[], input: unknown): Problem {
  const errors = issues.flatMap((issue) => errorsOf(issue, input))
  return {
    type: problemType('badInput'),
    title: 'Dữ liệu không hợp lệ',
    status: 400,
    detail: `Có ${errors.length} lỗi trong dữ liệu gửi lên: ${errors.map(sentenceVi).join('; ')}.`,
    detailEn: `${errors.length} error(s) in the input: ${errors.map(sentenceEn).join('; ')}.`,
    errors,
  }
}

const sentenceVi = ({ field, ruleVi }: ProblemError): string => `trường “${field}” ${ruleVi}`
const sentenceEn = ({ field, ruleEn }: ProblemError): string => `field "${field}" ${ruleEn}`

function errorsOf(issue: Issue, input: unknown): ProblemError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      describe([...issue.path, key], { vi: 'không được dùng ở đây', en: 'is not known here' }, input),
    )
  const rule = ruleOf(issue)
  const missing = valueAt(issue.path, input) === undefined
  return [describe(issue.path, missing ? required(rule) : rule, input)]
}

const required = ({ vi, en }: Rule): Rule => ({ vi: `bắt buộc phải có; ${vi}`, en: `is required; it ${en}` })

function describe(path: Issue['path'], { vi, en }: Rule, input: unknown): ProblemError {
  const value = path.some((key) => aboutCitizens.has(key)) ? null : (shorten(valueAt(path, input)) ?? null)
  return { field: fieldName(path), value, ruleVi: vi, ruleEn: en }
}

/** Fields whose values are personal data and go neither into answers nor into logs. */
const aboutCitizens: ReadonlySet<PropertyKey> = new Set([
  'applicant',
  'reporter',
  'address',
  'description',
  'location',
  'lat',
  'long',
  'address_string',
  'address_id',
  'email',
  'device_id',
  'account_id',
  'first_name',
  'last_name',
  'phone',
  'media_url',
])

const MAX_SHOWN = 100

function shorten(value: unknown): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text === undefined || text.length <= MAX_SHOWN ? value : `${text.slice(0, MAX_SHOWN)}…`
}

const valueAt = (path: Issue['path'], input: unknown): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  )

/** `items[3].facts.due`; the whole input is `$`. */
const fieldName = (path: Issue['path']): string =>
  path.reduce<string>(
    (name, key) => (typeof key === 'number' ? `${name}[${key}]` : name === '' ? String(key) : `${name}.${String(key)}`),
    '',
  ) || '$'

function ruleOf(issue: Issue): Rule {
  switch (issue.code) {
    case 'invalid_type':
      return (
        typeRules[issue.expected] ?? { vi: `phải có kiểu ${issue.expected}`, en: `must be of type ${issue.expected}` }
      )
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return oneOf(optionsOf(issue))
    case 'too_small':
      return bound(issue, { vi: 'ít nhất', en: 'at least' }, issue.minimum)
    case 'too_big':
      return bound(issue, { vi: 'nhiều nhất', en: 'at most' }, issue.maximum)
    case 'invalid_format':
      return formatRules[issue.format] ?? namedRule(issue.message)
    case 'not_multiple_of':
      return { vi: `phải là bội số của ${issue.divisor}`, en: `must be a multiple of ${issue.divisor}` }
    case 'invalid_key':
    case 'invalid_element': {
      const [inner] = issue.issues
      return inner === undefined ? namedRule(issue.message) : ruleOf(inner)
    }
    case 'unrecognized_keys':
    case 'custom':
      return namedRule(issue.message)
    default:
      return issue satisfies never
  }
}

const typeRules: Readonly<Record<string, Rule>> = {
  string: { vi: 'phải là văn bản', en: 'must be a text' },
  number: { vi: 'phải là số', en: 'must be a number' },
  int: { vi: 'phải là số nguyên', en: 'must be a whole number' },
  boolean: { vi: 'phải là true hoặc false', en: 'must be true or false' },
  array: { vi: 'phải là danh sách', en: 'must be a list' },
  tuple: { vi: 'phải là danh sách', en: 'must be a list' },
  object: { vi: 'phải là đối tượng JSON', en: 'must be a JSON object' },
  record: { vi: 'phải là đối tượng JSON', en: 'must be a JSON object' },
}

const formatRules: Readonly<Record<string, Rule>> = {
  datetime: {
    vi: 'phải là thời điểm ISO 8601 có múi giờ, như 2021-10-29T08:00:00+07:00',
    en: 'must be an ISO 8601 instant with an offset, such as 2021-10-29T08:00:00+07:00',
  },
  date: { vi: 'phải là ngày có thật, dạng 2021-10-29', en: 'must be a real date such as 2021-10-29' },
  url: { vi: 'phải là địa chỉ http hoặc https', en: 'must be an http or https address' },
  email: { vi: 'phải là địa chỉ thư điện tử', en: 'must be an e-mail address' },
}

/** Rules that a schema states in its own English words. A test finds every one of them here. */
const namedRules: Readonly<Record<string, string>> = {
  'letters, digits and . : * -': 'chỉ gồm chữ cái không dấu, chữ số và các ký tự . : * -, tối đa 64 ký tự',
  'case id': 'phải là mã hồ sơ, phản ánh, như dossier:000.00.14.h15-211029-0118',
  'task number such as 2': 'phải là số thứ tự nhiệm vụ, như 2',
  'letter id such as cv-3419': 'phải là mã văn bản, chữ thường không dấu, như cv-3419',
  'or before is given, not both': 'chỉ được nêu khi không có “before”',
  'names a task of the letter': 'phải nêu một nhiệm vụ của văn bản',
  'national dossier code': 'phải là mã số hồ sơ quốc gia, như 000.00.14.H15-211029-0118',
  'ISO week such as 2021-W43': 'phải là tuần theo ISO, như 2021-W43',
  'yyyy-mm': 'phải là tháng, như 2021-10',
  'hh:mm, from 00:00 to 24:00': 'phải là giờ dạng hh:mm, từ 00:00 đến 24:00',
  'each level stands once': 'mỗi mức chỉ được xuất hiện một lần',
  'repeats in the unit of its offset': 'khoảng lặp lại phải cùng đơn vị với mốc của bước',
  'segments are in order and do not touch': 'các khoảng giờ phải theo thứ tự và không chạm nhau',
  'goes with the outcome duplicate, and with no other':
    'phải có khi và chỉ khi kết quả là trùng phản ánh khác (duplicate)',
  'names a kind, an agency, a unit or a source': 'phải nêu loại, cơ quan, địa bàn hoặc hệ thống nguồn',
  'is the code that the value names itself': 'phải trùng với mã ghi trong giá trị',
  'or workingDays is given, and not both': 'phải nêu một trong hai: thời điểm (by) hoặc số ngày làm việc (workingDays)',
  'is given where why is other': 'phải có khi chọn lý do khác (other)',
  'lies after from': 'phải sau thời điểm ở trường “from”',
  'is policy': 'phải là policy (chính sách nhắc việc)',
  'is not before from': 'không được trước ngày ở trường “from”',
  'stands with a section of a service, and with no other':
    'phải nêu dịch vụ ở các mục riêng của từng dịch vụ, và chỉ ở các mục đó',
  'belongs to another section': 'thuộc mục khác của báo cáo',
  'brings something that the section takes': 'phải có ít nhất một nội dung mà mục này nhận',
  'SHA-256 in hexadecimal': 'phải là mã băm SHA-256 viết bằng 64 chữ số thập lục phân',
  'import id': 'phải là mã lần nhập tệp',
  'date format such as dd/MM/yyyy HH:mm': 'phải là dạng ngày như dd/MM/yyyy HH:mm, hoặc serial',
  'zone such as Asia/Ho_Chi_Minh': 'phải là múi giờ như Asia/Ho_Chi_Minh',
  'fields of its kind': 'chỉ gồm các trường của loại hồ sơ, phản ánh đó',
  'all that a case needs': 'phải có đủ các trường bắt buộc của loại đó',
  'states of its kind': 'chỉ gồm các trạng thái của loại đó',
  'a final state of its kind': 'phải là trạng thái kết thúc của loại đó',
  'up to 200 characters, none of them # or ~': 'phải dài không quá 200 ký tự, không có # và ~',
  'stand with a list, and with no other type': 'phải có khi và chỉ khi kiểu là danh sách',
  'id of an api key': 'phải là mã của khóa api_key, gồm 12 chữ số thập lục phân',
  'decimal degrees such as 12.6667': 'phải là độ thập phân, như 12.6667',
  'holds no half of a surrogate pair': 'không được chứa ký tự Unicode bị cắt đôi (surrogate lẻ)',
  'holds no control characters': 'không được chứa ký tự điều khiển (như NUL)',
  'holds no characters that were damaged on the way': 'không được chứa ký tự đã hỏng khi truyền (U+FFFD)',
  'stands once in its object': 'chỉ được xuất hiện một lần trong một đối tượng JSON',
  'is nested at most 20 levels deep': 'không được lồng nhau quá 20 cấp',
  'is a name that objects have anyway': 'không được dùng làm tên trường',
  'each kind stands once': 'mỗi loại chỉ được xuất hiện một lần',
  'lies in the years 1900 to 2199': 'phải nằm trong các năm từ 1900 đến 2199',
  'is short enough for an id: with the provider 200 characters, an accented letter up to nine':
    'quá dài để làm mã định danh: cùng với đơn vị cung cấp tối đa 200 ký tự, mỗi chữ có dấu tính đến chín ký tự',
  '1 to 200 printable ASCII characters': 'gồm từ 1 đến 200 ký tự ASCII in được',
  'the version in quotes, such as "7", or *': 'phải là số phiên bản trong ngoặc kép, như "7", hoặc *',
  'is not before from, and at most 92 days after it': 'phải không trước “from” và cách “from” không quá 92 ngày',
  'each unit stands once': 'mỗi địa bàn chỉ được xuất hiện một lần',
  'some weekday is worked': 'phải có ít nhất một ngày làm việc trong tuần',
}

const namedRule = (message: string): Rule => ({
  vi: namedRules[message] ?? `không đúng quy định (${message})`,
  en: `breaks the rule: ${message}`,
})

function oneOf(options: readonly unknown[]): Rule {
  const shown = options.map(String).join(', ')
  if (options.length === 0) return { vi: 'không thuộc dạng nào được chấp nhận', en: 'has none of the accepted forms' }
  if (options.length === 1) return { vi: `phải là ${shown}`, en: `must be ${shown}` }
  return { vi: `phải là một trong: ${shown}`, en: `must be one of: ${shown}` }
}

/** What a union of choices accepts; empty where its members are more than choices. */
function optionsOf(issue: z.core.$ZodIssueInvalidUnion): readonly unknown[] {
  if ('options' in issue && Array.isArray(issue.options)) return issue.options
  return issue.errors.flat().flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : []))
}

/** What is counted in a size; numbers themselves have no unit. */
const units: Readonly<Record<string, Rule>> = {
  string: { vi: 'ký tự', en: 'character(s)' },
  array: { vi: 'phần tử', en: 'item(s)' },
}

function bound({ origin }: { origin: string }, side: Rule, limit: number | bigint): Rule {
  const unit = units[origin]
  const number = Number(limit)
  if (unit === undefined)
    return { vi: `phải ${side.vi} là ${formatNumber(number)}`, en: `must be ${side.en} ${number}` }
  return {
    vi: `phải có ${side.vi} ${formatNumber(number)} ${unit.vi}`,
    en: `must have ${side.en} ${number} ${unit.en}`,
  }
}
