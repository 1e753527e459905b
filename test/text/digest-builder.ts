import type { Digest, DigestCase } from '../../functions/text/digest.ts'
import { vn } from '../support/scenario.ts'

/** Minutes. */
export const DAY = 480

export const dossier: DigestCase = {
  code: '000.00.14.H15-211011-0118',
  kind: 'dossier',
  subject: 'Cấp giấy phép xây dựng',
  receivedAt: vn('2021-10-11 09:00'),
  due: vn('2021-10-18 17:00'),
  workingTime: { minutes: 9 * DAY, minutesPerDay: DAY },
  level: 3,
  openRequests: 2,
}

export const fieldReport: DigestCase = {
  code: 'PA-1001',
  kind: 'fieldReport',
  subject: 'Cây gãy cành',
  unit: 'thành phố Buôn Ma Thuột',
  receivedAt: vn('2021-10-20 09:00'),
  due: vn('2021-10-26'),
  workingTime: { minutes: 150, minutesPerDay: DAY },
  openRequests: 0,
}

export const digestOf = (more: Partial<Digest>): Digest => ({
  recipient: { agency: 'Sở Xây dựng', role: 'focalPoint' },
  at: vn('2021-10-29 07:30'),
  overdue: [],
  dueSoon: [],
  centre: {
    name: 'Trung tâm Giám sát, điều hành đô thị thông minh',
    email: 'ioc@daklak.example',
    phone: '0262 3000 000',
  },
  ...more,
})

export const many = (count: number, of: DigestCase): DigestCase[] =>
  Array.from({ length: count }, (_, index) => ({ ...of, code: `${of.code}-${String(index).padStart(3, '0')}` }))
