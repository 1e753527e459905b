import type { Actor, AsOf, CaseEvent, Entry } from './event.ts'
import { evolve, inWorldOrder } from './evolve.ts'
import type { Instant } from './instant.ts'
import type { CaseState } from './state.ts'

/** One step in the life of a case: what an entry made of the state before it. */
export interface Change {
  entry: Entry
  before: CaseState | undefined
  after: CaseState
}

/** The entry of the timeline that something goes back to, when it happened, and whose word it is. */
export interface Cause {
  seq: number
  at: Instant
  by: Actor
  /** The system that the actor speaks for, where it says so. */
  source: string | undefined
}

/**
 * The life of the case step by step, in the order and by the two times of `foldCase`, whose state is the last `after`.
 * Entries that left everything as it was are left out. Empty where the case was not there yet, or not known.
 */
export function changesOf(entries: readonly Entry[], { asOf = '9', knownAt = '9' }: AsOf): Change[] {
  const changes: Change[] = []
  let before: CaseState | undefined
  for (const entry of inWorldOrder(entries)) {
    if (entry.occurredAt > asOf || entry.recordedAt > knownAt) continue
    const after = evolve(before, entry)
    if (after !== undefined && after !== before) changes.push({ entry, before, after })
    before = after
  }
  return changes
}

export function causeOf({ entry: { seq, occurredAt, actor, event } }: Change): Cause {
  return { seq, at: occurredAt, by: actor, source: 'source' in event ? event.source : undefined }
}

export const reasonOf = (event: CaseEvent): string | undefined => ('reason' in event ? event.reason : undefined)

/** The change that ended the case, the last one where it was reopened in between; undefined while it is open. */
export const endingOf = (changes: readonly Change[]): Change | undefined =>
  changes.at(-1)?.after.progress.phase === 'finished'
    ? changes.findLast(({ before }) => before?.progress.phase !== 'finished')
    : undefined
