import { isoWeek } from '../domain/report.ts'
import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { dynamoReportStore } from '../store/dynamo-report-store.ts'
import { contribute } from '../work/contributions.ts'
import { contributionsRequest } from '../work/report-wire.ts'

const { table, ...core } = tableDeps()
const deps = { ...core, reports: dynamoReportStore(table) }

/** `POST /weekly-reports/{week}/contributions`: text and hand-counted numbers, until the review closes. */
export const handler = writeRoute('contributeToReport', deps.log, async ({ caller, path, body }) => {
  const week = parse(isoWeek, path['week'])
  const { contributions } = parse(contributionsRequest, body)
  const outcome = await contribute(deps, caller, { week, contributions })
  if (outcome.type === 'closed') throw new RefusedError('reviewClosed')
  if (outcome.type === 'rejected') throw new RefusedError(outcome.rejection)
  return { status: 200, body: { week, stored: contributions.length } }
})
