import { nextOpening } from './calendar.ts'
import { ruleFor } from './due.ts'
import { fromMs, localDateOf, MINUTE_MS, toMs, type Instant } from './instant.ts'
import type { Registry } from './registry.ts'
import type { CaseState } from './state.ts'

/**
 * The first moment from `at` on that lies in the hours in which the case's policy lets immediate mail go out: those of
 * a calendar, the counter's where it names none, or any. The clock of a case and its sending hours are two things.
 */
export function nextSending(state: CaseState, registry: Registry, at: Instant): Instant {
  const hours = ruleFor('policy', state, registry)?.sendingHours ?? 'counter'
  return hours === 'any' ? at : fromMs(nextOpening(registry.calendar(hours, localDateOf(at)), toMs(at)))
}

/** What is raised within one minute goes out together, when the minute is over. */
export const endOfMinute = (at: Instant): Instant => fromMs((Math.floor(toMs(at) / MINUTE_MS) + 1) * MINUTE_MS)
