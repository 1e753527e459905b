import { parse, writeRoute } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { pauseCases } from '../work/pause-cases.ts'
import { pausesRequest } from '../work/wire.ts'

const deps = tableDeps()

/** `POST /pauses`: a document stops or releases the clocks of all open cases of a place, agency, system or kind. */
export const handler = writeRoute('pauseCases', deps.log, async ({ caller, body }) => ({
  status: 200,
  body: await pauseCases(deps, caller, parse(pausesRequest, body)),
}))
