import type { CaseCommand } from './command.ts'
import type { EventOf } from './event.ts'
import type { Happening, Known } from './happening.ts'
import type { Instant } from './instant.ts'
import type { Rejection } from './rejection.ts'
import type { CaseState } from './state.ts'

/** Said again, the reason is what was said last, and waits for an answer anew. */
export function dispute(state: CaseState, { entry, reason }: EventOf<'delayDisputed'>, at: Instant): CaseState {
  const others = state.disputes.filter((each) => each.entry !== entry)
  return { ...state, disputes: [...others, { entry, at, reason, answer: undefined }] }
}

export const answerDispute = (state: CaseState, event: EventOf<'disputeAnswered'>, at: Instant): CaseState => {
  const { entry, upheld, reason } = event
  return {
    ...state,
    disputes: state.disputes.map((each) => (each.entry === entry ? { ...each, answer: { at, upheld, reason } } : each)),
  }
}

type Command = Extract<CaseCommand, { type: 'disputeDelay' | 'answerDispute' }>

/** What is disputed must stand in the timeline, and what is answered must be disputed. */
export function decideDispute(
  command: Command,
  { entries, state }: Known & { state: CaseState },
  now: Instant,
): Happening[] | Rejection {
  const { type, entry, reason } = command
  const known =
    type === 'disputeDelay' ? entries.map(({ seq }) => seq) : state.disputes.map((disputed) => disputed.entry)
  if (!known.includes(entry)) return { code: 'unknownEntry', entry, known }
  return type === 'disputeDelay'
    ? [{ event: { type: 'delayDisputed', entry, reason }, at: now }]
    : [{ event: { type: 'disputeAnswered', entry, upheld: command.upheld, reason }, at: now }]
}
