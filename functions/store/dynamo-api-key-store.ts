import * as z from 'zod'
import { apiKey, type ApiKey } from '../domain/api-key.ts'
import type { ApiKeyStore } from './api-key-store.ts'
import { getItem, putItem, putOnce, queryItems, type Condition, type Table } from './dynamo-table.ts'
import { API_KEYS, apiKeyKey } from './keys.ts'

const item = z.object({ apiKey })

export function dynamoApiKeyStore(table: Table): ApiKeyStore {
  const load = async (hash: string): Promise<ApiKey | undefined> => {
    const found = await getItem(table, apiKeyKey(hash))
    return found && item.parse(found).apiKey
  }
  return {
    load,
    add: (key) => putOnce(table, { ...apiKeyKey(key.hash), apiKey: key }),
    async revoke(hash, revoked) {
      const key = await load(hash)
      if (key === undefined || key.revoked !== undefined) return 'conflict'
      return putItem(table, { ...apiKeyKey(hash), apiKey: { ...key, revoked } }, ifInForce)
    },
    async all() {
      const keys: ApiKey[] = []
      for await (const row of queryItems(table, { partition: API_KEYS })) keys.push(item.parse(row).apiKey)
      return keys
    },
  }
}

const ifInForce: Condition = { ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(apiKey.revoked)' }
