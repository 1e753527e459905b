import { refuseFuture } from '../domain/happening.ts'
import { isoWeek } from '../domain/report.ts'
import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { correctReport } from '../work/correct-report.ts'
import { viewReport } from '../work/read-report.ts'
import { correctionRequest } from '../work/report-wire.ts'

const deps = { ...reportDeps(), machines: stepFunctions() }

/** `POST /weekly-reports/{week}/corrections`: publishes a signed report anew under its number, saying what changed. */
export const handler = writeRoute('signReport', deps.log, async ({ caller, path, body }) => {
  const week = parse(isoWeek, path['week'])
  const ask = parse(correctionRequest, body)
  const future = refuseFuture({ knownAt: ask.knownAt }, deps.now())
  if (future !== undefined) throw new RefusedError(future)
  const outcome = await correctReport(deps, caller, { week, ...ask })
  if (outcome.type === 'rejected') throw new RefusedError(outcome.rejection)
  if (outcome.type !== 'corrected') throw new RefusedError(outcome.type)
  return { status: 200, body: viewReport(outcome.report) }
})
