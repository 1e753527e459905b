import { caseId } from '../domain/case-id.ts'
import { refuseFuture } from '../domain/happening.ts'
import { demand, parse, readRoute, RefusedError } from '../platform/api.ts'
import { etagOf } from '../platform/etag.ts'
import { tableDeps } from '../platform/core.ts'
import { ownerOf, viewCase } from '../work/read-cases.ts'
import { getQuery } from '../work/wire.ts'

const deps = tableDeps()

/**
 * `GET /cases/{id}`: state, timeline and execution; with `asOf` and `knownAt` as it stood and was known then, by the
 * rules in force and known then.
 */
export const handler = readRoute('readCase', deps.log, async ({ caller, path, query }) => {
  const when = parse(getQuery, query)
  const future = refuseFuture(when, deps.now())
  if (future !== undefined) throw new RefusedError(future)
  const document = await deps.cases.load(parse(caseId, path['id']))
  if (document === undefined) throw new RefusedError({ code: 'notFound' })
  demand(caller, 'readCase', ownerOf(document))
  const knownAt = when.knownAt ?? when.asOf
  const registry = knownAt === undefined ? await deps.registry.current() : await deps.registry.knownAt(knownAt)
  const view = viewCase(document, registry, when)
  if (view === undefined) throw new RefusedError({ code: 'notFound' })
  return { status: 200, body: view, ...(view.version !== undefined && { headers: etagOf(document) }) }
})
