import type * as z from 'zod'
import type { audience, channel, ContributionPart, medium, usageMeasure } from '../domain/contribution.ts'
import type { countedCommitment } from '../domain/counted-case.ts'
import type { ScopeKind } from '../domain/figures.ts'
import type { WeeklyReport } from '../domain/report.ts'
import type { TransmissionStep } from '../domain/transmission.ts'
import type { Words } from './words.ts'

/** As {@link words}, of what only the weekly report speaks of. */
export const reportWords = {
  channel: {
    facebook: 'Facebook',
    zalo: 'Zalo',
    youtube: 'YouTube',
    website: 'cổng, trang thông tin điện tử',
    radio: 'truyền thanh',
    television: 'truyền hình',
    press: 'báo in, báo điện tử',
    other: 'kênh khác',
  } satisfies Words<z.output<typeof channel>>,

  audience: {
    citizens: 'người dân',
    businesses: 'doanh nghiệp',
  } satisfies Words<z.output<typeof audience>>,

  medium: {
    app: 'ứng dụng',
    service: 'dịch vụ',
  } satisfies Words<z.output<typeof medium>>,

  usageMeasure: {
    downloads: 'lượt tải',
    users: 'người dùng',
    visits: 'lượt truy cập',
  } satisfies Words<z.output<typeof usageMeasure>>,

  contributionPart: {
    text: 'nội dung',
    channels: 'số liệu truyền thông theo kênh',
    leadershipChannel: 'nội dung về kênh thông tin phục vụ lãnh đạo, chỉ đạo điều hành',
    usage: 'số liệu người dân, doanh nghiệp sử dụng ứng dụng và dịch vụ',
    guidance: 'nội dung hướng dẫn các đơn vị kết nối, sử dụng',
    proposals: 'đề xuất mở rộng dịch vụ theo lĩnh vực',
  } satisfies Words<ContributionPart>,

  countedCommitment: {
    kept: 'đã thực hiện đúng cam kết',
    broken: 'không thực hiện đúng cam kết',
    open: 'cam kết chưa đến hạn',
  } satisfies Words<z.output<typeof countedCommitment>>,

  /** Decree 30/2020/NĐ-CP, article 3; what is not urgent carries no mark. */
  urgency: {
    normal: 'thường',
    urgent: 'khẩn',
    veryUrgent: 'thượng khẩn',
    express: 'hỏa tốc',
  } satisfies Words<WeeklyReport['settings']['urgency']>,

  transmissionStep: {
    sent: 'đã gửi',
    received: 'đã nhận',
    opened: 'đã mở',
  } satisfies Words<TransmissionStep>,

  scopeKind: {
    service: 'dịch vụ',
    agency: 'cơ quan, đơn vị',
    unit: 'địa bàn',
    provider: 'đơn vị cung cấp',
    source: 'hệ thống nguồn',
  } satisfies Words<ScopeKind>,
}
