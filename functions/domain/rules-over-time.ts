import type { Instant } from './instant.ts'
import type { RegistryChange } from './registry-change.ts'
import { readRegistry, type Registry, type RegistryRow } from './registry.ts'

/** What the registry said at any moment, as it was known then. */
export interface RulesOverTime {
  at(moment: Instant): Registry
  /** When more became known next. */
  changeAfter(moment: Instant): Instant | undefined
}

export function rulesOverTime(rows: readonly RegistryRow[]): RulesOverTime {
  const changes = [...new Set(rows.map(({ recordedAt }) => recordedAt))].toSorted()
  const known = new Map<number, Registry>()
  return {
    at(moment) {
      const count = changes.findLastIndex((change) => change <= moment) + 1
      const registry = known.get(count) ?? readRegistry(rows, count, moment)
      known.set(count, registry)
      return registry
    },
    changeAfter: (moment) => changes.find((change) => change > moment),
  }
}

/** Earlier than anything that the registry speaks of. */
const EVER = { from: '1900-01-01', recordedAt: '1900-01-01T00:00:00.000Z' }

/** The rows as if the proposed ones had always been in force and known, in place of those under the same codes. */
export function asIfEver(known: readonly RegistryRow[], proposed: readonly RegistryChange[]): RegistryRow[] {
  const replaced = new Set(proposed.map(({ kind, code }) => `${kind} ${code}`))
  const kept = known.filter(({ kind, code }) => !replaced.has(`${kind} ${code}`))
  return [...kept, ...proposed.map((row) => ({ ...row, ...EVER, author: 'proposal', reason: 'proposal' }))]
}
