import { directive, type Directive } from '../../functions/domain/directive.ts'
import { vn } from './scenario.ts'

/** The governing letter of November 2021, as far as the small province of the tests knows it. */
export const letter: Directive = directive.parse({
  id: 'ubnd-11-2021',
  title: 'Công văn số …/UBND-KGVX tháng 11/2021',
  subject: 'phát huy hiệu quả của các Dịch vụ giám sát đô thị thông minh',
  issuer: 'Ủy ban nhân dân tỉnh',
  signatory: { capacity: 'KT. CHỦ TỊCH, PHÓ CHỦ TỊCH', name: 'Nguyễn Tuấn Hà' },
  receivedAt: vn('2021-11-08 08:00'),
  tasks: [
    { number: '1', title: 'Xử lý hồ sơ, phản ánh trễ hạn', before: '2021-11-15' },
    { number: '2', title: 'Báo cáo việc thực hiện thí điểm', agency: 'so-xd', copies: ['btg'], before: '2021-11-15' },
    { number: '3', title: 'Tăng cường giám sát', agency: 'so-xd', coordinators: ['btg', 'bmt'], rhythm: 'monthly' },
  ],
  reports: [{ kind: 'pilot', task: '2' }],
  cohorts: [
    {
      id: 'frozen',
      task: '1',
      before: '2021-11-15',
      of: {
        type: 'frozen',
        period: { from: vn('2021-10-14'), to: vn('2021-10-29') },
        knownAt: vn('2021-10-29 08:00'),
      },
    },
    { id: 'new', task: '1', before: '2021-11-15', of: { type: 'becomesOverdue', from: vn('2021-10-29') } },
  ],
})
