import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { incidentDeps } from '../platform/incident-deps.ts'
import { closeIncident, viewIncident } from '../work/incidents.ts'
import { closingRequest } from '../work/wire-incidents.ts'

const deps = incidentDeps()

/** `POST /incidents/{id}/closing`: an operator says that it is mended, and how. */
export const handler = writeRoute('closeIncident', deps.log, async ({ caller, path, body }) => {
  const { reason } = parse(closingRequest, body)
  const closed = await closeIncident(deps, caller, { id: path['id'] ?? '', reason })
  if (closed === undefined) throw new RefusedError('notFound')
  return { status: 200, body: viewIncident(closed, await deps.registry.current()) }
})
