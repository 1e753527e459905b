import { caseId } from '../domain/case-id.ts'
import { refuseFuture } from '../domain/happening.ts'
import { demand, parse, readRoute, RefusedError } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { dynamoRegistryStore } from '../store/dynamo-registry-store.ts'
import { explainCase } from '../work/explain-case.ts'
import { ownerOf } from '../work/read-cases.ts'
import { getQuery } from '../work/wire.ts'

const deps = tableDeps()
const registry = dynamoRegistryStore(deps.table)

/**
 * `GET /cases/{id}/explanation`: line by line why the due date is what it is and why the case is late or on time; with
 * `asOf` and `knownAt` as the system would have answered then. It reads the registry's own rows, for their sources.
 */
export const handler = readRoute('readCase', deps.log, async ({ caller, path, query }) => {
  const now = deps.now()
  const { asOf = now, knownAt = asOf } = parse(getQuery, query)
  const future = refuseFuture({ asOf, knownAt }, now)
  if (future !== undefined) throw new RefusedError(future)
  const document = await deps.cases.load(parse(caseId, path['id']))
  if (document === undefined) throw new RefusedError({ code: 'notFound' })
  demand(caller, 'readCase', ownerOf(document))
  const explanation = explainCase(document, { rows: await registry.rows(), asOf, knownAt })
  if (explanation === undefined) throw new RefusedError({ code: 'notFound' })
  return { status: 200, body: explanation }
})
