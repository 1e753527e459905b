import { readRegistry, type Registry, type RegistryKind, type RegistryRow } from '../../functions/domain/registry.ts'

const weekday = [
  ['07:00', '11:30'],
  ['13:30', '17:00'],
]

export const row = (
  kind: RegistryKind,
  code: string,
  value: RegistryRow['value'],
  from = '2021-01-01',
): RegistryRow => ({
  kind,
  code,
  from,
  recordedAt: '2021-01-01T00:00:00.000Z',
  author: 'test',
  reason: 'test',
  source: 'test',
  value,
})

const workingDays = (amount: number) => ({ amount, unit: 'workingDays' })

/** A small province: one department, one district, one provider, a Party body; three working days for everything. */
export const rows: readonly RegistryRow[] = [
  row('agency', 'so-xd', { id: 'so-xd', name: 'Sở Xây dựng', kind: 'department' }),
  row('agency', 'bmt', { id: 'bmt', name: 'UBND thành phố Buôn Ma Thuột', kind: 'district' }),
  row('agency', 'vnpt', { id: 'vnpt', name: 'VNPT Đắk Lắk', kind: 'provider' }),
  row('agency', 'btg', { id: 'btg', name: 'Ban Tuyên giáo Tỉnh ủy', kind: 'party', chased: false }),
  row('agency', 'ioc', { id: 'ioc', name: 'Trung tâm Giám sát', kind: 'centre' }),
  row('contact', 'ioc:focalPoint', { agency: 'ioc', role: 'focalPoint', email: 'dau-moi.ioc@daklak.example' }),
  row('contact', 'so-xd:focalPoint', { agency: 'so-xd', role: 'focalPoint', email: 'dau-moi.so-xd@daklak.example' }),
  row('contact', 'so-xd:head', { agency: 'so-xd', role: 'head', email: 'lanh-dao.so-xd@daklak.example' }),
  row('contact', 'bmt:focalPoint', { agency: 'bmt', role: 'focalPoint', email: 'dau-moi.bmt@daklak.example' }),
  row('contact', 'bmt:head', { agency: 'bmt', role: 'head', email: 'lanh-dao.bmt@daklak.example' }),
  row('category', 'giao-thong', { code: 'giao-thong', name: 'Ổ gà', field: 'Giao thông' }),
  row('procedure', 'gpxd', { code: 'gpxd', name: 'Cấp giấy phép xây dựng', field: 'Xây dựng' }),
  row('limit', 'dossier:*', { limit: workingDays(3) }),
  row('limit', 'fieldReport:*', { limit: workingDays(3) }),
  ...['dossier:*', 'fieldReport:*', 'directiveTask:*'].map((code) =>
    row('policy', code, {
      steps: [
        { level: 0, offset: workingDays(-1), recipients: ['focalPoint'] },
        { level: 1, offset: workingDays(0), recipients: ['focalPoint'] },
        { level: 2, offset: workingDays(2), recipients: ['focalPoint', 'head'] },
        { level: 3, offset: workingDays(5), recipients: ['head'], repeat: { every: workingDays(5), times: 2 } },
      ],
    }),
  ),
  row('calendar', 'counter', {
    id: 'counter',
    segments: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday },
    dayEndsAt: 'closing',
    daysOff: true,
  }),
  row('day', '2021-09-02', { date: '2021-09-02', kind: 'off', reason: 'national-day', source: 'test' }),
  row('cityService', 'field-reports', {
    id: 'field-reports',
    name: 'Phản ánh hiện trường',
    order: 1,
    caseKind: 'fieldReport',
  }),
  row('report', 'weekly', {
    number: { first: 110, symbol: 'BC-DAKLAKIOC' },
    parentBody: 'Sở Thông tin và Truyền thông',
    issuingBody: 'Trung tâm Giám sát, điều hành đô thị thông minh',
    place: 'Đắk Lắk',
    addressees: ['UBND tỉnh Đắk Lắk'],
    recipients: [{ name: 'UBND tỉnh', email: 'vp.ubnd@daklak.example' }],
    archive: 'VT',
    signatory: { capacity: 'Giám đốc', name: 'Y Thử Nghiệm', email: 'giam-doc.ioc@daklak.example' },
    deputies: [{ capacity: 'KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC', name: 'H Phó', email: 'pho-giam-doc.ioc@daklak.example' }],
    contributors: [{ name: 'Tổ tổng hợp', email: 'tong-hop.ioc@daklak.example' }],
    briefed: [{ name: 'Lãnh đạo', email: 'lanh-dao.ubnd@daklak.example' }],
    rhythm: 'fortnightly',
    lastEnd: '2021-10-14T00:00:00+07:00',
  }),
]

/** The policy of {@link rows} under that code, with commitments of up to so many working days. */
export function committing(code: string, days = 5): RegistryRow {
  const policy = rows.find((each) => each.kind === 'policy' && each.code === code)
  return row('policy', code, { ...policy?.value, commitment: workingDays(days) }, '2021-01-02')
}

export const testRegistry = (...more: RegistryRow[]): Registry => readRegistry([...rows, ...more], 1)
