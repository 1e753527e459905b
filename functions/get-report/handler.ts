import { isoWeek } from '../domain/report.ts'
import { parse, readRoute, RefusedError } from '../platform/api.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { readContent } from '../work/report-content.ts'

const deps = reportDeps()

/** `GET /weekly-reports/{week}`: where the report stands, and its frozen content. */
export const handler = readRoute('readReport', deps.log, async ({ path }) => {
  const week = parse(isoWeek, path['week'])
  const record = await deps.reports.load(week)
  if (record === undefined) throw new RefusedError('noDraft')
  return { status: 200, body: { record, report: await readContent(deps.documents, week, record.content) } }
})
