import { readRoute } from '../platform/api.ts'
import { apiKeyDeps } from '../platform/api-key-deps.ts'
import { viewApiKey } from '../work/api-keys.ts'

const deps = apiKeyDeps()

/** `GET /api-keys`: which keys there are and were, by their ids. */
export const handler = readRoute('manageApiKeys', deps.log, async () => ({
  status: 200,
  body: { apiKeys: (await deps.apiKeys.all()).map(viewApiKey) },
}))
