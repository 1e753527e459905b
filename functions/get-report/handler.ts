import { isoWeek } from '../domain/report.ts'
import { parse, readRoute, RefusedError } from '../platform/api.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { readReport, viewReport } from '../work/read-report.ts'

const deps = reportDeps()

/** `GET /weekly-reports/{week}`: where the report stands, its frozen content, and every figure with its id. */
export const handler = readRoute('readReport', deps.log, async ({ path }) => {
  const found = await readReport(deps, parse(isoWeek, path['week']))
  if (found === undefined) throw new RefusedError('noDraft')
  return { status: 200, body: { record: found.record, report: viewReport(found.report) } }
})
