import { demand, parse, readRoute } from '../platform/api.ts'
import { feedDeps } from '../platform/feed-deps.ts'
import { controlTotalsQuery, differencesBetween } from '../work/control-totals.ts'

const deps = feedDeps()

/** `GET /control-totals`: where the totals that providers told are not what is known, by day and unit. */
export const handler = readRoute('readControlTotals', deps.log, async ({ caller, query }) => {
  const ask = parse(controlTotalsQuery, query)
  const provider = ask.provider ?? (caller.role === 'provider' ? caller.provider : undefined)
  demand(caller, 'readControlTotals', provider === undefined ? undefined : { provider })
  return { status: 200, body: await differencesBetween(deps, { ...ask, provider }) }
})
