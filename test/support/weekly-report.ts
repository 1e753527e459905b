import type { StoredContribution } from '../../functions/domain/contribution.ts'
import type { CountedCase } from '../../functions/domain/counted-case.ts'
import { addUp } from '../../functions/domain/figures.ts'
import { atLocal, fromMs, toMs } from '../../functions/domain/instant.ts'
import { weeklyReport, type WeeklyReport } from '../../functions/domain/report.ts'

const FROM = atLocal('2021-10-14', '00:00')
const HOUR_MS = 3_600_000

const realAgencies = [
  { id: 'so-tnmt', name: 'Sở Tài nguyên và Môi trường', kind: 'department' },
  { id: 'so-xay-dung', name: 'Sở Xây dựng', kind: 'department' },
  { id: 'so-ldtbxh', name: 'Sở Lao động - Thương binh và Xã hội', kind: 'department' },
  { id: 'so-nnptnt', name: 'Sở Nông nghiệp và Phát triển nông thôn', kind: 'department' },
  { id: 'buon-ma-thuot', name: 'UBND thành phố Buôn Ma Thuột', kind: 'district' },
  { id: 'cu-mgar', name: "UBND huyện Cư M'gar", kind: 'district' },
  { id: 'buon-ho', name: 'UBND thị xã Buôn Hồ', kind: 'district' },
  { id: 'ea-kar', name: 'UBND huyện Ea Kar', kind: 'district' },
  { id: 'krong-nang', name: 'UBND huyện Krông Năng', kind: 'district' },
  { id: 'mdrak', name: "UBND huyện M'Đrắk", kind: 'district' },
  { id: 'krong-pac', name: 'UBND huyện Krông Pắc', kind: 'district' },
  { id: 'cong-an-tinh', name: 'Công an tỉnh Đắk Lắk', kind: 'central' },
] as const

const bodies = [
  { id: 'vnpt', name: 'VNPT Đắk Lắk', kind: 'provider' },
  { id: 'viettel', name: 'Viettel Đắk Lắk', kind: 'provider' },
  { id: 'ioc', name: 'Trung tâm Giám sát, điều hành đô thị thông minh', kind: 'centre' },
  { id: 'ban-tuyen-giao', name: 'Ban Tuyên giáo Tỉnh ủy', kind: 'party', chased: false },
] as const

const services = [
  { id: 'phan-anh-hien-truong', name: 'Dịch vụ phản ánh hiện trường', order: 1, caseKind: 'fieldReport' },
  { id: 'dich-vu-cong', name: 'Dịch vụ giám sát dịch vụ công trực tuyến', order: 2, caseKind: 'dossier' },
  { id: 'an-ninh-giao-thong', name: 'Dịch vụ giám sát an ninh trật tự đô thị và điều hành giao thông', order: 3 },
  { id: 'kinh-te-xa-hoi', name: 'Dịch vụ giám sát, điều hành chỉ tiêu kinh tế - xã hội', order: 4 },
  { id: 'an-toan-thong-tin', name: 'Dịch vụ giám sát an toàn thông tin mạng', order: 5 },
] as const

/** A provincial agency per number, under names as long as real ones. */
const inventedAgency = (number: number) => ({
  id: `xa-${number}`,
  name: `Ủy ban nhân dân xã Ea Kuêh ${number}, huyện Cư M'gar, tỉnh Đắk Lắk`,
  kind: 'commune',
})

/** Requests sent in the period about one dossier each, the first `notDone` of them unanswered. */
export const dossiers = (count: number, notDone: number, agencies: readonly string[]): CountedCase[] =>
  Array.from({ length: count }, (_, index) => {
    const agency =
      agencies[(index % 3 === 0 ? index / 3 : (index % 5) * (index % 41)) % agencies.length] ?? 'so-xay-dung'
    const issuedAt = fromMs(toMs(FROM) + (index % 330) * HOUR_MS)
    const outcome = index >= notDone ? ('done' as const) : index % 3 === 0 ? ('notDone' as const) : ('overdue' as const)
    const code = `000.00.14.H15-211014-${String(index + 1).padStart(4, '0')}`
    return {
      id: `dossier:${code.toLowerCase()}`,
      kind: 'dossier' as const,
      code,
      agency,
      subject: 'dat-dai-cap-gcn',
      status: outcome === 'done' ? 'processed' : 'processing',
      receivedAt: atLocal('2021-10-01', '08:30'),
      due: atLocal('2021-10-20', '17:00'),
      ...(outcome === 'done' ? { finishedAt: atLocal('2021-10-21', '09:00') } : {}),
      requests: [{ id: `YC-${index + 1}`, agency, issuedAt, outcome }],
      commitments: [],
      notices: {
        reminders: 0,
        escalations: index % 2,
        mailed: index % 2,
        escalationsSent: index % 2,
        escalationsAnswered: 0,
      },
    }
  })

const laterOutcomes = ['done', 'doneLate', 'done', 'open', 'closedOtherwise'] as const
const units = ['buon-ma-thuot', 'cu-mgar', 'buon-ho', 'ea-kar'] as const

/** Field reports received in the period, the first `overdue` of them overdue, the others of every outcome. */
export const fieldReports = (count: number, overdue: number): CountedCase[] =>
  Array.from({ length: count }, (_, index) => {
    const unit = units[index % units.length] ?? 'ea-kar'
    const outcome = index < overdue ? ('overdue' as const) : (laterOutcomes[index % laterOutcomes.length] ?? 'open')
    return {
      id: `report:vnpt:pa-${index + 1}`,
      kind: 'fieldReport' as const,
      code: `PA-${index + 1}`,
      agency: unit,
      provider: index % units.length < 2 ? 'vnpt' : 'viettel',
      subject: 'giao-thong',
      unit,
      status: outcome === 'done' || outcome === 'doneLate' ? 'resolved' : 'processing',
      receivedAt: fromMs(toMs(FROM) + (index % 330) * HOUR_MS),
      due: atLocal('2021-10-22', '17:00'),
      requests: [],
      outcome,
      commitments: [],
      notices: { reminders: 1, escalations: 0, mailed: 1, escalationsSent: 0, escalationsAnswered: 0 },
    }
  })

export const written = (
  section: StoredContribution['section'],
  text: string,
  more: Partial<StoredContribution> = {},
): StoredContribution => ({ section, text, author: 'to-tong-hop', storedAt: atLocal('2021-10-29', '10:00'), ...more })

const settings = {
  number: { first: 110, symbol: 'BC-DAKLAKIOC' },
  parentBody: 'Sở Thông tin và Truyền thông',
  issuingBody: 'Trung tâm Giám sát, điều hành đô thị thông minh',
  place: 'Đắk Lắk',
  addressees: ['Ủy ban nhân dân tỉnh', 'Các cơ quan, đơn vị liên quan'],
  recipients: [
    { name: 'Ủy ban nhân dân tỉnh' },
    { name: 'Sở Thông tin và Truyền thông' },
    { name: 'UBND các huyện, thị xã, thành phố' },
    { name: 'VNPT Đắk Lắk' },
    { name: 'Viettel Đắk Lắk' },
  ],
  archive: 'VT, GSĐH',
  signatory: { capacity: 'KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC', name: 'Trần Văn Mẫu' },
  rhythm: 'fortnightly',
  lastEnd: FROM,
} as const

interface Wanted {
  cases?: readonly CountedCase[]
  /** Agencies beside the twelve real ones. */
  invented?: number
  change?: Partial<WeeklyReport>
}

/** Report 110 as signed on 29/10/2021: 229/414 requests not done, 56/98 field reports overdue. */
export function sampleReport({ cases = letterCases(), invented = 0, change = {} }: Wanted = {}): WeeklyReport {
  return weeklyReport.parse({
    week: '2021-W43',
    version: 1,
    status: 'signed',
    period: { from: FROM, to: atLocal('2021-10-29', '00:00') },
    knownAt: atLocal('2021-10-29', '08:00'),
    date: '2021-10-29',
    number: 110,
    signedAt: atLocal('2021-10-29', '14:05'),
    settings,
    ...addUp(cases, services),
    earlier: [],
    services,
    agencies: [
      ...realAgencies,
      ...bodies,
      ...Array.from({ length: invented }, (_, index) => inventedAgency(index + 1)),
    ],
    subjects: [],
    contributions: [],
    corrections: [],
    cases,
    ...change,
  })
}

export const letterCases = (): CountedCase[] => [
  ...dossiers(
    414,
    229,
    realAgencies.map(({ id }) => id),
  ),
  ...fieldReports(98, 56),
]

/** An unsigned draft of the same report. */
export function draftReport(change: Partial<WeeklyReport> = {}): WeeklyReport {
  const { number: _, signedAt: __, ...report } = sampleReport()
  return { ...report, status: 'unsigned', ...change }
}

/** 150 agencies and 10,000 rows of appendix: 7,000 dossiers and 3,000 field reports. */
export const largeReport = (): WeeklyReport =>
  sampleReport({
    invented: 138,
    cases: [
      ...dossiers(7000, 3100, [
        ...realAgencies.map(({ id }) => id),
        ...Array.from({ length: 138 }, (_, index) => `xa-${index + 1}`),
      ]),
      ...fieldReports(3000, 900),
    ],
  })

/** A week in which nothing happened and nobody wrote anything. */
export const emptyReport = (): WeeklyReport => sampleReport({ cases: [] })

/** The report with narrative of every kind. */
export const writtenReport = (): WeeklyReport =>
  sampleReport({
    change: {
      contributions: [
        written(
          'operatingProcesses',
          'Đã ban hành 03/05 quy trình:\n- Quy trình tiếp nhận, xử lý phản ánh hiện trường;\n- Quy trình giám sát dịch vụ công trực tuyến;\n+ Quy trình ứng cứu sự cố an toàn thông tin mạng.\nHai quy trình còn lại hoàn thành trước ngày 15/11/2021.',
        ),
        written('communication', 'Đăng 12 tin, bài trên Zalo, Facebook và Cổng thông tin điện tử tỉnh.'),
        written('features', 'Bổ sung chức năng hẹn lại ngày trả.', { cityService: 'dich-vu-cong' }),
        written('difficulties', 'Đề nghị các cơ quan, đơn vị cử đầu mối theo dõi, xử lý phản ánh.'),
      ],
    },
  })
