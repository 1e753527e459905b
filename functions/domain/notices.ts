import { isHeldByCommitment } from './commitment.ts'
import { isChased } from './contacts.ts'
import { dueOf } from './due.ts'
import { localDateOf, type Instant } from './instant.ts'
import type { RecipientRole, Registry } from './registry.ts'
import type { CaseState, Notice } from './state.ts'

/** A notice that waits for a mail to one role. */
export interface PendingNotice {
  notice: Notice
  role: RecipientRole
}

export const pendingNotices = (state: CaseState): PendingNotice[] =>
  state.notices.flatMap((notice) => notice.pending.map((role) => ({ notice, role })))

/**
 * Whether the notice is still true at `now`: the case is open and counting, nobody has set another date, handed it over
 * or given a word that still stands, its agency is one that is chased, and a reminder's date lies ahead, an escalation's
 * behind, unless a broken word raised it before. Asked again at the moment of sending.
 */
export function isStillTrue(notice: Notice, state: CaseState, at: { registry: Registry; now: Instant }): boolean {
  const { phase } = state.progress
  if (phase === 'finished' || phase === 'paused' || notice.episode !== state.episode) return false
  if (!isChased(at.registry, state.agency, localDateOf(at.now))) return false
  const due = dueOf(state, at.registry)?.at
  if (due === undefined || isHeldByCommitment(state, at)) return false
  return notice.level <= 0 ? due >= at.now : due <= at.now || notice.commitment !== undefined
}
