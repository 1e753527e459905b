import { describe, expect, it } from 'vitest'
import type { Rejection } from '../../functions/domain/rejection.ts'
import { rejectionProblem } from '../../functions/text/rejection-words.ts'

const noon = '2021-10-29T05:00:00.000Z'
const morning = '2021-10-29T01:30:00.000Z'

/** One of each; a new rejection does not compile until it stands here. */
const rejections: { [Code in Rejection['code']]: Extract<Rejection, { code: Code }> } = {
  notFound: { code: 'notFound' },
  movedOn: { code: 'movedOn', version: 8 },
  handedOver: { code: 'handedOver' },
  notAllowed: { code: 'notAllowed', status: 'processing', command: 'resume', allowed: ['pause', 'extend'] },
  wrongStatus: { code: 'wrongStatus', status: 'received', wanted: 'returned', allowed: ['resolved', 'duplicate'] },
  unknownEntry: { code: 'unknownEntry', entry: 9, known: [1, 2] },
  unknownRecipient: { code: 'unknownRecipient', recipient: 'VNPT', known: ['UBND'] },
  unknownRequest: { code: 'unknownRequest', request: 'YC-9', known: ['YC-1', 'YC-2'] },
  notForRole: { code: 'notForRole', role: 'agency', status: 'received', command: 'reassign', allowed: ['decline'] },
  heldByDocument: { code: 'heldByDocument', status: 'processing', documents: ['152/UBND', '7/VNPT'] },
  unknownAgency: { code: 'unknownAgency', field: 'agency', agency: 'so-xyz' },
  inFuture: { code: 'inFuture', field: 'statusAt', value: noon, now: morning },
  notLater: { code: 'notLater', field: 'due', value: morning, than: noon },
  postponedTooOften: { code: 'postponedTooOften', rule: 'dossier:*', command: 'reschedule', times: 1 },
  postponedTooFar: { code: 'postponedTooFar', rule: 'fieldReport:*', value: noon, latest: morning },
  noCommitments: { code: 'noCommitments', rule: 'dossier:*', value: noon },
  committedBefore: { code: 'committedBefore', value: noon, by: morning },
  commitmentTooFar: { code: 'commitmentTooFar', rule: 'dossier:*', value: noon, latest: morning },
  unknownCalendar: { code: 'unknownCalendar', calendar: 'ca-dem', on: '2021-11-01' },
  unknownValue: { code: 'unknownValue', kind: 'day', value: '2026-11-24' },
  noOriginal: { code: 'noOriginal', value: 'report:vnpt:pa-1', why: 'itself' },
}

describe('rejectionProblem', () => {
  it.each(Object.values(rejections))('explains $code in two languages', (rejection) => {
    const problem = rejectionProblem(rejection)

    expect(problem.type).toBe(`urn:problem-type:dondoc:${rejection.code}`)
    expect([403, 404, 409, 412, 422]).toContain(problem.status)
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
    expect(rejectionProblem(rejections.notLater).errors[0]?.ruleVi).toBe('phải muộn hơn 12:00 ngày 29/10/2021')
  })

  it('names the role that may not, and what it may do instead', () => {
    expect(rejectionProblem(rejections.notForRole)).toMatchObject({
      status: 403,
      detail:
        'Vai trò cơ quan xử lý (agency) không được chuyển cơ quan xử lý (reassign) theo cách này khi trạng thái là ' +
        '“Được tiếp nhận” (received). Việc có thể làm: báo không thuộc thẩm quyền xử lý (decline).',
    })
  })

  it('names the rule that limits a postponement', () => {
    expect(rejectionProblem(rejections.postponedTooOften).detail).toContain(
      'chỉ được hẹn lại ngày trả 1 lần theo quy định gia hạn, hẹn lại ngày trả “dossier:*”',
    )
    expect(rejectionProblem(rejections.postponedTooFar).detail).toContain('“fieldReport:*”')
  })

  it('lists the processing requests that are known', () => {
    expect(rejectionProblem(rejections.unknownRequest).detail).toContain('YC-1, YC-2')
    expect(rejectionProblem({ ...rejections.unknownRequest, known: [] }).detail).toContain('chưa có yêu cầu nào')
  })
})
