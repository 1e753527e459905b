import { isoWeek } from '../domain/report.ts'
import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { transmissionsRequest } from '../work/report-wire.ts'
import { recordTransmissions } from '../work/transmissions.ts'

const deps = reportDeps()

/** `POST /weekly-reports/{week}/transmissions`: what the e-office tells of the published report. */
export const handler = writeRoute('recordTransmissions', deps.log, async ({ caller, path, body }) => {
  const week = parse(isoWeek, path['week'])
  const outcome = await recordTransmissions(deps, caller, { week, ...parse(transmissionsRequest, body) })
  if (outcome.type === 'rejected') throw new RefusedError(outcome.rejection)
  if (outcome.type !== 'recorded') throw new RefusedError(outcome.type)
  return { status: 200, body: { week, transmissions: outcome.transmissions } }
})
