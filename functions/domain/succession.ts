import type { Instant } from './instant.ts'
import { localDateOf } from './instant.ts'
import type { Agency, Registry } from './registry.ts'
import type { CaseSummary } from './document.ts'

type Held = Pick<CaseSummary, 'agency' | 'unit'>

/** A reorganisation may follow another before a case is looked at; more than these in a row is a circle. */
const MOST = 5

/**
 * Who has to act instead, where the case's agency has been succeeded by that day: the one for the case's administrative
 * unit, else the one for all the rest. Undefined where the agency stands, or nobody follows it.
 */
export function successorOf({ agency, unit }: Held, registry: Registry, now: Instant): string | undefined {
  let last: string | undefined
  let next = agency
  for (let steps = 0; steps < MOST && next !== undefined; steps += 1) {
    next = followerOf(registry.find('agency', next, localDateOf(now)), unit)
    if (next !== undefined) last = next
  }
  return last === agency ? undefined : last
}

const followerOf = (agency: Agency | undefined, unit: string | undefined): string | undefined =>
  (unit === undefined ? undefined : agency?.successorsByUnit?.[unit]) ?? agency?.successor

/** All that the agency names as its successors. */
export const successorsIn = ({ successor, successorsByUnit = {} }: Agency): string[] => [
  ...(successor === undefined ? [] : [successor]),
  ...Object.values(successorsByUnit),
]
