import { isDeepStrictEqual } from 'node:util'
import {
  incident,
  isOpen,
  isSameThing,
  type Closing,
  type Incident,
  type IncidentKind,
  type NewIncident,
} from '../domain/incident.ts'
import type { Saved } from './saved.ts'

/** What is wrong until somebody mends it, and what was. */
export interface IncidentStore {
  /** Opens it, unless one is open for the same thing or the same cause opened one before. @returns the one that stands */
  open(news: NewIncident): Promise<Incident>
  /** Conflict: it was closed before, in other words. */
  close(open: Incident, closed: Closing): Promise<Saved>
  /** Open and closed ones, subject by subject, each from its first to its last. */
  ofKind(kind: IncidentKind): Promise<Incident[]>
}

/** What stands in the way of a new one among all of its subject. */
export function standing(known: readonly Incident[], news: NewIncident): Incident | undefined {
  const same = known.filter((each) => isSameThing(each, news))
  return same.find(isOpen) ?? same.find(({ cause }) => cause === news.cause)
}

export const numbered = (news: NewIncident, known: readonly Incident[]): Incident =>
  incident.parse({ ...news, number: known.length + 1 })

/** The double. */
export function inMemoryIncidentStore(): IncidentStore {
  const incidents: Incident[] = []
  return {
    async open(news) {
      const known = incidents.filter((each) => each.kind === news.kind && each.subject === news.subject)
      const found = standing(known, news)
      if (found !== undefined) return structuredClone(found)
      const opened = numbered(structuredClone(news), known)
      incidents.push(opened)
      return structuredClone(opened)
    },
    async close(open, closed) {
      const at = incidents.findIndex((each) =>
        isDeepStrictEqual({ ...each, closed: undefined }, { ...open, closed: undefined }),
      )
      const stored = incidents[at]
      if (stored === undefined) return 'conflict'
      if (stored.closed !== undefined) return isDeepStrictEqual(stored.closed, closed) ? 'saved' : 'conflict'
      incidents[at] = structuredClone({ ...stored, closed })
      return 'saved'
    },
    ofKind: async (kind) =>
      structuredClone(incidents.filter((each) => each.kind === kind)).toSorted((a, b) =>
        a.subject === b.subject ? a.number - b.number : a.subject < b.subject ? -1 : 1,
      ),
  }
}
