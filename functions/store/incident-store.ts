import { isDeepStrictEqual } from 'node:util'
import {
  incident,
  isOfKind,
  incidentId,
  isOpen,
  isSameThing,
  type Closing,
  type Incident,
  type IncidentKind,
  type IncidentOf,
  type NewIncident,
  type Paper,
} from '../domain/incident.ts'
import type { Saved } from './saved.ts'

/** What is wrong until somebody mends it, and what was. */
export interface IncidentStore {
  /** Opens it, unless one is open for the same thing or the same cause opened one before. @returns the one that stands */
  open(news: NewIncident): Promise<Incident>
  /** Names the letter that was drafted. Conflict: it has one, or was closed meanwhile. */
  attach(open: Incident, paper: Paper): Promise<Saved>
  /** Conflict: it was closed before, in other words, or has changed since it was read. */
  close(open: Incident, closed: Closing): Promise<Saved>
  /** Open and closed ones, subject by subject, each from its first to its last. */
  ofKind<K extends IncidentKind>(kind: K): Promise<IncidentOf<K>[]>
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
  const change = (open: Incident, next: Incident): Saved => {
    const at = incidents.findIndex((each) => incidentId(each) === incidentId(open))
    if (isDeepStrictEqual(incidents[at], next)) return 'saved'
    if (!isDeepStrictEqual(incidents[at], open)) return 'conflict'
    incidents[at] = structuredClone(next)
    return 'saved'
  }
  return {
    async open(news) {
      const known = incidents.filter((each) => each.kind === news.kind && each.subject === news.subject)
      const found = standing(known, news)
      if (found !== undefined) return structuredClone(found)
      const opened = numbered(structuredClone(news), known)
      incidents.push(opened)
      return structuredClone(opened)
    },
    attach: async (open, paper) => change(open, { ...open, paper }),
    close: async (open, closed) => change(open, { ...open, closed }),
    ofKind: async (kind) =>
      structuredClone(incidents.filter(isOfKind(kind))).toSorted((a, b) =>
        a.subject === b.subject ? a.number - b.number : a.subject < b.subject ? -1 : 1,
      ),
  }
}
