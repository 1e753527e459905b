import { isoWeek } from '../domain/report.ts'
import { parse, readRoute, RefusedError } from '../platform/api.ts'
import { documentLinks, reportDeps } from '../platform/report-deps.ts'
import { preflightOf } from '../work/check-report.ts'
import { downloadsOf } from '../work/report-downloads.ts'
import { readReport, viewReport } from '../work/read-report.ts'
import { transmissionsOf } from '../work/transmissions.ts'

const deps = reportDeps()
const links = documentLinks()

/**
 * `GET /weekly-reports/{week}`: where the report stands, its frozen content, every figure with its id; before it is out,
 * what to look at; afterwards ways to its documents, and how far each recipient has it.
 */
export const handler = readRoute('readReport', deps.log, async ({ path }) => {
  const found = await readReport(deps, parse(isoWeek, path['week']))
  if (found === undefined) throw new RefusedError('noDraft')
  const { record, report } = found
  const toLookAt = await preflightOf(deps, record, report)
  const transmissions = await transmissionsOf(deps, record, report.settings)
  const documents = await downloadsOf(links, record)
  return { status: 200, body: { record, report: viewReport(report), preflight: toLookAt, documents, transmissions } }
})
