import type { Incident, IncidentOf, Paper } from '../domain/incident.ts'
import { readFeedId } from '../domain/feed.ts'
import { localDateOf } from '../domain/instant.ts'
import type { RecipientRole } from '../domain/registry.ts'
import { formatDate, formatDateTime, formatNumber } from './format.ts'
import type { Names } from './timeline-words.ts'
import { words } from './words.ts'

/** As in {@link words}: a word for every id that an incident speaks. */
export const incidentWords = {
  undeliverable: {
    bounced: 'máy chủ nhận thư báo địa chỉ không nhận được thư',
    keptBouncing: 'ba thư liên tiếp không đến được',
    complained: 'người nhận đánh dấu thư là thư rác',
  } satisfies Record<IncidentOf<'undeliverable'>['what']['why'], string>,
}

/** What is wrong, since when, and what that means until somebody mends it. */
export function incidentText(incident: Incident, names: Pick<Names, 'find'>): string {
  const { since, paper } = incident
  switch (incident.kind) {
    case 'undeliverable': {
      const why = incidentWords.undeliverable[incident.what.why]
      return `Hộp thư của ${whoseMailbox(incident, names)} không nhận được thư từ ${formatDateTime(since)}: ${why}. ${paper === undefined ? UNTIL_MENDED : drafted(paper)}`
    }
    case 'silentFeed':
      return silenceText(incident, names)
    default:
      return incident satisfies never
  }
}

function silenceText({ subject, since, what }: IncidentOf<'silentFeed'>, names: Pick<Names, 'find'>): string {
  const feed = readFeedId(subject)
  const name = feed?.of ?? subject
  const provider = names.find('agency', name, localDateOf(since))?.name ?? name
  const { lastDay, silentDays, allowed } = what
  return `${feed?.by === 'provider' ? provider : `Hệ thống ${name}`} không gửi hồ sơ, phản ánh nào trong ${formatNumber(silentDays)} ngày làm việc sau ngày ${formatDate(lastDay)}; thường không quá ${formatNumber(allowed)} ngày. Cần hỏi nơi gửi.`
}

/** The reason under which the system closes the incident of a feed that speaks again. */
export const FEED_SPEAKS = 'Nguồn dữ liệu đã gửi trở lại'

/** The reason under which the system closes that of a provider which is one no more. */
export const FEED_ENDED = 'Đơn vị cung cấp không còn trong danh mục'

const UNTIL_MENDED = 'Thông báo được gửi đến hộp thư thay thế, nếu có, cho đến khi hộp thư này được sửa.'

const drafted = ({ draftedAt, cases }: Paper): string =>
  `Không còn hộp thư nào của cơ quan nhận được thư: đã soạn công văn giấy về ${formatNumber(cases)} việc lúc ` +
  `${formatDateTime(draftedAt)}, chờ cấp số, ký và gửi.`

/** The reason under which the system closes an incident whose mailbox is no longer in the registry. */
export const MAILBOX_REPLACED = 'Danh mục không còn dùng hộp thư này'

function whoseMailbox({ subject, since }: Incident, names: Pick<Names, 'find'>): string {
  const on = localDateOf(since)
  const contact = names.find('contact', subject, on)
  if (contact === undefined) return 'một nơi nhận báo cáo tuần'
  return roleOf(contact.role, names.find('agency', contact.agency, on)?.name ?? contact.agency)
}

const roleOf = (role: RecipientRole, agency: string): string => `${words.recipientRole[role]} (${agency})`
