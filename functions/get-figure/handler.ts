import { isoWeek } from '../domain/report.ts'
import { parse, readRoute, RefusedError } from '../platform/api.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { readReport, viewFigure } from '../work/read-report.ts'
import { figureName, figureQuery } from '../work/report-wire.ts'

const deps = reportDeps()

/** `GET /weekly-reports/{week}/figures/{id}`: a number of the report, and page by page the cases behind it. */
export const handler = readRoute('readReport', deps.log, async ({ path, query }) => {
  const id = parse(figureName, path['id'])
  const page = parse(figureQuery, query)
  const found = await readReport(deps, parse(isoWeek, path['week']))
  if (found === undefined) throw new RefusedError('noDraft')
  const view = viewFigure(found.report, id, page)
  if (view === undefined) throw new RefusedError('noFigure')
  return { status: 200, body: view }
})
