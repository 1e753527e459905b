import type { StoredContribution } from '../domain/contribution.ts'
import type { CountedCase } from '../domain/counted-case.ts'
import { figureValues } from '../domain/figure-list.ts'
import { addUp } from '../domain/figures.ts'
import { localDateOf, type Instant, type LocalDate } from '../domain/instant.ts'
import type { Incident } from '../domain/incident.ts'
import { definedOnly } from '../domain/objects.ts'
import { isWithin, type Period } from '../domain/period.ts'
import type { Registry } from '../domain/registry.ts'
import { earlierReport, TREND, weeklyReport, type EarlierReport, type WeeklyReport } from '../domain/report.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { ReportRecord } from '../store/report-store.ts'
import type { Saved } from '../store/saved.ts'
import { countCases } from './collect-cases.ts'
import type { ReportDeps } from './deps.ts'
import { runningBurnDowns } from './read-directives.ts'

export const contentTypes = {
  json: 'application/json',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  edxml: 'application/xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Where a version of the report lies: its content, and the documents rendered from it. */
export const reportFile = (week: string, content: number, extension: keyof typeof contentTypes): string =>
  `report/${week}/v${content}/${week}.${extension}`

/** No report settings are in force on that day: the registry must be mended. */
export class NoReportSettingsError extends Error {
  override readonly name = 'NoReportSettingsError'
}

type Draft = Pick<ReportRecord, 'week' | 'period' | 'knownAt' | 'content'>

/** By which rules a draft is counted, and which cases are known to matter beside those that the lists show. */
export interface Basis {
  registry: Registry
  also?: readonly string[]
}

/** Counts, and lays the figures and the names they need beside each other: the one content of all documents. */
export async function composeDraft(
  deps: ReportDeps,
  draft: Draft,
  { registry, also = [] }: Basis,
): Promise<WeeklyReport> {
  const { week, period, knownAt, content } = draft
  const date = localDateOf(period.to)
  const settings = registry.find('report', 'weekly', date)
  if (settings === undefined) throw new NoReportSettingsError(`no report settings in force on ${date}`)
  const services = registry.all('cityService', date).toSorted((a, b) => a.order - b.order)
  const cases = await countCases(deps.cases, { period, knownAt, registry, also, closedUntil: deps.now() })
  return {
    week,
    version: content,
    status: 'draft',
    period,
    knownAt,
    date,
    settings,
    ...addUp(cases, services),
    earlier: await earlierReports(deps, week),
    services,
    agencies: registry.all('agency', date),
    subjects: subjectsOf(cases, registry, date),
    contributions: [],
    burnDowns: await runningBurnDowns(deps, { period, knownAt, registry }),
    deliveryIncidents: incidentFigures(await deps.incidents.ofKind('undeliverable'), period),
    corrections: [],
    cases,
  }
}

/** The figures of the last published reports before the week, the newest first, each as it stands now. */
async function earlierReports(deps: ReportDeps, week: string): Promise<EarlierReport[]> {
  const earlier: EarlierReport[] = []
  let record = await deps.reports.latest(week)
  while (record !== undefined && earlier.length < TREND - 1) {
    earlier.push(await figuresOf(deps.documents, record))
    record = await deps.reports.latest(record.week)
  }
  return earlier
}

/** Mailboxes that took no mail, by when that began and ended. */
const incidentFigures = (incidents: readonly Incident[], period: Period): WeeklyReport['deliveryIncidents'] => ({
  begun: incidents.filter(({ since }) => isWithin(since, period)).length,
  ended: incidents.filter(({ closed }) => closed !== undefined && isWithin(closed.at, period)).length,
  open: incidents.filter(({ since, closed }) => since < period.to && (closed === undefined || closed.at >= period.to))
    .length,
})

/** The names of the procedures and categories that occur; one that the registry does not know has its code. */
function subjectsOf(cases: readonly CountedCase[], registry: Registry, date: LocalDate): WeeklyReport['subjects'] {
  const named = new Map<string, WeeklyReport['subjects'][number]>()
  for (const { kind, subject: code } of cases) {
    if (kind === 'directiveTask' || named.has(`${kind} ${code}`)) continue
    const known = registry.find(kind === 'dossier' ? 'procedure' : 'category', code, date)
    named.set(`${kind} ${code}`, { kind, code, name: known?.name ?? code, field: known?.field ?? '' })
  }
  return [...named.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

/** What was contributed before the review closed. */
export const storedBefore = (closesAt: Instant, all: readonly StoredContribution[]): StoredContribution[] =>
  all.filter((each) => each.storedAt < closesAt)

/** Freezes the content. Whoever comes second gets what stands there already. */
export const freeze = async (documents: DocumentStore, report: WeeklyReport): Promise<WeeklyReport> =>
  (await put(documents, report)) === 'saved' ? report : readContent(documents, report.week, report.version)

/** Freezes the content under its own version, or the next one that nobody has taken. */
export const freezeNew = async (documents: DocumentStore, report: WeeklyReport): Promise<WeeklyReport> =>
  (await put(documents, report)) === 'saved' ? report : freezeNew(documents, { ...report, version: report.version + 1 })

/** With the figures apart: later reports compare themselves with these, and need not read every case of eight weeks. */
async function put(documents: DocumentStore, report: WeeklyReport): Promise<Saved> {
  const body = Buffer.from(JSON.stringify(report))
  const key = reportFile(report.week, report.version, 'json')
  const saved = await documents.put(key, { body, contentType: contentTypes.json }, { ifAbsent: true })
  if (saved !== 'saved') return saved
  const figures = Buffer.from(JSON.stringify(asEarlier(report)))
  await documents.put(figuresFile(report.week, report.version), { body: figures, contentType: contentTypes.json })
  return saved
}

export const FIGURES = 'figures.json'
const figuresFile = (week: string, content: number): string => `report/${week}/v${content}/${FIGURES}`

const asEarlier = (report: WeeklyReport): EarlierReport => {
  const { week, period, number } = report
  return definedOnly({ week, period, number, figures: figureValues(report) })
}

/** A crash may have left the content without its figures apart: they are in it. */
async function figuresOf(documents: DocumentStore, { week, content }: ReportRecord): Promise<EarlierReport> {
  const file = await documents.get(figuresFile(week, content))
  if (file === undefined) return asEarlier(await readContent(documents, week, content))
  return earlierReport.parse(JSON.parse(Buffer.from(file.body).toString()))
}

/** A record names content that is not there: alarm. */
export class MissingContentError extends Error {
  override readonly name = 'MissingContentError'
}

/** @throws MissingContentError */
export async function readContent(documents: DocumentStore, week: string, content: number): Promise<WeeklyReport> {
  const found = await findContent(documents, week, content)
  if (found === undefined) throw new MissingContentError(`no ${reportFile(week, content, 'json')}`)
  return found
}

export async function findContent(
  documents: DocumentStore,
  week: string,
  content: number,
): Promise<WeeklyReport | undefined> {
  const file = await documents.get(reportFile(week, content, 'json'))
  return file && weeklyReport.parse(JSON.parse(Buffer.from(file.body).toString()))
}
