import type { ApiKey } from '../domain/api-key.ts'
import type { Saved } from './saved.ts'

/** Keys by their hash. Consistent. */
export interface ApiKeyStore {
  load(hash: string): Promise<ApiKey | undefined>
  /** Conflict: there is such a key. */
  add(key: ApiKey): Promise<Saved>
  /** Conflict: it was revoked before, or was never there. */
  revoke(hash: string, revoked: NonNullable<ApiKey['revoked']>): Promise<Saved>
  /** In order of their hashes. */
  all(): Promise<ApiKey[]>
}

/** The double. */
export function inMemoryApiKeyStore(): ApiKeyStore {
  const keys = new Map<string, ApiKey>()
  return {
    load: async (hash) => structuredClone(keys.get(hash)),
    async add(key) {
      if (keys.has(key.hash)) return 'conflict'
      keys.set(key.hash, structuredClone(key))
      return 'saved'
    },
    async revoke(hash, revoked) {
      const key = keys.get(hash)
      if (key === undefined || key.revoked !== undefined) return 'conflict'
      keys.set(hash, { ...key, revoked })
      return 'saved'
    },
    all: async () => structuredClone([...keys.values()]).toSorted((a, b) => (a.hash < b.hash ? -1 : 1)),
  }
}
