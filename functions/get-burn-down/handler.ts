import { directiveId } from '../domain/directive.ts'
import { parse, readRoute } from '../platform/api.ts'
import { demandPast, found } from '../platform/case-route.ts'
import { directiveDeps } from '../platform/directive-deps.ts'
import { burnDownQuery } from '../work/directive-wire.ts'
import { readBurnDown } from '../work/read-directives.ts'

const deps = directiveDeps()

/** `GET /directives/{id}/burn-down`: how far the letter's cohorts are cleared; with `asOf`, as they stood then. */
export const handler = readRoute('readDirective', deps.log, async ({ caller, path, query }) => {
  const { asOf = deps.now() } = parse(burnDownQuery, query)
  demandPast({ asOf }, deps.now())
  const { letter } = found(await deps.directives.load(parse(directiveId, path['id'])))
  return { status: 200, body: await readBurnDown(deps, caller, { letter, asOf }) }
})
