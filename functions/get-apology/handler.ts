import { caseId } from '../domain/case-id.ts'
import { demand, parse, readRoute, RefusedError } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { readApology } from '../work/read-apology.ts'
import { ownerOf } from '../work/read-cases.ts'

const deps = tableDeps()

/** `GET /cases/{id}/apology`: what a late dossier owes the citizen, drafted for its agency to confirm. */
export const handler = readRoute('readCase', deps.log, async ({ caller, path }) => {
  const document = await deps.cases.load(parse(caseId, path['id']))
  if (document === undefined) throw new RefusedError({ code: 'notFound' })
  demand(caller, 'readCase', ownerOf(document))
  const when = { registry: await deps.registry.current(), now: deps.now() }
  return { status: 200, body: await readApology(document, when) }
})
