import { describe, expect, it } from 'vitest'
import type { MeasuredFacts, Measure766 } from '../../functions/domain/measure-766.ts'
import { MEASURE_TITLE, measureLines } from '../../functions/text/measure-words.ts'
import { vn } from '../support/scenario.ts'

const facts: MeasuredFacts = {
  appointment: vn('2022-07-22 17:00'),
  appointedBy: 'source',
  adjusted: vn('2022-07-22 17:00'),
  end: vn('2022-07-22 16:00'),
  endedBy: 'processed',
  supplementRequests: 0,
  supplementMinutes: 0,
}

const RETROACTIVE = 'Áp dụng hồi tố: thời gian xử lý bắt đầu trước ngày 23/6/2022, kết quả chỉ để tham khảo'

const told: [Measure766, string[]][] = [
  [
    { retroactive: false, result: 'onTime', because: 'endedByAppointment', facts },
    [
      'Ngày hẹn trả: 17:00 ngày 22/7/2022',
      'Kết thúc xử lý: 16:00 ngày 22/7/2022, “Đã xử lý xong”',
      'Kết quả: đúng hạn, vì thời điểm kết thúc không sau ngày hẹn trả',
    ],
  ],
  [
    {
      retroactive: true,
      result: 'late',
      because: 'endedAfterAppointment',
      facts: {
        ...facts,
        supplementRequests: 1,
        supplementMinutes: 1020,
        adjusted: vn('2022-07-27 08:00'),
        endedBy: 'periodEnd',
      },
    },
    [
      'Ngày hẹn trả: 17:00 ngày 22/7/2022',
      'Yêu cầu bổ sung giấy tờ 1 lần: trừ 1.020 phút làm việc, so với 08:00 ngày 27/7/2022',
      'Chưa xong: lấy thời điểm cuối kỳ, 16:00 ngày 22/7/2022',
      'Kết quả: trễ hạn, vì thời điểm kết thúc sau ngày hẹn trả',
      RETROACTIVE,
    ],
  ],
  [
    {
      retroactive: false,
      result: 'late',
      because: 'repeatedSupplement',
      facts: { ...facts, appointedBy: 'limit', supplementRequests: 2, supplementMinutes: 90 },
    },
    [
      'Hạn theo thời hạn quy định, vì nguồn không ghi ngày hẹn trả: 17:00 ngày 22/7/2022',
      'Yêu cầu bổ sung giấy tờ 2 lần: 90 phút làm việc đã tính trong hạn',
      'Kết thúc xử lý: 16:00 ngày 22/7/2022, “Đã xử lý xong”',
      'Kết quả: trễ hạn, vì đã yêu cầu bổ sung giấy tờ quá một lần',
    ],
  ],
  [
    { retroactive: true, result: 'notMeasured', because: 'notReceived' },
    ['Không đo: hồ sơ chưa được tiếp nhận', RETROACTIVE],
  ],
  [
    { retroactive: false, result: 'notMeasured', because: 'noAppointment' },
    ['Không đo: chưa có ngày hẹn trả và chưa có quy định về thời hạn'],
  ],
  [{ retroactive: false, result: 'notMeasured', because: 'noCalendar' }, ['Không đo: chưa có lịch làm việc áp dụng']],
]

describe('the measure of 766/QĐ-TTg in words', () => {
  it('carries the full name of its instrument', () => {
    expect(MEASURE_TITLE).toBe(
      'Đo theo mục 2.1 Bộ chỉ số ban hành kèm theo Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ',
    )
  })

  it.each(told)('%j', (measure, lines) => {
    expect(measureLines(measure)).toEqual(lines)
  })
})
