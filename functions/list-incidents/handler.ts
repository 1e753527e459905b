import { parse, readRoute } from '../platform/api.ts'
import { paperDeps } from '../platform/incident-deps.ts'
import { listIncidents } from '../work/incidents.ts'
import { incidentsQuery } from '../work/wire-incidents.ts'

const deps = paperDeps()

/** `GET /incidents`: what is wrong now; with `from` and `to` also what was, of one kind or of all. */
export const handler = readRoute('readIncidents', deps.log, async ({ query }) => ({
  status: 200,
  body: await listIncidents(deps, parse(incidentsQuery, query)),
}))
