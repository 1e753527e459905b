import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { apiKeyDeps } from '../platform/api-key-deps.ts'
import { apiKeyPath, revokeApiKey } from '../work/api-keys.ts'

const deps = apiKeyDeps()

/** `POST /api-keys/{id}/revocation`: from then on the key opens nothing. */
export const handler = writeRoute('manageApiKeys', deps.log, async ({ caller, path }) => {
  const revoked = await revokeApiKey(deps, caller, parse(apiKeyPath, path['id']))
  if (revoked === undefined) throw new RefusedError('notFound')
  return { status: 200, body: revoked }
})
