import { demand, parse, readRoute } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { listCases } from '../work/read-cases.ts'
import { listQuery } from '../work/wire.ts'

const deps = tableDeps()

/** `GET /cases`: by agency, kind, status, open or closed, overdue; paged by cursor. */
export const handler = readRoute('listCases', deps.log, async ({ caller, query }) => {
  const ask = parse(listQuery, query)
  if (caller.role === 'agency' && ask.agency !== undefined) demand(caller, 'listCases', { agency: ask.agency })
  return { status: 200, body: await listCases(deps, caller, ask) }
})
