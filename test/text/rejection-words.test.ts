import { describe, expect, it } from 'vitest'
import type { Rejection } from '../../functions/domain/decide.ts'
import { rejectionProblem } from '../../functions/text/rejection-words.ts'

const noon = '2021-10-29T05:00:00.000Z'
const morning = '2021-10-29T01:30:00.000Z'

/** One of each; a new rejection does not compile until it stands here. */
const rejections: { [Code in Rejection['code']]: Extract<Rejection, { code: Code }> } = {
  notFound: { code: 'notFound' },
  notAllowed: { code: 'notAllowed', status: 'processing', command: 'resume', allowed: ['pause', 'extend'] },
  wrongStatus: { code: 'wrongStatus', status: 'received', wanted: 'returned', allowed: ['resolved', 'duplicate'] },
  unknownRequest: { code: 'unknownRequest', request: 'YC-9', known: ['YC-1', 'YC-2'] },
  unknownAgency: { code: 'unknownAgency', agency: 'so-xyz' },
  inFuture: { code: 'inFuture', field: 'statusAt', value: noon, now: morning },
  dueNotLater: { code: 'dueNotLater', value: morning, current: noon },
}

describe('rejectionProblem', () => {
  it.each(Object.values(rejections))('explains $code in two languages', (rejection) => {
    const problem = rejectionProblem(rejection)

    expect(problem.type).toBe(`urn:problem-type:dondoc:${rejection.code}`)
    expect([404, 409, 422]).toContain(problem.status)
    for (const sentence of [problem.detail, problem.detailEn]) expect(sentence).toMatch(/^\S.*\.$/)
    expect(problem.detailEn).toMatch(/^[\x20-\x7e]+$/)
    expect(problem.detail).not.toMatch(/undefined|\[object/)
  })

  it('names the state, the command and what would be allowed', () => {
    const problem = rejectionProblem(rejections.notAllowed)

    expect(problem.status).toBe(409)
    expect(problem.detail).toBe(
      'Không thể tiếp tục tính thời gian (resume) khi trạng thái là “Đang xử lý” (processing). ' +
        'Việc có thể làm: tạm dừng tính thời gian (pause), gia hạn (extend).',
    )
    expect(problem.detailEn).toBe('"resume" is not allowed in state "processing". Allowed: pause, extend.')
    expect(problem.errors).toEqual([
      {
        field: 'type',
        value: 'resume',
        ruleVi: 'phải là một trong các lệnh: pause, extend',
        ruleEn: 'must be one of: pause, extend',
      },
    ])
  })

  it('says so where nothing would be allowed', () => {
    const problem = rejectionProblem({ ...rejections.notAllowed, allowed: [] })
    expect(problem.detail).toContain('Việc có thể làm: không có.')
  })

  it('names field, value and rule of a status that the case cannot take', () => {
    const problem = rejectionProblem(rejections.wrongStatus)

    expect(problem.detail).toBe(
      'Đang ở trạng thái “Được tiếp nhận” (received), không thể chuyển sang “returned”: ' +
        'trường “status” phải là một trong các trạng thái: resolved, duplicate.',
    )
    expect(problem.errors[0]).toMatchObject({ field: 'status', value: 'returned' })
  })

  it('shows times to people as in Vietnam and to engineers as instants', () => {
    const problem = rejectionProblem(rejections.inFuture)

    expect(problem.errors).toEqual([
      {
        field: 'statusAt',
        value: noon,
        ruleVi: 'không được sau thời điểm hiện tại, 08:30 ngày 29/10/2021',
        ruleEn: `must not lie after the present moment, ${morning}`,
      },
    ])
    expect(rejectionProblem(rejections.dueNotLater).errors[0]?.ruleVi).toBe(
      'phải muộn hơn hạn hiện tại, 12:00 ngày 29/10/2021',
    )
  })

  it('lists the processing requests that are known', () => {
    expect(rejectionProblem(rejections.unknownRequest).detail).toContain('YC-1, YC-2')
    expect(rejectionProblem({ ...rejections.unknownRequest, known: [] }).detail).toContain('chưa có yêu cầu nào')
  })
})
