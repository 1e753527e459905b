import type { CaseEvent, Entry } from './event.ts'
import { fromMs, toMs, type Instant, type LocalDate } from './instant.ts'
import type { Registry } from './registry.ts'
import type { Rejection } from './rejection.ts'

/** An event and when it happened; an entry, once it has a number and a time of recording. */
export interface Happening {
  event: CaseEvent
  at: Instant
  sourceOrder?: Instant | undefined
}

/** What a decision needs besides the command: the case so far and the rules in force. */
export interface Known {
  entries: readonly Entry[]
  registry: Registry
}

/** The clocks of two systems differ a little; that much ahead of ours is no future. */
const CLOCKS_DIFFER_MS = 30_000

/** Entries say what happened, never what will. */
export function refuseFuture(times: Record<string, Instant | undefined>, now: Instant): Rejection | undefined {
  const latest = fromMs(toMs(now) + CLOCKS_DIFFER_MS)
  const [field, value] = Object.entries(times).find(([, at]) => at !== undefined && at > latest) ?? []
  return field === undefined || value === undefined ? undefined : { code: 'inFuture', field, value, now }
}

/** A source may name an agency that is no more, as long as it ever stood; a person, only one in force on the day. */
export function refuseUnknownAgency(
  registry: Registry,
  agencies: Record<string, string | undefined>,
  on?: LocalDate,
): Rejection | undefined {
  for (const [field, agency] of Object.entries(agencies))
    if (agency !== undefined && !isKnown(registry, agency, on)) return { code: 'unknownAgency', field, agency }
  return undefined
}

const isKnown = (registry: Registry, agency: string, on: LocalDate | undefined): boolean =>
  on === undefined ? registry.codes('agency').includes(agency) : registry.find('agency', agency, on) !== undefined
