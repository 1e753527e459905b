import { describe } from 'vitest'
import type { LineOf } from '../../functions/domain/explanation-line.ts'
import type { OutcomeKind } from '../../functions/text/explanation-outcome-words.ts'
import { vn } from '../support/scenario.ts'
import { areWritten, cause, days, due, makeUp, tet, type Told } from './explanation-builder.ts'

const delay = (part: LineOf<'delay'>['part'], more: Partial<LineOf<'delay'>> = {}): LineOf<'delay'> => ({
  kind: 'delay',
  clock: 'statutory',
  part,
  from: vn('2021-10-22 13:30'),
  to: vn('2021-10-22 17:00'),
  minutes: 210,
  days: undefined,
  holder: { agency: 'so-xd', handler: undefined },
  ...more,
})

const verdict = (outcome: LineOf<'verdict'>['outcome'], more: Partial<LineOf<'verdict'>> = {}): LineOf<'verdict'> => ({
  kind: 'verdict',
  clock: 'statutory',
  outcome,
  status: 'processed',
  due,
  end: vn('2021-10-25 09:00'),
  minutes: 120,
  minutesPerDay: 480,
  ...more,
})

const told: { [K in OutcomeKind]: Told<K> } = {
  handedOver: [
    [
      { kind: 'handedOver', ...cause, from: 'bmt', to: 'so-xd', reason: 'không thuộc thẩm quyền' },
      'Chuyển xử lý từ UBND thành phố Buôn Ma Thuột sang Sở Xây dựng lúc 08:30 ngày 21/10/2021, ' +
        'lý do: không thuộc thẩm quyền (nhật ký số 3, người vận hành lan)',
    ],
    [
      { kind: 'handedOver', ...cause, from: undefined, to: 'so-xd', reason: undefined },
      'Chuyển xử lý sang Sở Xây dựng lúc 08:30 ngày 21/10/2021, theo đính chính của hệ thống nguồn ' +
        '(nhật ký số 3, người vận hành lan)',
    ],
  ],
  declined: [
    [
      { kind: 'declined', ...cause, agency: 'so-xd', proposed: 'bmt', reason: 'không thuộc địa bàn' },
      'Sở Xây dựng báo không thuộc thẩm quyền lúc 08:30 ngày 21/10/2021, ' +
        'đề nghị chuyển UBND thành phố Buôn Ma Thuột, lý do: không thuộc địa bàn; ' +
        'thời gian vẫn tính cho đến khi được chuyển (nhật ký số 3, người vận hành lan)',
    ],
    [
      { kind: 'declined', ...cause, agency: 'so-xd', proposed: undefined, reason: undefined },
      'Sở Xây dựng báo không thuộc thẩm quyền lúc 08:30 ngày 21/10/2021; ' +
        'thời gian vẫn tính cho đến khi được chuyển (nhật ký số 3, người vận hành lan)',
    ],
  ],
  ended: [
    [
      { kind: 'ended', ...cause, status: 'duplicate', reason: 'cùng vị trí' },
      'Kết thúc lúc 08:30 ngày 21/10/2021: “Trùng phản ánh khác”, lý do: cùng vị trí (nhật ký số 3, người vận hành lan)',
    ],
    [
      { kind: 'ended', ...cause, status: 'returned', reason: undefined },
      'Kết thúc lúc 08:30 ngày 21/10/2021: “Đã trả kết quả” (nhật ký số 3, người vận hành lan)',
    ],
  ],
  reopened: [
    [
      { kind: 'reopened', ...cause, reason: 'làm chưa xong' },
      'Mở lại lúc 08:30 ngày 21/10/2021, lý do: làm chưa xong (nhật ký số 3, người vận hành lan)',
    ],
  ],
  open: [
    [
      { kind: 'open', asOf: due, status: 'processing', phase: 'running' },
      'Đến 17:00 ngày 22/10/2021 chưa kết thúc: “Đang xử lý”, đang tính thời gian',
    ],
  ],
  notChased: [
    [
      { kind: 'notChased', agency: 'btg' },
      'Ban Tuyên giáo Tỉnh ủy không thuộc diện đôn đốc: chỉ được thông tin, không xếp hạng',
    ],
  ],
  delay: [
    [delay('counted'), '13:30–17:00 thứ Sáu, ngày 22/10/2021: trễ 210 phút làm việc (cơ quan xử lý: Sở Xây dựng)'],
    [
      delay('counted', {
        ...days('2024-05-04 07:00', '2024-05-04 11:30'),
        days: makeUp,
        holder: { agency: undefined, handler: undefined },
      }),
      '07:00–11:30 thứ Bảy, ngày 04/5/2024: trễ 210 phút làm việc (làm bù) (cơ quan xử lý: chưa xác định)',
    ],
    [
      delay('stretch', { ...days('2021-11-01', '2021-12-01'), minutes: 10_560 }),
      'Từ thứ Hai, ngày 01/11/2021 đến hết thứ Ba, ngày 30/11/2021: trễ 10.560 phút làm việc ' +
        '(cơ quan xử lý: Sở Xây dựng)',
    ],
    [
      delay('counted', { holder: { agency: 'bmt', handler: { name: 'H Thử', post: 'chuyên viên' } } }),
      '13:30–17:00 thứ Sáu, ngày 22/10/2021: trễ 210 phút làm việc ' +
        '(cơ quan xử lý: UBND thành phố Buôn Ma Thuột; người thụ lý: H Thử, chuyên viên)',
    ],
    [
      delay('counted', { holder: undefined }),
      '13:30–17:00 thứ Sáu, ngày 22/10/2021: trễ 210 phút làm việc (trong thời gian đã kết thúc, trước khi mở lại)',
    ],
    [
      delay('night', days('2021-10-22 17:00', '2021-10-25 07:00')),
      'Từ 17:00 thứ Sáu, ngày 22/10/2021 đến 07:00 thứ Hai, ngày 25/10/2021: ngoài giờ làm việc, không tính',
    ],
    [
      delay('dayOff', { ...days('2021-02-10', '2021-02-15'), days: tet }),
      'Từ thứ Tư, ngày 10/02/2021 đến hết Chủ nhật, ngày 14/02/2021: ' +
        'ngày nghỉ (Tết Nguyên đán; căn cứ: Thông báo 4875/TB-LĐTBXH), không tính',
    ],
  ],
  verdict: [
    [
      verdict('onTime'),
      'So với hạn xử lý 17:00 ngày 22/10/2021: xong đúng hạn, lúc 09:00 ngày 25/10/2021, sớm 120 phút làm việc',
    ],
    [
      verdict('late', { minutes: 1230 }),
      'So với hạn xử lý 17:00 ngày 22/10/2021: xong trễ hạn, lúc 09:00 ngày 25/10/2021, ' +
        'trễ 1.230 phút làm việc (2 ngày làm việc)',
    ],
    [
      verdict('late', { status: 'withdrawn', minutes: 0, clock: 'promised' }),
      'So với ngày hẹn lại 17:00 ngày 22/10/2021: kết thúc trễ hạn, lúc 09:00 ngày 25/10/2021, ' +
        'trễ chưa đến 1 phút làm việc',
    ],
    [
      verdict('inTime'),
      'So với hạn xử lý 17:00 ngày 22/10/2021: đang trong hạn lúc 09:00 ngày 25/10/2021, còn 120 phút làm việc',
    ],
    [
      verdict('overdue', { minutes: undefined, minutesPerDay: undefined }),
      'So với hạn xử lý 17:00 ngày 22/10/2021: quá hạn chưa xong lúc 09:00 ngày 25/10/2021',
    ],
    [
      verdict('overdue'),
      'So với hạn xử lý 17:00 ngày 22/10/2021: quá hạn chưa xong lúc 09:00 ngày 25/10/2021, đã trễ 120 phút làm việc',
    ],
    [verdict('noDue', { due: undefined }), 'Chưa có hạn, chưa xác định được đúng hạn hay trễ hạn'],
  ],
}

describe('why a case is late or on time', () => {
  areWritten(told)
})
