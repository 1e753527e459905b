import { directiveId } from '../domain/directive.ts'
import { refuseFuture } from '../domain/happening.ts'
import { parse, readRoute, RefusedError } from '../platform/api.ts'
import { directiveDeps } from '../platform/directive-deps.ts'
import { burnDownQuery } from '../work/directive-wire.ts'
import { readBurnDown } from '../work/read-directives.ts'

const deps = directiveDeps()

/** `GET /directives/{id}/burn-down`: how far the letter's cohorts are cleared; with `asOf`, as they stood then. */
export const handler = readRoute('readDirective', deps.log, async ({ caller, path, query }) => {
  const { asOf = deps.now() } = parse(burnDownQuery, query)
  const future = refuseFuture({ asOf }, deps.now())
  if (future !== undefined) throw new RefusedError(future)
  const record = await deps.directives.load(parse(directiveId, path['id']))
  if (record === undefined) throw new RefusedError({ code: 'notFound' })
  return { status: 200, body: await readBurnDown(deps, caller, { letter: record.letter, asOf }) }
})
