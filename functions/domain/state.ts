import type { CaseFacts, ExtensionReason, Handler, NoticeKey } from './event.ts'
import type { Statement } from './facts.ts'
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

/** What holds the clock: the dossier's own state, an operator's command, or a document that holds many cases. */
export type StopCause = 'status' | 'command' | `document ${string}`

export interface Stop {
  cause: StopCause
  since: Instant
}

/** A request to the citizen for papers, and the date that the citizen was given for them. */
export interface Supplement {
  at: Instant
  due: Instant | undefined
}

/** Whose the case was in a time, and in whose hands. Without an agency it was the centre's to distribute. */
export interface Holder {
  agency: string | undefined
  handler: Handler | undefined
  from: Instant
  /** Undefined while it still is. */
  to: Instant | undefined
}

/** The agency says that the case is not its own. It stays there, and its clock runs, until an operator answers. */
export interface Decline {
  at: Instant
  proposed: string | undefined
}

/** What the agency that has the case has answered. A hand-over and the end of the case clear it. */
export interface Answers {
  acknowledgedAt: Instant | undefined
  /** Asked for, not granted: open until an operator moves the date or refuses. */
  extension: { at: Instant; due: Instant; why: ExtensionReason } | undefined
  /** Said to be done, with a proof. It is not done until the source or an operator says so. */
  claim: { at: Instant; proof: string } | undefined
  /** Said to be done in a system that has not told ours. */
  notSyncedAt: Instant | undefined
}

/** The word of an agency that the case will be done by a date. */
export interface Commitment {
  agency: string | undefined
  at: Instant
  by: Instant
  /** It stands within this episode only. */
  episode: number
  /** Those of the case until the commitment ended; they move its date. */
  pauses: readonly Pause[]
  ended: { at: Instant; how: 'finished' | 'broken' | 'overtaken' | 'withdrawn' } | undefined
}

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
  /** When an immediate notice may be mailed; undefined of one that goes with the next digest. */
  immediateAt: Instant | undefined
  /** The date committed to that passed unkept, where that raised it. */
  commitment: Instant | undefined
  /** Roles that still wait for a mail. */
  pending: readonly RecipientRole[]
  /** Mails about it that did not reach their mailbox. */
  returned: readonly { role: RecipientRole; window: string }[]
}

/** A date set by somebody, and so never moved by a pause. */
export interface SetDate {
  at: Instant
  basis: 'source' | 'extension' | 'reschedule'
}

/** An extension or, of a dossier, a reschedule. */
export interface Postponement {
  at: Instant
  due: Instant
  /** The statutory date that somebody had set before; undefined where it was computed. */
  before: SetDate | undefined
}

/** How far a directive task had come, in the words of who reported it. */
export interface ProgressReport {
  at: Instant
  report: string
}

/** An agency's objection to a part of the ledger, by the entry that began the part. */
export interface Dispute {
  entry: number
  at: Instant
  reason: string
  answer: { at: Instant; upheld: boolean; reason: string } | undefined
}

/** A case as folded from its timeline. `facts.kind` tells dossier, field report and directive task apart. */
export interface CaseState {
  facts: CaseFacts
  /** What each source said; `facts` is the outcome. */
  told: readonly Statement[]
  status: Status
  progress: Progress
  agency: string | undefined
  handler: Handler | undefined
  /** From the first to the last, without a gap. A reopened case has one between its end and its second beginning. */
  holders: readonly Holder[]
  declined: Decline | undefined
  answers: Answers
  /** Oldest first; only the last one may still stand. */
  commitments: readonly Commitment[]
  /** Of a field report that was closed as a duplicate: the case that it says again. */
  duplicateOf: string | undefined
  /** The end that it had before it was linked: it goes back there when it is unlinked. */
  endedAs: Status | undefined
  /** The start of the processing clock; a dossier that is only registered has none yet. */
  clockStartedAt: Instant | undefined
  /** What holds the clock just now; it goes on when the last of them ends. */
  stops: readonly Stop[]
  pauses: readonly Pause[]
  supplements: readonly Supplement[]
  /** The date that stands against the agency; for a dossier a reschedule never touches it. */
  statutory: SetDate | undefined
  /** The date last promised to the citizen, where it differs. */
  promised: SetDate | undefined
  postponed: readonly Postponement[]
  requests: readonly ProcessingRequest[]
  progressReports: readonly ProgressReport[]
  disputes: readonly Dispute[]
  /** Rises with a due date set by a person or the source, a reopening, a hand-over; so old notices do not count. */
  episode: number
  /** When the system learned of what began the episode: reminders that lay before it never fire. */
  episodeKnownAt: Instant
  /** Steps that lie before it never fire, whatever their level. */
  armedFrom: Instant | undefined
  notices: readonly Notice[]
  /** Steps of any episode that were raised or skipped. */
  settled: readonly NoticeKey[]
}
