import type { DraftReportAnswer, DraftReportInput } from '../../workflows/contract.ts'
import { atLocal, fromMs, localDateOf, toMs, type Instant } from '../domain/instant.ts'
import { isoWeekOf, periodDue } from '../domain/report.ts'
import type { ReportRecord } from '../store/report-store.ts'
import type { ReportDeps } from './deps.ts'
import { composeDraft, freeze } from './compose-report.ts'

/** The report day, by the clock on a Vietnamese wall. */
const day = { check: '13:00', closes: '14:30', verify: '14:45' }

/** What a contribution that is being stored may still take; the longest time-out of the function that stores it. */
const UNDER_WAY_MS = 30_000

/** Contributions under way at the closing are in the table by then. */
export const afterClosing = (closesAt: Instant): Instant => fromMs(toMs(closesAt) + UNDER_WAY_MS)

/**
 * Every morning: is a report due today? If so counts the figures, freezes them, and answers with the day's plan.
 * The first execution to draft a week owns it; a second delivery of the morning's event finds nothing due.
 */
export async function draftReport(deps: ReportDeps, task: DraftReportInput): Promise<DraftReportAnswer> {
  const date = localDateOf(task.time)
  const week = isoWeekOf(date)
  const known = await deps.reports.load(week)
  if (known !== undefined) return known.execution === task.execution ? planOf(known) : { contract: 1, due: false }
  const registry = await deps.registry.current()
  const period = periodDue(date, registry, (await deps.reports.latest(week))?.period.to)
  if (period === undefined) return { contract: 1, due: false }
  const draft = { week, period, knownAt: deps.now(), content: 1 }
  const { knownAt } = await freeze(deps.documents, await composeDraft(deps, draft, { registry }))
  const closesAt = atLocal(date, day.closes)
  const record: ReportRecord = {
    ...draft,
    knownAt,
    status: 'draft',
    version: 1,
    execution: task.execution,
    closesAt,
  }
  const saved = await deps.reports.save(record, undefined)
  return saved === 'saved' ? planOf(record) : draftReport(deps, task)
}

function planOf({ week, content, closesAt }: ReportRecord): DraftReportAnswer {
  const date = localDateOf(closesAt)
  return {
    contract: 1,
    due: true,
    week,
    version: content,
    checkAt: atLocal(date, day.check),
    publishAt: afterClosing(atLocal(date, day.closes)),
    verifyAt: atLocal(date, day.verify),
  }
}
