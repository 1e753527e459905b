import { parse, readRoute } from '../platform/api.ts'
import { demandPast, found, readableCase } from '../platform/case-route.ts'
import { etagOf } from '../platform/etag.ts'
import { tableDeps } from '../platform/core.ts'
import { viewCase } from '../work/read-cases.ts'
import { getQuery } from '../work/wire.ts'

const deps = tableDeps()

/**
 * `GET /cases/{id}`: state, timeline and execution; with `asOf` and `knownAt` as it stood and was known then, by the
 * rules in force and known then.
 */
export const handler = readRoute('readCase', deps.log, async ({ caller, path, query }) => {
  const when = parse(getQuery, query)
  demandPast({ ...when }, deps.now())
  const document = await readableCase(deps, { caller, path })
  const knownAt = when.knownAt ?? when.asOf
  const registry = knownAt === undefined ? await deps.registry.current() : await deps.registry.knownAt(knownAt)
  const view = found(viewCase(document, registry, when))
  return { status: 200, body: view, ...(view.version !== undefined && { headers: etagOf(document) }) }
})
