import * as z from 'zod'
import { DAY_MS, earlier, fromMs, toMs, type Instant } from './instant.ts'

/** How long a citizen's name, phone and words are kept after the case has ended; counted in days of 24 hours. */
export const retention = z.strictObject({ days: z.int().min(1).max(36_500) })
export type Retention = z.output<typeof retention>

export const RETENTION_CODE = 'people'

/** A case may be corrected, reopened, or come under another rule: it is looked at again after so long at the latest. */
const LOOK_AGAIN_MS = 90 * DAY_MS
/** A citizen is stored before the case. Where that never came, something was cut short and sent again by nobody. */
const ORPHAN_MS = 30 * DAY_MS

export interface Kept {
  /** When what is known of the citizen was last stored. */
  savedAt: Instant
  /** When the case had its end; undefined of an open one. */
  closedAt: Instant | undefined
  /** Whether there is such a case. */
  isKnown: boolean
}

export type Fate = { type: 'erase' } | { type: 'keep'; lookAgain: Instant }

/** Whether what is known of a citizen has to go, or when to ask again. */
export function fateOf({ savedAt, closedAt, isKnown }: Kept, { days }: Retention, now: Instant): Fate {
  const later = fromMs(toMs(now) + LOOK_AGAIN_MS)
  if (isKnown && closedAt === undefined) return { type: 'keep', lookAgain: later }
  const end = fromMs(closedAt === undefined ? toMs(savedAt) + ORPHAN_MS : toMs(closedAt) + days * DAY_MS)
  return end <= now ? { type: 'erase' } : { type: 'keep', lookAgain: earlier(end, later) }
}
