import { workingMinutesBetween, type Calendar } from '../domain/calendar.ts'
import { chaseBy } from '../domain/deadline.ts'
import { calendarOf, dueOf } from '../domain/due.ts'
import { unitOf } from '../domain/event.ts'
import { fromMs, localDateOf, toMs, type Instant, type LocalDate } from '../domain/instant.ts'
import { definedOnly } from '../domain/objects.ts'
import type { Contact, Registry } from '../domain/registry.ts'
import type { CaseState } from '../domain/state.ts'
import { subjectName } from '../domain/subject-name.ts'
import { minutesPerDay } from '../domain/working-day.ts'
import type { MailNotice } from '../store/mail-store.ts'
import { placeName } from '../text/names.ts'
import { digestAttachments, digestMail, type Digest, type DigestCase, type RenderedMail } from '../text/digest-mail.ts'

/** A notice that is still true, and the case it is about. */
export interface ToTell {
  key: MailNotice
  state: CaseState
}

export interface DigestOrder {
  contact: Contact
  toTell: readonly ToTell[]
  at: Instant
  registry: Registry
  /** It goes out at once, with what is immediate, and not with the morning's mail. */
  immediate?: boolean
  /** Where the recipient answers case by case. */
  link?: string
}

/** The digest of one recipient: each case once, overdue or due soon, with what the mail needs to know of it. */
export async function writeDigest(order: DigestOrder): Promise<RenderedMail> {
  const { contact, toTell, at, registry, immediate, link } = order
  const on = localDateOf(at)
  const states = new Map(toTell.map(({ key, state }) => [key.caseId, state]))
  const cases = [...states.values()].flatMap((state) => digestCase(state, { contact, at, registry }) ?? [])
  const digest: Digest = {
    recipient: { agency: registry.find('agency', contact.agency, on)?.name ?? contact.agency, role: contact.role },
    at,
    overdue: cases.filter((each) => each.due < at),
    dueSoon: cases.filter((each) => each.due >= at),
    centre: centreOf(registry, on),
    ...definedOnly({ immediate, link }),
  }
  const attachments = await digestAttachments(digest)
  return { ...digestMail(digest), ...(attachments.length > 0 && { attachments }) }
}

/** The registry does not say who sends the mail and answers questions: no mail without that. */
export class NoCentreContactError extends Error {
  override readonly name = 'NoCentreContactError'
}

export function centreOf(registry: Registry, on: LocalDate): { name: string; email: string } {
  const centre = registry.all('agency', on).find((each) => each.kind === 'centre')
  const mailbox = centre && registry.find('contact', `${centre.id}:focalPoint`, on)
  if (centre === undefined || mailbox === undefined) throw new NoCentreContactError('the centre has no focal point')
  return { name: centre.name, email: mailbox.email }
}

type Setting = Pick<DigestOrder, 'contact' | 'at' | 'registry'>

export function digestCase(state: CaseState, { contact, at, registry }: Setting): DigestCase | undefined {
  const due = dueOf(state, registry)?.at
  if (due === undefined) return undefined
  const on = localDateOf(at)
  const { facts } = state
  const unit = unitOf(facts)
  const calendar = calendarOf(state, registry)
  const levels = state.notices.filter((notice) => notice.episode === state.episode).map((notice) => notice.level)
  const agency = state.agency === contact.agency ? undefined : state.agency
  return {
    code: facts.code,
    kind: facts.kind,
    subject: subjectName(facts, registry, on),
    ...(unit === undefined ? {} : { unit: placeName(registry.find('agency', unit, on)?.name ?? unit) }),
    ...(agency === undefined ? {} : { agency: registry.find('agency', agency, on)?.name ?? agency }),
    receivedAt: facts.receivedAt,
    due,
    workingTime: {
      minutes: Math.abs(workingMinutesBetween(calendar, toMs(due), toMs(at))),
      minutesPerDay: minutesPerDay(calendar, due),
    },
    level: Math.max(...levels),
    openRequests: state.requests.filter((request) => request.answeredAt === undefined).length,
    ...taskFacts(state, { calendar, due, at }),
  }
}

/** What a letter's task is told with besides its date: its progress, and the closing to which it is chased. */
function taskFacts(
  { facts, progressReports }: CaseState,
  { calendar, due, at }: { calendar: Calendar; due: Instant; at: Instant },
): Pick<DigestCase, 'progress' | 'chasedTo'> {
  if (facts.kind !== 'directiveTask') return {}
  const last = chaseBy(calendar, due)
  return definedOnly({
    progress: progressReports.at(-1)?.report,
    chasedTo: due > at && localDateOf(last) !== localDateOf(fromMs(toMs(due) - 1)) ? last : undefined,
  })
}
