import { parse, readRoute } from '../platform/api.ts'
import { demandPast, found, readableCase } from '../platform/case-route.ts'
import { tableDeps } from '../platform/core.ts'
import { dynamoRegistryStore } from '../store/dynamo-registry-store.ts'
import { explainCase } from '../work/explain-case.ts'
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
  demandPast({ asOf, knownAt }, now)
  const document = await readableCase(deps, { caller, path })
  return { status: 200, body: found(explainCase(document, { rows: await registry.rows(), asOf, knownAt })) }
})
