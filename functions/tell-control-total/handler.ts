import { demand, parse, RefusedError, writeRoute } from '../platform/api.ts'
import { feedDeps } from '../platform/feed-deps.ts'
import { controlTotalRequest, tellControlTotal } from '../work/control-totals.ts'

const deps = feedDeps()

/** `POST /control-totals`: how many field reports a provider received on a day, by unit; told again, the last word counts. */
export const handler = writeRoute('tellControlTotal', deps.log, async ({ caller, body }) => {
  const request = parse(controlTotalRequest, body)
  demand(caller, 'tellControlTotal', { provider: request.provider })
  const told = await tellControlTotal(deps, caller, request)
  if (told.type === 'rejected') throw new RefusedError(told.rejection)
  return { status: 200, body: request }
})
