import { describe } from 'vitest'
import type { LineOf } from '../../functions/domain/explanation-line.ts'
import { vn } from '../support/scenario.ts'
import { areWritten, cause, days, makeUp, tet, type Told } from './explanation-builder.ts'

const maybe = { reason: 'compensation', sources: ['Giả định'], assumed: true } as const

const term = (part: LineOf<'term'>['part'], more: Partial<LineOf<'term'>> = {}): LineOf<'term'> => ({
  kind: 'term',
  part,
  from: vn('2021-10-22 07:00'),
  to: vn('2021-10-22 11:30'),
  units: 0,
  unit: 'workingHours',
  days: undefined,
  stops: [],
  ...more,
})
const told: { term: Told<'term'>; stoodStill: Told<'stoodStill'> } = {
  term: [
    [term('counted', { units: 270 }), '07:00–11:30 thứ Sáu, ngày 22/10/2021: tính 270 phút làm việc'],
    [
      term('counted', { ...days('2021-10-19', '2021-10-22'), units: 3, unit: 'workingDays' }),
      'Từ thứ Ba, ngày 19/10/2021 đến hết thứ Năm, ngày 21/10/2021: tính 3 ngày làm việc',
    ],
    [
      term('counted', { ...days('2024-05-04', '2024-05-05'), units: 1, unit: 'workingDays', days: makeUp }),
      'Thứ Bảy, ngày 04/5/2024: tính 1 ngày làm việc (làm bù)',
    ],
    [
      term('counted', { ...days('2021-10-21', '2021-10-31'), units: 10, unit: 'calendarDays' }),
      'Từ thứ Năm, ngày 21/10/2021 đến hết thứ Bảy, ngày 30/10/2021: tính 10 ngày',
    ],
    [
      term('counted', { ...days('2021-10-22 10:00', '2021-10-23 10:00'), units: 1440, unit: 'hours' }),
      'Từ 10:00 thứ Sáu, ngày 22/10/2021 đến 10:00 thứ Bảy, ngày 23/10/2021: tính 1.440 phút',
    ],
    [
      term('paused', {
        units: 2,
        unit: 'workingDays',
        stops: [
          { ...cause, status: 'supplementRequested', due: vn('2021-11-05 17:00') },
          { ...cause, seq: 4, reason: 'mưa lũ', document: '152/UBND-KGVX' },
        ],
      }),
      '07:00–11:30 thứ Sáu, ngày 22/10/2021: tạm dừng, không tính 2 ngày làm việc, ' +
        'vì “Yêu cầu bổ sung giấy tờ”, công dân bổ sung trước 17:00 ngày 05/11/2021 ' +
        '(nhật ký số 3, người vận hành lan); theo văn bản 152/UBND-KGVX, lý do: mưa lũ (nhật ký số 4, người vận hành lan)',
    ],
    [
      term('added', { units: 60, unit: 'workingMinutes' }),
      '07:00–11:30 thứ Sáu, ngày 22/10/2021: tính thêm 60 phút làm việc do tạm dừng',
    ],
    [
      term('rolled', { ...days('2021-10-31', '2021-11-01 17:00'), unit: 'calendarDays' }),
      'Ngày cuối là ngày nghỉ hằng tuần: hạn chuyển đến 17:00 ngày 01/11/2021 (khoản 5 Điều 148 Bộ luật Dân sự 2015)',
    ],
    [
      term('rolled', { ...days('2021-02-12', '2021-02-17 17:00'), unit: 'calendarDays', days: tet }),
      'Ngày cuối là ngày nghỉ (Tết Nguyên đán; căn cứ: Thông báo 4875/TB-LĐTBXH): ' +
        'hạn chuyển đến 17:00 ngày 17/02/2021 (khoản 5 Điều 148 Bộ luật Dân sự 2015)',
    ],
    [
      term('rolled', { ...days('2021-10-30 10:00', '2021-11-01 07:00'), unit: 'hours' }),
      'Hết thời hạn vào ngày nghỉ hằng tuần: hạn chuyển đến giờ mở cửa tiếp theo, 07:00 ngày 01/11/2021',
    ],
    [
      term('night', days('2021-10-22 17:00', '2021-10-23')),
      '17:00–24:00 thứ Sáu, ngày 22/10/2021: ngoài giờ làm việc, không tính',
    ],
    [
      term('break', days('2021-10-22 11:30', '2021-10-22 13:30')),
      '11:30–13:30 thứ Sáu, ngày 22/10/2021: nghỉ giữa giờ, không tính',
    ],
    [
      term('weeklyDayOff', days('2021-10-23', '2021-10-25')),
      'Từ thứ Bảy, ngày 23/10/2021 đến hết Chủ nhật, ngày 24/10/2021: nghỉ hằng tuần, không tính',
    ],
    [
      term('dayOff', { ...days('2021-02-15', '2021-02-17'), days: maybe }),
      'Từ thứ Hai, ngày 15/02/2021 đến hết thứ Ba, ngày 16/02/2021: ' +
        'ngày nghỉ (nghỉ bù; căn cứ: Giả định; chưa chắc chắn), không tính',
    ],
  ],
  stoodStill: [
    [
      {
        kind: 'stoodStill',
        ...days('2021-10-19 09:00', '2021-10-20 10:00'),
        effect: 'none',
        stops: [{ ...cause, status: 'feeRequested', due: undefined }],
      },
      'Tạm dừng từ 09:00 thứ Ba, ngày 19/10/2021 đến 10:00 thứ Tư, ngày 20/10/2021, ' +
        'vì “Yêu cầu thực hiện nghĩa vụ tài chính” (nhật ký số 3, người vận hành lan): ' +
        'không làm thay đổi hạn',
    ],
    [
      { kind: 'stoodStill', from: vn('2021-10-19 09:00'), to: undefined, effect: 'none', stops: [] },
      'Đang tạm dừng từ 09:00 ngày 19/10/2021: không làm thay đổi hạn',
    ],
    [
      { kind: 'stoodStill', ...days('2021-10-19 09:00', '2021-10-19 10:00'), effect: 'startMoved', stops: [] },
      'Tạm dừng 09:00–10:00 thứ Ba, ngày 19/10/2021: thời hạn bắt đầu tính khi hết tạm dừng',
    ],
  ],
}

describe('how a limit came to end', () => {
  areWritten(told)
})
