import { accountabilityDeps } from '../platform/accountability-deps.ts'
import { parse, readRoute, RefusedError } from '../platform/api.ts'
import { accountabilityName } from '../work/directive-wire.ts'
import { readAccountability } from '../work/read-accountability.ts'

const deps = accountabilityDeps()

/** `GET /directives/{id}/accountability/{kind}`: a report on responsibilities; to agencies and providers, their part. */
export const handler = readRoute('readAccountability', deps.log, async ({ caller, path }) => {
  const found = await readAccountability(deps, caller, parse(accountabilityName, path))
  if (found === undefined) throw new RefusedError('noAccountability')
  return { status: 200, body: found }
})
