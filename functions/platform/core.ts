import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Instant } from '../domain/instant.ts'
import { dynamoCallerStore } from '../store/dynamo-caller-store.ts'
import { connectTable, type Table } from '../store/dynamo-table.ts'
import { dynamoCaseStore } from '../store/dynamo-case-store.ts'
import { dynamoRegistryStore } from '../store/dynamo-registry-store.ts'
import { cachedRegistry } from '../store/cached-registry.ts'
import type { Core } from '../work/deps.ts'
import type { CallerStore } from '../store/caller-store.ts'
import type { CaseStore } from '../store/case-store.ts'
import { variable } from './env.ts'
import { functionLog } from './log.ts'

/** The only clock of functions. */
export const now = (): Instant => new Date().toISOString()

/** One client for all that an instance does. */
let connected: Table | undefined
const ourTable = (): Table => (connected ??= connectTable(variable('TABLE_NAME')))

/** What a route with a body remembers of its callers. */
export const callerDeps = (): { callers: CallerStore; now(): Instant } => ({
  now,
  callers: dynamoCallerStore(ourTable()),
})

/** Built once per instance of a function, from its environment. Clients of other services come from their own files. */
export function tableDeps(): Core & { cases: CaseStore; table: Table } {
  const table = ourTable()
  return {
    now,
    newId: randomUUID,
    random: Math.random,
    pause: (ms) => setTimeout(ms),
    log: functionLog(),
    registry: cachedRegistry(dynamoRegistryStore(table), now),
    cases: dynamoCaseStore(table),
    table,
  }
}
