import type { Instant, LocalDate } from './instant.ts'
import type { RegistryKind, RegistryRow } from './registry.ts'

/** What a rule rests on: its code in the registry, since when it is in force and known, and who entered it by what. */
export type RuleSource = Pick<RegistryRow, 'kind' | 'code' | 'from' | 'recordedAt' | 'author' | 'source'>

export interface RuleAsk {
  kind: RegistryKind
  code: string
  /** The Vietnam date on which the rule must be in force. */
  on: LocalDate
  knownAt: Instant
}

/** The row behind what `Registry.find` answers: of those in force and known, the latest. */
export function ruleSource(rows: readonly RegistryRow[], ask: RuleAsk): RuleSource | undefined {
  const [latest] = rows
    .filter((row) => row.kind === ask.kind && row.code === ask.code)
    .filter((row) => row.from <= ask.on && row.recordedAt <= ask.knownAt)
    .toSorted(latestFirst)
  if (latest === undefined) return undefined
  const { kind, code, from, recordedAt, author, source } = latest
  return { kind, code, from, recordedAt, author, source }
}

const latestFirst = (a: RegistryRow, b: RegistryRow): number => {
  const [rankA, rankB] = [a.from + a.recordedAt, b.from + b.recordedAt]
  return rankA < rankB ? 1 : rankA > rankB ? -1 : 0
}
