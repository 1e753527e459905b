import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { apiKeyDeps } from '../platform/api-key-deps.ts'
import { apiKeyRequest, createApiKey } from '../work/api-keys.ts'

const deps = apiKeyDeps()

/** `POST /api-keys`: a provider's key to Open311; the answer is the only place where it ever stands. */
export const handler = writeRoute('manageApiKeys', deps.log, async ({ caller, body }) => {
  const request = parse(apiKeyRequest, body)
  const made = await createApiKey(deps, caller, request)
  if (made === undefined) throw new RefusedError({ code: 'unknownAgency', field: 'provider', agency: request.provider })
  return { status: 201, body: made, keep: false }
})
