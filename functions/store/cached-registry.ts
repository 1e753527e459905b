import { MINUTE_MS, toMs, type Instant } from '../domain/instant.ts'
import { readRegistry, type Registry, type RegistryRow } from '../domain/registry.ts'
import type { RegistryStore } from './registry-store.ts'

export interface CachedRegistry {
  /** As known now, at most 60 s old. */
  current(): Promise<Registry>
  /** As it was known at that moment; what was recorded in the last 60 s may be missing. */
  knownAt(at: Instant): Promise<Registry>
}

interface Snapshot {
  version: number
  rows: readonly RegistryRow[]
  registry: Registry
}

/**
 * Keeps the registry for 60 s; then it asks for the version alone, and reads the rows only where that has risen.
 * Whoever asks while a read is under way shares it; a read that fails is not kept.
 */
export function cachedRegistry(store: RegistryStore, now: () => Instant): CachedRegistry {
  let known: Snapshot | undefined
  let readAt = -Infinity
  let reading: Promise<Snapshot> | undefined

  async function read(): Promise<Snapshot> {
    const startedAt = toMs(now())
    const version = await store.version()
    if (known?.version !== version) {
      const rows = await store.rows()
      known = { version, rows, registry: readRegistry(rows, version) }
    }
    readAt = startedAt
    return known
  }

  async function snapshot(): Promise<Snapshot> {
    if (known !== undefined && toMs(now()) - readAt < MINUTE_MS) return known
    reading ??= read().finally(() => (reading = undefined))
    return reading
  }

  return {
    current: async () => (await snapshot()).registry,
    async knownAt(at) {
      const { rows, version } = await snapshot()
      return readRegistry(rows, version, at)
    },
  }
}
