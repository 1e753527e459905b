import type { CaseFacts, Handler, NoticeKey } from './event.ts'
import type { Instant } from './instant.ts'
import type { Pause } from './limit.ts'
import type { RecipientRole } from './registry.ts'
import type { Status } from './status.ts'

/** Where the case stands. What only a finished case has cannot be asked of an open one. */
export type Progress =
  | { phase: 'waiting' }
  | { phase: 'running' }
  | { phase: 'paused'; since: Instant }
  | { phase: 'finished'; at: Instant }

/** What the centre's monitoring asked of an agency about a dossier. Undone until answered or the dossier is final. */
export interface ProcessingRequest {
  id: string
  issuedAt: Instant
  addressee: string | undefined
  answeredAt: Instant | undefined
}

export interface Notice extends NoticeKey {
  raisedAt: Instant
  due: Instant
  /** Roles that still wait for a mail. */
  pending: readonly RecipientRole[]
}

/** A date set by somebody, and so never moved by a pause. */
export interface SetDate {
  at: Instant
  basis: 'source' | 'extension' | 'reschedule'
}

/** A case as folded from its timeline. `facts.kind` tells dossier from field report. */
export interface CaseState {
  facts: CaseFacts
  status: Status
  progress: Progress
  agency: string | undefined
  handler: Handler | undefined
  /** The start of the processing clock; a dossier that is only registered has none yet. */
  clockStartedAt: Instant | undefined
  /** What holds the clock just now, and since when: the dossier's state, or an operator's command. */
  stops: { status?: Instant | undefined; command?: Instant | undefined }
  pauses: readonly Pause[]
  /** The date that stands against the agency; for a dossier a reschedule never touches it. */
  statutory: SetDate | undefined
  /** The date last promised to the citizen, where it differs. */
  promised: SetDate | undefined
  requests: readonly ProcessingRequest[]
  /** Rises with a due date set by a person or the source, a reopening, a hand-over; so old notices do not count. */
  episode: number
  /** When the system learned of what began the episode: reminders that lay before it never fire. */
  episodeKnownAt: Instant
  notices: readonly Notice[]
  /** Steps of any episode that were raised or skipped. */
  settled: readonly NoticeKey[]
}
