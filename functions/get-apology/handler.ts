import { readRoute } from '../platform/api.ts'
import { readableCase } from '../platform/case-route.ts'
import { tableDeps } from '../platform/core.ts'
import { readApology } from '../work/read-apology.ts'

const deps = tableDeps()

/** `GET /cases/{id}/apology`: what a late dossier owes the citizen, drafted for its agency to confirm. */
export const handler = readRoute('readCase', deps.log, async ({ caller, path }) => {
  const document = await readableCase(deps, { caller, path })
  const when = { registry: await deps.registry.current(), now: deps.now() }
  return { status: 200, body: await readApology(document, when) }
})
