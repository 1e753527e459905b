import { isoWeek } from '../domain/report.ts'
import { parse, readRoute } from '../platform/api.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { readContributions } from '../work/contributions.ts'

const deps = reportDeps()

/** `GET /weekly-reports/{week}/contributions`: what was given, by whom, what is missing, and last time's word on it. */
export const handler = readRoute('readReport', deps.log, async ({ path }) => ({
  status: 200,
  body: await readContributions(deps, parse(isoWeek, path['week'])),
}))
