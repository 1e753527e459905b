import type { PublishReportAnswer, PublishReportInput } from '../../workflows/contract.ts'
import { localDateOf } from '../domain/instant.ts'
import { lastWords } from '../domain/contribution.ts'
import type { WeeklyReport } from '../domain/report.ts'
import type { ReportRecord } from '../store/report-store.ts'
import type { ReportDeps } from './deps.ts'
import { contentTypes, storedBefore, readContent, reportFile } from './compose-report.ts'

/** The week has no draft, or its record was changed by somebody else in between: the machine tries again. */
export class ReportNotReadyError extends Error {
  override readonly name = 'ReportNotReadyError'
}

/** @throws ReportNotReadyError */
export async function loadReport(deps: Pick<ReportDeps, 'reports'>, week: string): Promise<ReportRecord> {
  const record = await deps.reports.load(week)
  if (record === undefined) throw new ReportNotReadyError(`${week} has no draft`)
  return record
}

/**
 * Freezes the report as it goes out: signed with its number, or at the deadline unsigned and marked as a draft.
 * Conditional on the record, so that the signature's and the deadline's execution never both publish.
 * @throws ReportNotReadyError
 */
export async function publishReport(deps: ReportDeps, task: PublishReportInput): Promise<PublishReportAnswer> {
  const record = await loadReport(deps, task.week)
  const answer = { contract: 1 as const, week: task.week }
  if (record.publishedAt !== undefined || (task.mode === 'signed' && record.status !== 'signed'))
    return { ...answer, version: record.content, published: false }
  const content = record.content + 1
  const report = await finalContent(deps, record, content)
  const body = Buffer.from(JSON.stringify(report))
  // Not yet published: an attempt that died before saving the record is overwritten.
  await deps.documents.put(reportFile(task.week, content, 'json'), { body, contentType: contentTypes.json })
  const published = { ...record, version: record.version + 1, content, publishedAt: deps.now() }
  const next: ReportRecord = published.status === 'draft' ? { ...published, status: 'unsigned' } : published
  if ((await deps.reports.save(next, record.version)) === 'conflict')
    throw new ReportNotReadyError(`${task.week} was changed meanwhile`)
  return { ...answer, version: content, published: true }
}

async function finalContent(deps: ReportDeps, record: ReportRecord, content: number): Promise<WeeklyReport> {
  const draft = await readContent(deps.documents, record.week, record.content)
  const contributions = lastWords(storedBefore(record.closesAt, await deps.reports.contributions(record.week)))
  const written = { ...draft, version: content, contributions }
  if (record.status !== 'signed') return { ...written, status: 'unsigned' }
  const { number, signedAt, signatory } = record
  const settings = { ...draft.settings, signatory }
  return { ...written, status: 'signed', number, signedAt, date: localDateOf(signedAt), settings }
}
