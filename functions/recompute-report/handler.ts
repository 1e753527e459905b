import { refuseFuture } from '../domain/happening.ts'
import { isoWeek } from '../domain/report.ts'
import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { recomputeReport } from '../work/recompute-report.ts'
import { draftRequest } from '../work/report-wire.ts'

const deps = reportDeps()

/** What an answer may hold beside its envelope; Lambda's bound is 6 MB. */
const MOST_BYTES = 5_500_000

/** `POST /weekly-reports/{week}/drafts`: any past week counted anew, as it stood and was known at a moment. */
export const handler = writeRoute('recomputeReport', deps.log, async ({ path, body }) => {
  const week = parse(isoWeek, path['week'])
  const when = parse(draftRequest, body)
  const future = refuseFuture(when, deps.now())
  if (future !== undefined) throw new RefusedError(future)
  const outcome = await recomputeReport(deps, week, when)
  if (outcome.type === 'rejected') throw new RefusedError(outcome.rejection)
  if (outcome.type === 'noPeriod') throw new RefusedError('noPeriod')
  const { report, changes } = outcome
  if (Buffer.byteLength(JSON.stringify(report)) > MOST_BYTES) throw new RefusedError('draftTooLarge')
  return { status: 200, body: { report, changes } }
})
