import { nextWorkingDayOnOrAfter } from './calendar.ts'
import { addDays, atLocal, localDateOf, type Instant } from './instant.ts'
import type { Registry } from './registry.ts'

/** When digests go out on working days, by a clock on a Vietnamese wall; the stack's schedule says the same. */
export const DIGEST_TIME = '07:30'

/** The first digest after the moment. */
export function nextDigest(registry: Registry, after: Instant): Instant {
  const today = localDateOf(after)
  const from = after < atLocal(today, DIGEST_TIME) ? today : addDays(today, 1)
  return atLocal(nextWorkingDayOnOrAfter(registry.calendar('counter', from), from), DIGEST_TIME)
}
