import { parse, readRoute } from '../platform/api.ts'
import { apiKeyDeps } from '../platform/api-key-deps.ts'
import { apiKeysQuery, listApiKeys } from '../work/api-keys.ts'

const deps = apiKeyDeps()

/** `GET /api-keys`: which keys there are and were, by their ids. */
export const handler = readRoute('manageApiKeys', deps.log, async ({ query }) => ({
  status: 200,
  body: await listApiKeys(deps, parse(apiKeysQuery, query)),
}))
