import { parse, readRoute } from '../platform/api.ts'
import { demandPast, found, readableCase } from '../platform/case-route.ts'
import { tableDeps } from '../platform/core.ts'
import { readLedger } from '../work/read-ledger.ts'
import { getQuery } from '../work/wire.ts'

const deps = tableDeps()

/** `GET /cases/{id}/ledger`: whose working time the case took, part by part, and what of it is disputed. */
export const handler = readRoute('readCase', deps.log, async ({ caller, path, query }) => {
  const now = deps.now()
  const { asOf = now, knownAt = asOf } = parse(getQuery, query)
  demandPast({ asOf, knownAt }, now)
  const document = await readableCase(deps, { caller, path })
  const registry = await deps.registry.knownAt(knownAt)
  return { status: 200, body: found(readLedger(document, caller, { asOf, knownAt, registry })) }
})
