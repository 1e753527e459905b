import { describe } from 'vitest'
import type { LineKind } from '../../functions/domain/explanation-line.ts'
import type { OutcomeKind } from '../../functions/text/explanation-outcome-words.ts'
import { vn } from '../support/scenario.ts'
import { areWritten, cause, due, previous, rule, type Told } from './explanation-builder.ts'

const told: { [K in Exclude<LineKind, OutcomeKind | 'term' | 'stoodStill'>]: Told<K> } = {
  started: [
    [
      { kind: 'started', ...cause, why: 'filed', status: 'registered', agency: undefined },
      'Thời hạn tiếp nhận tính từ khi nộp hồ sơ: 08:30 ngày 21/10/2021; cơ quan xử lý: chưa xác định ' +
        '(nhật ký số 3, người vận hành lan)',
    ],
    [
      { kind: 'started', ...cause, why: 'taken', status: 'received', agency: 'so-xd' },
      'Thời hạn xử lý tính từ khi hồ sơ chuyển sang “Được tiếp nhận”: 08:30 ngày 21/10/2021; ' +
        'cơ quan xử lý: Sở Xây dựng (nhật ký số 3, người vận hành lan)',
    ],
    [
      {
        kind: 'started',
        ...cause,
        by: { role: 'system', id: 'x' },
        why: 'reported',
        status: 'received',
        agency: 'bmt',
      },
      'Thời hạn xử lý tính từ khi nhận phản ánh: 08:30 ngày 21/10/2021; ' +
        'cơ quan xử lý: UBND thành phố Buôn Ma Thuột (nhật ký số 3, hệ thống)',
      'fieldReport',
    ],
    [
      { kind: 'started', ...cause, why: 'reopened', status: 'processing', agency: 'vp-x' },
      'Thời hạn xử lý tính lại từ khi mở lại phản ánh: 08:30 ngày 21/10/2021; cơ quan xử lý: vp-x ' +
        '(nhật ký số 3, người vận hành lan)',
      'fieldReport',
    ],
  ],
  limitRule: [
    [
      { kind: 'limitRule', limit: { amount: 20, unit: 'workingDays' }, code: 'dossier:gpxd', source: rule },
      'Thời hạn 20 ngày làm việc, tính từ ngày tiếp theo liền kề (khoản 2 Điều 147 Bộ luật Dân sự 2015); ' +
        'quy định “dossier:gpxd” có hiệu lực từ ngày 01/01/2021 (IOC ghi lúc 08:00 ngày 13/10/2021), ' +
        'căn cứ: Luật Xây dựng 2014, Điều 102',
    ],
    [
      { kind: 'limitRule', limit: { amount: 8, unit: 'workingHours' }, code: 'dossier:registered', source: undefined },
      'Thời hạn 8 giờ làm việc, bắt đầu từ thời điểm đã xác định (khoản 1 Điều 147 Bộ luật Dân sự 2015); ' +
        'quy định “dossier:registered” căn cứ: chưa xác định',
    ],
  ],
  calendar: [
    [
      { kind: 'calendar', id: 'counter', chosenBy: 'agency', dayEndsAt: 'closing', source: rule },
      'Lịch làm việc “counter” của cơ quan xử lý; ngày cuối của thời hạn kết thúc lúc giờ đóng cửa; ' +
        'lịch có hiệu lực từ ngày 01/01/2021 (IOC ghi lúc 08:00 ngày 13/10/2021), căn cứ: Luật Xây dựng 2014, Điều 102',
    ],
    [
      { kind: 'calendar', id: 'round-the-clock', chosenBy: 'limitRule', dayEndsAt: '24:00', source: undefined },
      'Lịch làm việc “round-the-clock” theo quy định về thời hạn; ngày cuối của thời hạn kết thúc lúc 24 giờ; ' +
        'lịch căn cứ: chưa xác định',
    ],
    [
      { kind: 'calendar', id: 'counter', chosenBy: 'default', dayEndsAt: 'closing', source: undefined },
      'Lịch làm việc “counter” dùng chung; ngày cuối của thời hạn kết thúc lúc giờ đóng cửa; lịch căn cứ: chưa xác định',
    ],
  ],
  noCalendar: [
    [
      { kind: 'noCalendar', on: '2020-12-20' },
      'Chưa có lịch làm việc áp dụng cho ngày 20/12/2020, không tính được thời gian trễ',
    ],
  ],
  pinned: [
    [
      { kind: 'pinned', ...cause, source: 'mot-cua', due, previous: undefined },
      'Hệ thống nguồn ghi ngày hẹn trả 17:00 ngày 22/10/2021; tạm dừng không làm thay đổi ngày này ' +
        '(nhật ký số 3, người vận hành lan theo nguồn mot-cua)',
    ],
    [
      { kind: 'pinned', ...cause, due, previous },
      'Hệ thống nguồn đính chính hạn xử lý 17:00 ngày 22/10/2021, thay cho 17:00 ngày 21/10/2021; ' +
        'tạm dừng không làm thay đổi ngày này (nhật ký số 3, người vận hành lan)',
      'fieldReport',
    ],
  ],
  extended: [
    [
      { kind: 'extended', ...cause, due, previous, reason: 'chờ vật tư', rule },
      'Gia hạn đến 17:00 ngày 22/10/2021, thay cho 17:00 ngày 21/10/2021, lý do: chờ vật tư ' +
        '(nhật ký số 3, người vận hành lan); quy định “dossier:gpxd” có hiệu lực từ ngày 01/01/2021 ' +
        '(IOC ghi lúc 08:00 ngày 13/10/2021), căn cứ: Luật Xây dựng 2014, Điều 102',
    ],
    [
      { kind: 'extended', ...cause, due: vn('2021-10-23'), previous: undefined, reason: undefined, rule: undefined },
      'Gia hạn đến hết ngày 22/10/2021 (nhật ký số 3, người vận hành lan)',
    ],
  ],
  rescheduled: [
    [
      { kind: 'rescheduled', ...cause, due, previous, reason: 'thiếu người', rule: undefined },
      'Hẹn lại ngày trả: 17:00 ngày 22/10/2021, thay cho 17:00 ngày 21/10/2021, lý do: thiếu người; ' +
        'hạn xử lý không thay đổi (nhật ký số 3, người vận hành lan)',
    ],
  ],
  due: [
    [
      { kind: 'due', clock: 'statutory', due, basis: 'computed' },
      'Hạn xử lý: 17:00 ngày 22/10/2021, tính theo thời hạn quy định',
    ],
    [
      { kind: 'due', clock: 'promised', due, basis: 'reschedule' },
      'Ngày hẹn lại với người dân: 17:00 ngày 22/10/2021, theo hẹn lại ngày trả',
    ],
  ],
  chasedTo: [
    [
      { kind: 'chasedTo', due: vn('2021-11-15'), closing: vn('2021-11-12 17:00') },
      'Sau ngày làm việc cuối là ngày nghỉ: đôn đốc hoàn thành trong giờ làm việc, đến 17:00 ngày 12/11/2021; ' +
        'xong trong ngày nghỉ trước 00:00 ngày 15/11/2021 vẫn tính là đúng hạn',
    ],
  ],
  paused: [
    [
      { kind: 'paused', since: vn('2021-10-19 09:00'), stops: [{ ...cause, reason: 'mưa lũ', document: undefined }] },
      'Chưa có hạn trong khi tạm dừng, từ 09:00 ngày 19/10/2021, lý do: mưa lũ (nhật ký số 3, người vận hành lan)',
    ],
  ],
  noLimit: [
    [
      { kind: 'noLimit', on: '2021-10-18', codes: ['dossier:gpxd', 'dossier:*'] },
      'Chưa có hạn: không có quy định về thời hạn “dossier:gpxd”, “dossier:*” áp dụng cho ngày 18/10/2021',
    ],
  ],
}

describe('why a due date is what it is', () => {
  areWritten(told)
})
