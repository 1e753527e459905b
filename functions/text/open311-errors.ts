import type { WrongAnswer } from '../domain/service.ts'
import type { Rejection } from '../domain/rejection.ts'
import { fixedProblem, type Problem } from './problem.ts'
import { rejectionProblem } from './rejection-words.ts'

/** Why an Open311 request is not fulfilled. To add one: a row here and its sentence below. */
export type Refusal =
  | { why: 'keyMissing' | 'keyInvalid' | 'formatUnknown' | 'notForm' | 'locationMissing' }
  | { why: 'spanReversed' | 'spanTooLong' }
  | {
      why: 'jurisdictionUnknown' | 'serviceUnknown' | 'requestUnknown' | 'tokenUnknown' | 'resourceUnknown'
      value: string
    }
  | { why: 'answerWrong'; answer: WrongAnswer }
  | { why: 'tooMany'; seconds: number }
  | { why: 'input'; problem: Problem }
  | { why: 'rejected'; rejection: Rejection }
  | { why: 'tooLarge' | 'unavailable' | 'unexpected' }

/** One error of the body, GeoReport v2: `code` is the status, `description` is for the person at the screen. */
export interface Open311Error {
  code: number
  description: string
}

/**
 * By the specification 403 is about the key, 404 about what is not there, 400 about the rest; 429 is about haste, and what
 * is our fault is 5xx.
 */
export function open311Errors(refusal: Refusal): Open311Error[] {
  switch (refusal.why) {
    case 'input':
      return refusal.problem.errors.map(({ field, ruleVi, ruleEn }) =>
        told(400, `Trường “${field}” ${ruleVi}.`, `Field "${field}" ${ruleEn}.`),
      )
    case 'rejected': {
      const { detail, detailEn } = rejectionProblem(refusal.rejection)
      return [told(400, detail, detailEn)]
    }
    case 'tooMany':
      return [tooMany(refusal.seconds)]
    case 'answerWrong':
      return [wrongAnswer(refusal.answer)]
    case 'jurisdictionUnknown':
    case 'serviceUnknown':
    case 'requestUnknown':
    case 'tokenUnknown':
    case 'resourceUnknown':
      return [unknown(refusal.why, refusal.value)]
    case 'tooLarge':
    case 'unavailable':
    case 'unexpected': {
      const { status, detail, detailEn } = fixedProblem(refusal.why)
      return [told(status, detail, detailEn)]
    }
    default:
      return [fixed[refusal.why]]
  }
}

const told = (code: number, vi: string, en: string): Open311Error => ({ code, description: `${vi} / ${en}` })

const fixed = {
  keyMissing: told(403, 'Thiếu khóa api_key.', 'The api_key is missing.'),
  keyInvalid: told(
    403,
    'Khóa api_key không đúng hoặc đã bị thu hồi. Liên hệ Trung tâm để được cấp khóa mới.',
    'The api_key is not valid, or was revoked. Ask the centre for another.',
  ),
  formatUnknown: told(400, 'Địa chỉ phải kết thúc bằng .json hoặc .xml.', 'The address must end with .json or .xml.'),
  notForm: told(
    400,
    'Nội dung gửi lên phải là application/x-www-form-urlencoded; charset=utf-8.',
    'The body must be application/x-www-form-urlencoded; charset=utf-8.',
  ),
  locationMissing: told(
    400,
    'Phải có vị trí: cả lat và long, hoặc address_string, hoặc address_id.',
    'A location is required: both lat and long, or address_string, or address_id.',
  ),
  spanReversed: told(400, 'start_date phải trước end_date.', 'start_date must lie before end_date.'),
  spanTooLong: told(
    400,
    'Từ start_date đến end_date tối đa 90 ngày. Chia khoảng thời gian và gọi nhiều lần.',
    'start_date and end_date may span at most 90 days. Split the span and call several times.',
  ),
} as const satisfies Record<string, Open311Error>

const tooMany = (seconds: number): Open311Error =>
  told(
    429,
    `Khóa api_key này đã gửi quá nhiều phản ánh trong một phút. Gửi tiếp sau ${seconds} giây.`,
    `This api_key has sent too many reports within a minute. Go on after ${seconds} seconds.`,
  )

const things = {
  jurisdictionUnknown: ['jurisdiction_id', 'jurisdiction_id'],
  serviceUnknown: ['lĩnh vực phản ánh (service_code)', 'service_code'],
  requestUnknown: ['phản ánh (service_request_id)', 'service_request_id'],
  tokenUnknown: ['token', 'token'],
  resourceUnknown: ['địa chỉ', 'resource'],
} as const

const unknown = (why: keyof typeof things, value: string): Open311Error => {
  const [vi, en] = things[why]
  const shown = value.length > 100 ? `${value.slice(0, 100)}…` : value
  return told(404, `Không có ${vi} “${shown}”.`, `There is no ${en} "${shown}".`)
}

const answerRules: Record<WrongAnswer['rule'], readonly [vi: string, en: string]> = {
  required: ['bắt buộc phải có', 'is required'],
  one: ['chỉ nhận một giá trị', 'takes one value'],
  number: ['phải là số', 'must be a number'],
  datetime: [
    'phải là thời điểm ISO 8601 có múi giờ, như 2021-10-29T08:00:00+07:00',
    'must be an ISO 8601 instant with an offset, such as 2021-10-29T08:00:00+07:00',
  ],
  tooLong: ['quá dài', 'is too long'],
  listed: ['phải là một mã trong danh sách của lĩnh vực', 'must be a key that the service definition lists'],
}

function wrongAnswer({ code, rule }: WrongAnswer): Open311Error {
  const [vi, en] = answerRules[rule]
  return told(400, `Trường “attribute[${code}]” ${vi}.`, `Field "attribute[${code}]" ${en}.`)
}
