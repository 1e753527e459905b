import { expect, it } from 'vitest'
import type { Simulation } from '../../functions/domain/simulated-mails.ts'
import { simulationTable } from '../../functions/text/simulation-table.ts'
import { vn } from '../support/scenario.ts'

const none = { windows: [], levels: {} }

const simulation: Simulation = {
  type: 'simulation',
  from: vn('2021-10-15 00:00'),
  to: vn('2021-10-29 00:00'),
  cases: 1234,
  days: [
    {
      recipient: 'bmt:head',
      day: '2021-10-21',
      inForce: { windows: ['07:30'], levels: { 2: 1, 0: 3 } },
      proposed: none,
    },
    {
      recipient: 'bmt:head',
      day: '2021-10-22',
      inForce: { windows: ['07:30'], levels: { 2: 4 } },
      proposed: { windows: ['07:30', '09:12'], levels: { 2: 5 } },
    },
    { recipient: 'cu:head', day: '2021-10-22', inForce: none, proposed: { windows: ['07:30'], levels: { 1: 1 } } },
  ],
  recipients: { 'bmt:head': { agency: 'UBND thành phố Buôn Ma Thuột', role: 'head' } },
  withoutContact: { inForce: 0, proposed: 2 },
}

it('a simulation is read by recipient and day, under the rules in force and the proposed ones', () => {
  expect(simulationTable(simulation).split('\n')).toEqual([
    'Mô phỏng quy định đôn đốc từ ngày 15/10/2021 đến ngày 28/10/2021 trên 1.234 vụ việc; không gửi thư, không ghi dữ liệu.',
    '',
    'Nơi nhận, ngày                                  Đang áp dụng                 Dự kiến',
    'UBND thành phố Buôn Ma Thuột, lãnh đạo cơ quan  2 thư: mức 0 × 3, mức 2 × 5  2 thư: mức 2 × 5',
    '  21/10/2021                                    1 thư: mức 0 × 3, mức 2 × 1  –',
    '  22/10/2021                                    1 thư: mức 2 × 4             2 thư: mức 2 × 5',
    'cu:head                                         –                            1 thư: mức 1 × 1',
    '  22/10/2021                                    –                            1 thư: mức 1 × 1',
    'Tất cả                                          2 thư: mức 0 × 3, mức 2 × 5  3 thư: mức 1 × 1, mức 2 × 5',
    '',
    'Thông báo chưa có hộp thư nhận: đang áp dụng 0, dự kiến 2.',
  ])
})
