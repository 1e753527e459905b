import { localDate } from '../domain/instant.ts'
import { parse, readRoute, RefusedError } from '../platform/api.ts'
import { functionLog } from '../platform/log.ts'
import { documentDeps } from '../platform/report-deps.ts'
import { readBrief } from '../work/brief.ts'
import { viewReport } from '../work/read-report.ts'

const documents = documentDeps()

/** `GET /briefs/{date}`: the leadership's page of a morning, with every figure and its id. */
export const handler = readRoute('readReport', functionLog(), async ({ path }) => {
  const brief = await readBrief(documents, parse(localDate, path['date']))
  if (brief === undefined) throw new RefusedError('notFound')
  return { status: 200, body: viewReport(brief) }
})
