import { dynamoApiKeyStore } from '../store/dynamo-api-key-store.ts'
import type { ApiKeyDeps } from '../work/api-keys.ts'
import { tableDeps } from './core.ts'

export function apiKeyDeps(): ApiKeyDeps {
  const { table, ...deps } = tableDeps()
  return { ...deps, apiKeys: dynamoApiKeyStore(table) }
}
