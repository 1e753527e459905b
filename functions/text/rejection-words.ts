import type { Rejection } from '../domain/decide.ts'
import type { CommandType } from '../domain/permitted.ts'
import { formatDateTime } from './format.ts'
import { fixedProblem, problemType, type Problem, type ProblemError } from './problem.ts'
import { words } from './words.ts'

/**
 * The problem that tells why a command was refused: field, value and rule, and for a refused transition the state,
 * the command and what would be allowed. 404 no such case, 409 not in this state, 422 not with this value.
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
    case 'notAllowed':
      return notAllowed(rejection)
    case 'wrongStatus':
      return wrongStatus(rejection)
    case 'unknownRequest':
      return unknownRequest(rejection)
    case 'unknownAgency':
      return ofOneField('Cơ quan chưa có trong danh mục', {
        field: 'agency',
        value: rejection.agency,
        ruleVi: 'phải là mã của một cơ quan có trong danh mục',
        ruleEn: 'must be the id of an agency in the registry',
      })
    case 'inFuture':
      return ofOneField('Thời điểm ở tương lai', {
        field: rejection.field,
        value: rejection.value,
        ruleVi: `không được sau thời điểm hiện tại, ${formatDateTime(rejection.now)}`,
        ruleEn: `must not lie after the present moment, ${rejection.now}`,
      })
    case 'dueNotLater':
      return ofOneField('Hạn mới không muộn hơn', {
        field: 'due',
        value: rejection.value,
        ruleVi: `phải muộn hơn hạn hiện tại, ${formatDateTime(rejection.current)}`,
        ruleEn: `must be later than the present due date, ${rejection.current}`,
      })
    default:
      return rejection satisfies never
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
    detail:
      `Không thể ${wordOf(command)} khi trạng thái là “${words.status[status]}” (${status}). ` +
      `Việc có thể làm: ${list(allowed.map(wordOf), 'không có')}.`,
    detailEn: `"${command}" is not allowed in state "${status}". Allowed: ${list(allowed, 'nothing')}.`,
    errors: [
      {
        field: 'type',
        value: command,
        ruleVi: `phải là một trong các lệnh: ${list(allowed, 'không có')}`,
        ruleEn: `must be one of: ${list(allowed, 'nothing')}`,
      },
    ],
  }
}

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

const unknownRequest = ({ request, known }: Of<'unknownRequest'>): Explanation =>
  ofOneField('Không có yêu cầu xử lý này', {
    field: 'request',
    value: request,
    ruleVi: `phải là một yêu cầu xử lý đã gửi: ${list(known, 'chưa có yêu cầu nào')}`,
    ruleEn: `must be a processing request that was issued: ${list(known, 'there is none')}`,
  })

const list = (items: readonly string[], none = ''): string => (items.length === 0 ? none : items.join(', '))
