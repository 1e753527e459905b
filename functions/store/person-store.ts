import * as z from 'zod'
import type { CaseId } from '../domain/case-id.ts'
import { actor } from '../domain/event.ts'
import { instant, type Instant } from '../domain/instant.ts'
import type { Saved } from './saved.ts'

/** What is known of the citizen behind a case; what it holds is the business of the function that collects it. */
export type Person = Record<string, unknown>

/** Why the centre's staff may look at a citizen's identity. */
export const readingPurpose = z.enum(['contact', 'verification', 'complaint', 'legalRequest'])

/** Somebody looked. */
export const reading = z.strictObject({ at: instant, by: actor, purpose: readingPurpose })
export type Reading = z.output<typeof reading>

/** What is left where a citizen was. */
export const erasure = z.strictObject({
  at: instant,
  /** On request nothing that a source sends again is kept either. */
  why: z.enum(['retention', 'request']),
  by: actor,
  reason: z.string().optional(),
})
export type Erasure = z.output<typeof erasure>

export type PersonRecord = { person: Person; savedAt: Instant } | { erased: Erasure }

/** Stands apart from the case, readable by one role only, and can be erased without touching the case. */
export interface PersonStore {
  /** Replaces what was known; keeps nothing of whoever was erased on request. */
  save(id: CaseId, person: Person, at: Instant): Promise<void>
  load(id: CaseId): Promise<PersonRecord | undefined>
  /**
   * Erasing twice, or nobody, is no error. With `savedAt` only what was stored then is erased.
   * @returns `conflict` where something else stands there by now
   */
  erase(id: CaseId, erased: Erasure, savedAt?: Instant): Promise<Saved>
  /** Those whose time to be looked at has come, soonest first; read from an index, which lags a little. */
  toLookAt(until: Instant): AsyncIterable<CaseId>
  /** Nothing happens where the citizen has been stored anew, or erased, since. */
  lookAgain(id: CaseId, savedAt: Instant, at: Instant): Promise<void>
  noteReading(id: CaseId, reading: Reading): Promise<void>
  /** Whoever looked, oldest first. */
  readings(id: CaseId): Promise<Reading[]>
}

/** The double. */
export function inMemoryPersonStore(): PersonStore {
  const people = new Map<CaseId, PersonRecord & { lookAt?: Instant }>()
  const readings = new Map<CaseId, Reading[]>()
  return {
    async save(id, person, at) {
      const known = people.get(id)
      if (known !== undefined && 'erased' in known && known.erased.why === 'request') return
      people.set(id, { person: structuredClone(person), savedAt: at, lookAt: at })
    },
    async load(id) {
      const known = people.get(id)
      if (known === undefined) return undefined
      return structuredClone(
        'erased' in known ? { erased: known.erased } : { person: known.person, savedAt: known.savedAt },
      )
    },
    async erase(id, erased, savedAt) {
      const known = people.get(id)
      const asRead = known !== undefined && 'person' in known && known.savedAt === savedAt
      if (savedAt !== undefined && !asRead) return 'conflict'
      people.set(id, { erased })
      return 'saved'
    },
    async *toLookAt(until) {
      const due = [...people].flatMap(([id, { lookAt }]) =>
        lookAt !== undefined && lookAt <= until ? [{ id, lookAt }] : [],
      )
      for (const { id } of due.toSorted((a, b) => (a.lookAt < b.lookAt ? -1 : 1))) yield id
    },
    async lookAgain(id, savedAt, at) {
      const known = people.get(id)
      if (known !== undefined && 'person' in known && known.savedAt === savedAt)
        people.set(id, { ...known, lookAt: at })
    },
    async noteReading(id, noted) {
      readings.set(id, [...(readings.get(id) ?? []), noted])
    },
    readings: async (id) => readings.get(id) ?? [],
  }
}
