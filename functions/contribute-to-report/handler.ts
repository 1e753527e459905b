import { isoWeek } from '../domain/report.ts'
import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { dynamoReportStore } from '../store/dynamo-report-store.ts'
import { contribute } from '../work/sign-report.ts'
import { contributionsRequest } from '../work/wire.ts'

const { table, ...core } = tableDeps()
const deps = { ...core, reports: dynamoReportStore(table) }

/** `POST /weekly-reports/{week}/contributions`: texts for the report, until its review closes. */
export const handler = writeRoute('contributeToReport', deps.log, async ({ caller, path, body }) => {
  const week = parse(isoWeek, path['week'])
  const { contributions } = parse(contributionsRequest, body)
  if ((await contribute(deps, caller, { week, contributions })) === 'closed') throw new RefusedError('reviewClosed')
  return { status: 200, body: { week, stored: contributions.length } }
})
