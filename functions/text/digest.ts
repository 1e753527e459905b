import type { Instant } from '../domain/instant.ts'
import type { RecipientRole } from '../domain/registry.ts'
import type { CaseKind } from '../domain/status.ts'
import type { WorkingTime } from './due-words.ts'

/** One case as the digest shows it: no names, phones or exact places of citizens. */
export interface DigestCase {
  code: string
  kind: CaseKind
  /** The name of the procedure or category. */
  subject: string
  /** The name of the administrative unit. */
  unit?: string
  /** Who must act, where that is not the recipient. */
  agency?: string
  receivedAt: Instant
  /** The instant after which it is overdue. */
  due: Instant
  /** How late it is at the window; of a case due soon, how much time is left. */
  workingTime: WorkingTime
  /** Highest escalation level raised; 0 and below are reminders. */
  level?: number
  /** Processing requests that are not done. */
  openRequests: number
  /** Of a task that a letter gave: how far it was last said to have come. */
  progress?: string
  /** Of a task whose date falls on days off: until when it is chased, the last closing ahead of it. */
  chasedTo?: Instant
}

/** What one recipient is told in one window. Cases may come in any order. */
export interface Digest {
  recipient: { agency: string; role: RecipientRole }
  /** The window's own moment; the figures are those of that moment. */
  at: Instant
  overdue: readonly DigestCase[]
  dueSoon: readonly DigestCase[]
  /** It is sent at once, about one case or a few. */
  immediate?: boolean
  /** Where the recipient answers case by case. */
  link?: string
  /** Who sends it and answers questions. */
  centre: { name: string; email: string; phone?: string }
}
