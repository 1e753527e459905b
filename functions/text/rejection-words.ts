import type { CommandType } from '../domain/permitted.ts'
import type { Rejection } from '../domain/rejection.ts'
import type { Status } from '../domain/status.ts'
import { fixedProblem, problemType, type Problem, type ProblemError } from './problem.ts'
import { brokenRule } from './rejected-values.ts'
import { words } from './words.ts'

/**
 * The problem that tells why a command was refused: field, value and rule, and for a refused transition the state,
 * the command and what would be allowed. 403 not by this role, 404 no such case, 409 not in this state, 412 no longer this version, 422 not with
 * this value.
 */
export const rejectionProblem = (rejection: Rejection): Problem => ({
  ...explain(rejection),
  type: problemType(rejection.code),
})

type Explanation = Omit<Problem, 'type'>
type Of<Code extends Rejection['code']> = Extract<Rejection, { code: Code }>

function explain(rejection: Rejection): Explanation {
  switch (rejection.code) {
    case 'notFound':
      return fixedProblem('notFound')
    case 'movedOn':
      return movedOn(rejection)
    case 'handedOver':
      return handedOver
    case 'notAllowed':
      return notAllowed(rejection)
    case 'notForRole':
      return notForRole(rejection)
    case 'heldByDocument':
      return heldByDocument(rejection)
    case 'wrongStatus':
      return wrongStatus(rejection)
    default: {
      const { title, ...error } = brokenRule(rejection)
      return ofOneField(title, error)
    }
  }
}

/** The detail of a problem with one field says the same as its only error, as a sentence. */
function ofOneField(title: string, error: ProblemError): Explanation {
  const { field, value, ruleVi, ruleEn } = error
  return {
    status: 422,
    title,
    detail: `Trường “${field}” có giá trị “${String(value)}”: ${ruleVi}.`,
    detailEn: `Field "${field}" is "${String(value)}": it ${ruleEn}.`,
    errors: [error],
  }
}

const wordOf = (type: CommandType) => `${words.command[type]} (${type})`

function notAllowed({ status, command, allowed }: Of<'notAllowed'>): Explanation {
  return {
    status: 409,
    title: 'Không thực hiện được ở trạng thái này',
    detail: `Không thể ${wordOf(command)} khi trạng thái là ${statusWords(status)}. ${possibleVi(allowed)}`,
    detailEn: `"${command}" is not allowed in state "${status}". ${possibleEn(allowed)}`,
    errors: [ofType(command, allowed)],
  }
}

function notForRole({ role, status, command, allowed }: Of<'notForRole'>): Explanation {
  return {
    status: 403,
    title: 'Vai trò này không được thực hiện',
    detail:
      `Vai trò ${words.role[role]} (${role}) không được ${wordOf(command)} theo cách này ` +
      `khi trạng thái là ${statusWords(status)}. ${possibleVi(allowed)}`,
    detailEn: `Role "${role}" may not give this "${command}" in state "${status}". ${possibleEn(allowed)}`,
    errors: [ofType(command, allowed)],
  }
}

/** Somebody changed the case since the caller last looked. */
const movedOn = ({ version }: Of<'movedOn'>): Explanation => ({
  status: 412,
  title: 'Hồ sơ, phản ánh đã thay đổi',
  detail: `Hồ sơ, phản ánh đã thay đổi, nay là phiên bản ${version}. Vui lòng đọc lại rồi mới gửi tiếp.`,
  detailEn: `The case has changed and is version ${version} now. Read it again before you go on.`,
  errors: [
    {
      field: 'if-match',
      value: null,
      ruleVi: `phải là "${version}", phiên bản hiện tại`,
      ruleEn: `must be "${version}", the present version`,
    },
  ],
})

/** It was the caller's when it was read; whose it is now is not the caller's to know. */
const handedOver: Explanation = {
  status: 409,
  title: 'Đã chuyển cơ quan khác',
  detail: 'Hồ sơ, phản ánh vừa được chuyển cho cơ quan khác xử lý, trả lời không được ghi nhận.',
  detailEn: 'The case has just been handed over to another agency; nothing was recorded.',
  errors: [],
}

function heldByDocument({ status, documents }: Of<'heldByDocument'>): Explanation {
  const error = {
    field: 'document',
    value: null,
    ruleVi: `phải nêu một trong các văn bản đang tạm dừng: ${list(documents)}`,
    ruleEn: `must name one of the documents that hold the clock: ${list(documents)}`,
  }
  return {
    status: 409,
    title: 'Tạm dừng theo văn bản',
    detail: `Không thể ${wordOf('resume')} khi trạng thái là ${statusWords(status)}: “document” ${error.ruleVi}.`,
    detailEn: `"resume" is not allowed in state "${status}": field "document" ${error.ruleEn}.`,
    errors: [error],
  }
}

const statusWords = (status: Status): string => `“${words.status[status]}” (${status})`
const possibleVi = (allowed: readonly CommandType[]): string =>
  `Việc có thể làm: ${list(allowed.map(wordOf), 'không có')}.`
const possibleEn = (allowed: readonly CommandType[]): string => `Allowed: ${list(allowed, 'nothing')}.`

const ofType = (command: CommandType, allowed: readonly CommandType[]): ProblemError => ({
  field: 'type',
  value: command,
  ruleVi: `phải là một trong các lệnh: ${list(allowed, 'không có')}`,
  ruleEn: `must be one of: ${list(allowed, 'nothing')}`,
})

function wrongStatus({ status, wanted, allowed }: Of<'wrongStatus'>): Explanation {
  const error = {
    field: 'status',
    value: wanted,
    ruleVi: `phải là một trong các trạng thái: ${list(allowed)}`,
    ruleEn: `must be one of: ${list(allowed)}`,
  }
  return {
    ...ofOneField('Trạng thái không áp dụng', error),
    detail:
      `Đang ở trạng thái “${words.status[status]}” (${status}), không thể chuyển sang “${wanted}”: ` +
      `trường “status” ${error.ruleVi}.`,
    detailEn: `The state is "${status}" and cannot become "${wanted}": field "status" ${error.ruleEn}.`,
  }
}

const list = (items: readonly string[], none = ''): string => (items.length === 0 ? none : items.join(', '))
