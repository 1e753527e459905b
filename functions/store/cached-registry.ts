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
}

/** What is known of a snapshot from one row's recording to the next one's. */
interface View {
  of: Snapshot
  registry: Registry
  /** Exclusive; a row with a later time, as of a replay, is not known yet. */
  until: Instant
}

/**
 * Keeps the registry for 60 s; then it asks for the version alone, and reads the rows only where that has risen.
 * Whoever asks while a read is under way shares it; a read that fails is not kept.
 */
export function cachedRegistry(store: RegistryStore, now: () => Instant): CachedRegistry {
  let known: Snapshot | undefined
  let view: View | undefined
  let readAt = -Infinity
  let reading: Promise<Snapshot> | undefined

  async function read(): Promise<Snapshot> {
    const startedAt = toMs(now())
    const version = await store.version()
    if (known?.version !== version) known = { version, rows: await store.rows() }
    readAt = startedAt
    return known
  }

  async function snapshot(): Promise<Snapshot> {
    if (known !== undefined && toMs(now()) - readAt < MINUTE_MS) return known
    reading ??= read().finally(() => (reading = undefined))
    return reading
  }

  return {
    async current() {
      const of = await snapshot()
      const at = now()
      if (view?.of !== of || at >= view.until) view = viewAt(of, at)
      return view.registry
    },
    knownAt: async (at) => viewAt(await snapshot(), at).registry,
  }
}

/** The rules' version is the number of rows known: it rises with an addition, and when a later row becomes known. */
function viewAt(of: Snapshot, at: Instant): View {
  const known = of.rows.filter((row) => row.recordedAt <= at)
  const later = of.rows.flatMap(({ recordedAt }) => (recordedAt > at ? [recordedAt] : []))
  return { of, registry: readRegistry(known, known.length), until: later.toSorted()[0] ?? '9' }
}
