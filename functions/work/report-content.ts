import { addUp } from '../domain/figures.ts'
import { localDateOf } from '../domain/instant.ts'
import type { Registry } from '../domain/registry.ts'
import { weeklyReport, type StoredContribution, type WeeklyReport } from '../domain/report.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { ReportRecord } from '../store/report-store.ts'
import { countCases } from './collect-cases.ts'
import type { ReportDeps } from './deps.ts'

export const contentTypes = {
  json: 'application/json',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
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

/** Counts, and lays the figures and the names they need beside each other: the one content of all documents. */
export async function composeDraft(deps: ReportDeps, draft: Draft, registry: Registry): Promise<WeeklyReport> {
  const { week, period, knownAt, content } = draft
  const date = localDateOf(period.to)
  const settings = registry.find('report', 'weekly', date)
  if (settings === undefined) throw new NoReportSettingsError(`no report settings in force on ${date}`)
  const cases = await countCases(deps.cases, { period, knownAt, registry })
  return {
    week,
    version: content,
    status: 'draft',
    period,
    knownAt,
    date,
    settings,
    ...addUp(cases),
    services: registry.all('cityService', date).toSorted((a, b) => a.order - b.order),
    agencies: registry.all('agency', date),
    contributions: [],
    cases,
  }
}

/** The last text of each section that was stored before the review closed. */
export function contributionsBy(closesAt: string, all: readonly StoredContribution[]): StoredContribution[] {
  const last = new Map<string, StoredContribution>()
  for (const each of all) if (each.storedAt < closesAt) last.set(`${each.cityService ?? ''} ${each.section}`, each)
  return [...last.values()]
}

/** Freezes the content. Whoever comes second gets what stands there already. */
export async function freeze(documents: DocumentStore, report: WeeklyReport): Promise<WeeklyReport> {
  const body = Buffer.from(JSON.stringify(report))
  const key = reportFile(report.week, report.version, 'json')
  const saved = await documents.put(key, { body, contentType: contentTypes.json }, { ifAbsent: true })
  return saved === 'saved' ? report : readContent(documents, report.week, report.version)
}

/** A record names content that is not there: alarm. */
export class MissingContentError extends Error {
  override readonly name = 'MissingContentError'
}

/** @throws MissingContentError */
export async function readContent(documents: DocumentStore, week: string, content: number): Promise<WeeklyReport> {
  const key = reportFile(week, content, 'json')
  const file = await documents.get(key)
  if (file === undefined) throw new MissingContentError(`no ${key}`)
  return weeklyReport.parse(JSON.parse(Buffer.from(file.body).toString()))
}
