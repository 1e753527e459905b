import { isWorkingDay } from '../domain/calendar.ts'
import { localDateOf, type Instant, type LocalDate } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import { isoWeekOf, weeklyReport, type WeeklyReport } from '../domain/report.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { briefMail } from '../text/brief-mail.ts'
import type { MailDeps, PageDeps, ReportDeps } from './deps.ts'
import { mailToAll } from './mail-to-all.ts'
import { composeDraft, contentTypes } from './compose-report.ts'

export type BriefDeps = MailDeps & ReportDeps & PageDeps

const briefFile = (date: LocalDate): string => `report/brief/${date}.json`

/**
 * On working mornings, one page to the leadership: the figures since the end of the last report, as of this moment. They
 * are frozen first, so that a run that is repeated mails what stands there.
 * @returns how many mails this call sent
 */
export async function sendBrief(deps: BriefDeps, at: Instant): Promise<number> {
  const registry = await deps.registry.current()
  const date = localDateOf(at)
  const settings = registry.find('report', 'weekly', date)
  if (settings === undefined || !isWorkingDay(registry.calendar('counter', date), date)) return 0
  const brief = (await readBrief(deps.documents, date)) ?? (await composeBrief(deps, at, registry))
  if (brief === undefined) return 0
  const addresses = settings.briefed.map(({ email }) => email)
  const page = await deps.figuresUrl({ type: 'brief', date })
  return mailToAll(deps, addresses, { window: `${date}.brief`, mail: briefMail(brief, page) })
}

/** Undefined where the rhythm of reports begins later. */
async function composeBrief(deps: BriefDeps, at: Instant, registry: Registry): Promise<WeeklyReport | undefined> {
  const date = localDateOf(at)
  const from = (await deps.reports.latest())?.period.to ?? registry.find('report', 'weekly', date)?.lastEnd
  if (from === undefined || from >= at) return undefined
  const draft = { week: isoWeekOf(date), period: { from, to: at }, knownAt: at, content: 1 }
  // A part of a period is not held against a whole one.
  const report = { ...(await composeDraft(deps, draft, { registry })), earlier: [] }
  const body = Buffer.from(JSON.stringify(report))
  await deps.documents.put(briefFile(date), { body, contentType: contentTypes.json }, { ifAbsent: true })
  return readBrief(deps.documents, date)
}

/** The brief of a morning, as it was frozen. */
export async function readBrief(documents: DocumentStore, date: LocalDate): Promise<WeeklyReport | undefined> {
  const file = await documents.get(briefFile(date))
  return file && weeklyReport.parse(JSON.parse(Buffer.from(file.body).toString()))
}
