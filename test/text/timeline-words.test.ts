import { describe, expect, it } from 'vitest'
import { caseEvent, type CaseEvent, type Entry, type EventOf, type EventType } from '../../functions/domain/event.ts'
import { timelineLine } from '../../functions/text/timeline-words.ts'
import { row, testRegistry } from '../support/registry.ts'
import { dossier, fieldReport, vn } from '../support/scenario.ts'

const registry = testRegistry()
const key = { episode: 1, level: 2, occurrence: 0 }
const due = vn('2021-10-29 17:00')

/** One of each, with the words wanted; a new event does not compile until it stands here. */
const told: { [T in EventType]: [event: EventOf<T>, line: string][] } = {
  received: [
    [
      { type: 'received', facts: { ...dossier, due } },
      'Nhận thông tin hồ sơ 000.00.14.H15-211018-0001, thủ tục “Cấp giấy phép xây dựng”; cơ quan xử lý: Sở Xây dựng; ' +
        'ngày hẹn trả: 17:00 ngày 29/10/2021',
    ],
    [
      { type: 'received', facts: { ...dossier, agency: undefined } },
      'Nhận thông tin hồ sơ 000.00.14.H15-211018-0001, thủ tục “Cấp giấy phép xây dựng”; cơ quan xử lý: chưa xác định',
    ],
  ],
  corrected: [
    [
      { type: 'corrected', facts: { ...fieldReport, category: 'cay-xanh', due: vn('2021-10-30') } },
      'Thông tin mới từ nguồn: phản ánh PA-1 do VNPT Đắk Lắk chuyển, lĩnh vực “cay-xanh”; ' +
        'cơ quan xử lý: UBND thành phố Buôn Ma Thuột; hạn xử lý: hết ngày 29/10/2021',
    ],
    [
      { type: 'corrected', facts: dossier, source: 'mot-cua' },
      'Thông tin mới từ mot-cua: hồ sơ 000.00.14.H15-211018-0001, thủ tục “Cấp giấy phép xây dựng”; ' +
        'cơ quan xử lý: Sở Xây dựng',
    ],
  ],
  statusChanged: [
    [{ type: 'statusChanged', status: 'supplementRequested' }, 'Chuyển trạng thái: Yêu cầu bổ sung giấy tờ'],
    [
      { type: 'statusChanged', status: 'supplementRequested', supplementDue: due },
      'Chuyển trạng thái: Yêu cầu bổ sung giấy tờ; công dân bổ sung trước 17:00 ngày 29/10/2021',
    ],
    [
      { type: 'statusChanged', status: 'duplicate', duplicateOf: 'report:vnpt:pa-1', reason: 'cùng vị trí' },
      'Chuyển trạng thái: Trùng phản ánh khác; trùng với report:vnpt:pa-1; lý do: cùng vị trí',
    ],
    [
      { type: 'statusChanged', status: 'resolved', confirms: 'claim' },
      'Chuyển trạng thái: Đã xử lý xong; xác nhận theo báo cáo của cơ quan',
    ],
  ],
  requestIssued: [
    [
      { type: 'requestIssued', request: 'YC-1', addressee: 'bmt' },
      'Gửi yêu cầu xử lý YC-1 đến UBND thành phố Buôn Ma Thuột',
    ],
    [{ type: 'requestIssued', request: 'YC-1' }, 'Gửi yêu cầu xử lý YC-1 đến cơ quan đang xử lý'],
  ],
  requestAnswered: [
    [
      { type: 'requestAnswered', request: 'YC-1', confirmedBy: 'source' },
      'Yêu cầu xử lý YC-1 đã thực hiện, hệ thống nguồn xác nhận',
    ],
  ],
  paused: [
    [{ type: 'paused', reason: 'chờ giấy tờ' }, 'Tạm dừng tính thời gian, lý do: chờ giấy tờ'],
    [
      { type: 'paused', reason: 'mưa lũ', document: '152/UBND' },
      'Tạm dừng tính thời gian theo văn bản 152/UBND, lý do: mưa lũ',
    ],
  ],
  resumed: [
    [{ type: 'resumed' }, 'Tiếp tục tính thời gian'],
    [{ type: 'resumed', document: '152/UBND' }, 'Tiếp tục tính thời gian theo văn bản 152/UBND'],
  ],
  extended: [[{ type: 'extended', due, reason: 'mưa lũ' }, 'Gia hạn đến 17:00 ngày 29/10/2021, lý do: mưa lũ']],
  rescheduled: [
    [{ type: 'rescheduled', due, reason: 'mất điện' }, 'Hẹn lại ngày trả: 17:00 ngày 29/10/2021, lý do: mất điện'],
  ],
  reassigned: [
    [{ type: 'reassigned', agency: 'so-xd', reason: 'nhầm' }, 'Chuyển Sở Xây dựng xử lý, lý do: nhầm'],
    [
      { type: 'reassigned', agency: 'so-xd', handler: { name: 'H Thử', post: 'chuyên viên' }, reason: 'nhầm' },
      'Chuyển Sở Xây dựng xử lý (người thụ lý: H Thử, chuyên viên), lý do: nhầm',
    ],
  ],
  declined: [
    [{ type: 'declined', reason: 'đường tỉnh lộ' }, 'Cơ quan báo không thuộc thẩm quyền, lý do: đường tỉnh lộ'],
    [
      { type: 'declined', reason: 'đường tỉnh lộ', proposed: 'so-xd' },
      'Cơ quan báo không thuộc thẩm quyền, đề nghị chuyển Sở Xây dựng, lý do: đường tỉnh lộ',
    ],
  ],
  handlerNamed: [
    [{ type: 'handlerNamed', handler: { name: 'H Thử', post: 'chuyên viên' } }, 'Người thụ lý: H Thử, chuyên viên'],
  ],
  acknowledged: [[{ type: 'acknowledged' }, 'Cơ quan xác nhận đã nhận']],
  committed: [[{ type: 'committed', by: due }, 'Cơ quan cam kết hoàn thành: 17:00 ngày 29/10/2021']],
  commitmentWithdrawn: [
    [{ type: 'commitmentWithdrawn', reason: 'ghi nhầm' }, 'Rút cam kết ngày hoàn thành, lý do: ghi nhầm'],
  ],
  extensionRequested: [
    [
      { type: 'extensionRequested', due, why: 'materials' },
      'Cơ quan đề nghị gia hạn đến 17:00 ngày 29/10/2021, lý do: chờ vật tư, kinh phí, nhân lực',
    ],
    [
      { type: 'extensionRequested', due, why: 'other', reason: 'đang họp' },
      'Cơ quan đề nghị gia hạn đến 17:00 ngày 29/10/2021, lý do: lý do khác (đang họp)',
    ],
  ],
  extensionRefused: [[{ type: 'extensionRefused', reason: 'đã quá lâu' }, 'Không đồng ý gia hạn, lý do: đã quá lâu']],
  notSyncedExplained: [
    [
      { type: 'notSyncedExplained', reason: 'trả ngày 20/10' },
      'Cơ quan báo đã xử lý xong nhưng hệ thống chưa cập nhật: trả ngày 20/10',
    ],
  ],
  claimed: [
    [{ type: 'claimed', proof: 'biên bản số 7' }, 'Cơ quan báo đã xử lý xong, chờ xác nhận; minh chứng: biên bản số 7'],
  ],
  claimRefused: [
    [{ type: 'claimRefused', reason: 'không có ảnh' }, 'Không chấp nhận báo cáo đã xử lý xong, lý do: không có ảnh'],
  ],
  reopened: [
    [{ type: 'reopened', reason: 'làm chưa xong' }, 'Mở lại, lý do: làm chưa xong'],
    [{ type: 'reopened', reason: 'hai ổ gà', unlinked: true }, 'Gỡ khỏi phản ánh gốc, lý do: hai ổ gà'],
  ],
  progressReported: [
    [{ type: 'progressReported', report: 'xong 5/12 việc' }, 'Tiến độ nhiệm vụ: xong 5/12 việc'],
    [
      { type: 'progressReported', report: 'đã họp', due: vn('2021-11-30 17:00') },
      'Tiến độ nhiệm vụ: đã họp; kỳ báo cáo tiếp theo: 17:00 ngày 30/11/2021',
    ],
  ],
  delayDisputed: [
    [
      { type: 'delayDisputed', entry: 3, reason: 'chờ Sở TN&MT trả lời' },
      'Cơ quan không đồng ý với phần thời gian từ nhật ký số 3, lý do: chờ Sở TN&MT trả lời',
    ],
  ],
  disputeAnswered: [
    [
      { type: 'disputeAnswered', entry: 3, upheld: true, reason: 'có văn bản kèm theo' },
      'Chấp nhận ý kiến về phần thời gian từ nhật ký số 3, lý do: có văn bản kèm theo',
    ],
    [
      { type: 'disputeAnswered', entry: 3, upheld: false, reason: 'không có văn bản' },
      'Không chấp nhận ý kiến về phần thời gian từ nhật ký số 3, lý do: không có văn bản',
    ],
  ],
  noticeRaised: [
    [
      { type: 'noticeRaised', ...key, due, stepAt: due, roles: ['focalPoint', 'head'] },
      'Đôn đốc lần 2: hạn 17:00 ngày 29/10/2021; báo cho đầu mối của cơ quan, lãnh đạo cơ quan',
    ],
    [
      { type: 'noticeRaised', ...key, level: 0, due, stepAt: due, roles: ['focalPoint'] },
      'Nhắc hạn: hạn 17:00 ngày 29/10/2021; báo cho đầu mối của cơ quan',
    ],
    [
      { type: 'noticeRaised', ...key, due, stepAt: due, commitment: vn('2021-11-02 17:00'), roles: ['head'] },
      'Đôn đốc lần 2: hạn 17:00 ngày 29/10/2021; không giữ cam kết 17:00 ngày 02/11/2021; báo cho lãnh đạo cơ quan',
    ],
  ],
  stepSkipped: [
    [
      { type: 'stepSkipped', ...key, occurrence: 1, why: 'higherLevelReached' },
      'Đôn đốc lần 2, nhắc lại lần 1: bỏ qua vì đã đến mức đôn đốc cao hơn',
    ],
  ],
  noticeSettled: [
    [
      { type: 'noticeSettled', ...key, role: 'head', how: 'sent', window: '2021-10-29' },
      'Đôn đốc lần 2: đã gửi thư (lãnh đạo cơ quan)',
    ],
  ],
  noticeReturned: [
    [
      { type: 'noticeReturned', ...key, role: 'head', window: '2021-10-29' },
      'Đôn đốc lần 2: thư gửi lãnh đạo cơ quan không đến nơi, chờ gửi lại',
    ],
  ],
}

const entryOf = (event: CaseEvent, more: Partial<Entry> = {}): Entry => ({
  seq: 1,
  commandId: 'c-1',
  occurredAt: vn('2021-10-29 08:30'),
  recordedAt: vn('2021-10-29 08:30'),
  actor: { role: 'system', id: 'escalate-case' },
  event,
  ...more,
})

describe('timelineLine', () => {
  it.each(Object.values(told).flat())('tells of %o', (event, line) => {
    expect(timelineLine(entryOf(event), registry)).toBe(`08:30 ngày 29/10/2021: ${line} (hệ thống)`)
  })

  it('has words for every event of the schema', () => {
    expect(Object.keys(told)).toEqual(caseEvent.options.map(({ shape }) => shape.type.value))
  })

  it('says who did it, and when it was recorded if that was later', () => {
    const late = { recordedAt: vn('2021-10-30 09:00'), actor: { role: 'provider', id: 'vnpt-app' } }
    expect(timelineLine(entryOf({ type: 'resumed' }, late), registry)).toBe(
      '08:30 ngày 29/10/2021: Tiếp tục tính thời gian (đơn vị cung cấp vnpt-app, ghi nhận lúc 09:00 ngày 30/10/2021)',
    )
  })

  it('keeps a role without a word as it is', () => {
    const actor = { role: 'source', id: 'mot-cua' }
    expect(timelineLine(entryOf({ type: 'resumed' }, { actor }), registry)).toMatch(/\(source mot-cua\)$/)
  })

  it('names an agency as it was called when it happened', () => {
    const renamed = testRegistry(
      row('agency', 'bmt', { id: 'bmt', name: 'UBND phường Buôn Ma Thuột', kind: 'commune' }, '2025-07-01'),
    )
    const event = { type: 'reassigned', agency: 'bmt', reason: 'đúng địa bàn' } as const
    const before = timelineLine(entryOf(event), renamed)
    const after = timelineLine(entryOf(event, { occurredAt: vn('2025-07-02 08:00') }), renamed)
    expect(before).toContain('UBND thành phố Buôn Ma Thuột')
    expect(after).toContain('UBND phường Buôn Ma Thuột')
  })
})
