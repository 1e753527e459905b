import { caseId } from '../domain/case-id.ts'
import { refuseFuture } from '../domain/happening.ts'
import { demand, parse, readRoute, RefusedError } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { ownerOf } from '../work/read-cases.ts'
import { readLedger } from '../work/read-ledger.ts'
import { getQuery } from '../work/wire.ts'

const deps = tableDeps()

/** `GET /cases/{id}/ledger`: whose working time the case took, part by part, and what of it is disputed. */
export const handler = readRoute('readCase', deps.log, async ({ caller, path, query }) => {
  const now = deps.now()
  const { asOf = now, knownAt = asOf } = parse(getQuery, query)
  const future = refuseFuture({ asOf, knownAt }, now)
  if (future !== undefined) throw new RefusedError(future)
  const document = await deps.cases.load(parse(caseId, path['id']))
  if (document === undefined) throw new RefusedError({ code: 'notFound' })
  demand(caller, 'readCase', ownerOf(document))
  const ledger = readLedger(document, caller, { asOf, knownAt, registry: await deps.registry.knownAt(knownAt) })
  if (ledger === undefined) throw new RefusedError({ code: 'notFound' })
  return { status: 200, body: ledger }
})
