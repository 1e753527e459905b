import { lastWords } from '../domain/contribution.ts'
import { addDays, atLocal, earlier, localDateOf, type Instant } from '../domain/instant.ts'
import type { Period } from '../domain/period.ts'
import type { Registry } from '../domain/registry.ts'
import type { Rejection } from '../domain/rejection.ts'
import { dateInWeek, reportDayOf, type FigureChange, type WeeklyReport } from '../domain/report.ts'
import type { ReportRecord } from '../store/report-store.ts'
import type { ReportDeps } from './deps.ts'
import { composeDraft, readContent, storedBefore } from './compose-report.ts'
import { figureChanges } from '../domain/figure-list.ts'

/** Of which moment and with what knowledge: `asOf` alone is both. Without either: the whole period, by all known now. */
export interface Hindsight {
  asOf?: Instant | undefined
  knownAt?: Instant | undefined
}

export type Recomputing =
  | { type: 'recomputed'; report: WeeklyReport; changes: FigureChange[] }
  | { type: 'noPeriod' }
  | { type: 'rejected'; rejection: Rejection }

/**
 * A past week counted anew, as it stood and was known then; nothing is stored. A published week starts from what was
 * frozen: its period, and its cases wherever they stand by now.
 */
export async function recomputeReport(deps: ReportDeps, week: string, when: Hindsight): Promise<Recomputing> {
  const now = deps.now()
  const asOf = earlier(when.asOf ?? now, now)
  const knownAt = when.knownAt ?? asOf
  const registry = await deps.registry.knownAt(knownAt)
  const record = await deps.reports.load(week)
  const period = record?.period ?? (await periodOf(deps, week, registry))
  if (period === undefined) return { type: 'noPeriod' }
  if (asOf <= period.from)
    return { type: 'rejected', rejection: { code: 'notLater', field: 'asOf', value: asOf, than: period.from } }
  const frozen = record && (await readContent(deps.documents, week, record.content))
  const also = frozen?.cases.map(({ id }) => id) ?? []
  const draft = { week, period: { ...period, to: earlier(period.to, asOf) }, knownAt, content: record?.content ?? 1 }
  const report = await composeDraft(deps, draft, { registry, also })
  const contributions = lastWords(storedBefore(textsUntil(record, knownAt), await deps.reports.contributions(week)))
  return {
    type: 'recomputed',
    report: { ...report, contributions },
    changes: frozen === undefined ? [] : figureChanges(frozen, report),
  }
}

/** What was written after the review had closed is no part of the report. */
const textsUntil = (record: ReportRecord | undefined, knownAt: Instant): Instant =>
  record === undefined ? knownAt : earlier(record.closesAt, knownAt)

/** Of a week without a draft: from the end of the last published report before it to its own report day. */
async function periodOf(deps: ReportDeps, week: string, registry: Registry): Promise<Period | undefined> {
  if (registry.find('calendar', 'counter', dateInWeek(week)) === undefined) return undefined
  const day = reportDayOf(dateInWeek(week), registry)
  const settings = registry.find('report', 'weekly', day)
  const from = (await deps.reports.latest(week))?.period.to ?? settings?.lastEnd
  const to = atLocal(day, '00:00')
  return from === undefined || from >= to || day > addDays(localDateOf(deps.now()), 7) ? undefined : { from, to }
}
