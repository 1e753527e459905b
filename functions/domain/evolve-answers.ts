import type { EventOf } from './event.ts'
import type { Instant } from './instant.ts'
import type { Answers, CaseState, Commitment } from './state.ts'

type AnswerEvent = EventOf<
  | 'acknowledged'
  | 'committed'
  | 'commitmentWithdrawn'
  | 'extensionRequested'
  | 'extensionRefused'
  | 'notSyncedExplained'
  | 'claimed'
  | 'claimRefused'
>

export const noAnswers: Answers = {
  acknowledgedAt: undefined,
  extension: undefined,
  claim: undefined,
  notSyncedAt: undefined,
}

/** What an agency answers, and what the centre says to it. A finished case takes no more of it. */
export function hear(state: CaseState, event: AnswerEvent, at: Instant): CaseState {
  if (state.progress.phase === 'finished') return state
  switch (event.type) {
    case 'acknowledged':
      return withAnswers(state, { acknowledgedAt: state.answers.acknowledgedAt ?? at })
    case 'committed':
      return commit(state, event.by, at)
    case 'commitmentWithdrawn':
      return endCommitment(state, { at, how: 'withdrawn' })
    case 'extensionRequested':
      return withAnswers(state, { extension: { at, due: event.due, why: event.why } })
    case 'extensionRefused':
      return withAnswers(state, { extension: undefined })
    case 'notSyncedExplained':
      return withAnswers(state, { notSyncedAt: at })
    case 'claimed':
      return withAnswers(state, { claim: { at, proof: event.proof } })
    case 'claimRefused':
      return withAnswers(state, { claim: undefined })
    default:
      return event satisfies never
  }
}

export const withAnswers = (state: CaseState, answers: Partial<Answers>): CaseState => ({
  ...state,
  answers: { ...state.answers, ...answers },
})

function commit(state: CaseState, by: Instant, at: Instant): CaseState {
  const { agency, commitments, episode } = endCommitment(state, { at, how: 'overtaken' })
  return { ...state, commitments: [...commitments, { agency, at, by, episode, pauses: [], ended: undefined }] }
}

/** The standing word, where there is one, stands no more; the pauses that moved it are kept with it. */
export function endCommitment(state: CaseState, ended: NonNullable<Commitment['ended']>): CaseState {
  const last = state.commitments.at(-1)
  if (last === undefined || last.ended !== undefined) return state
  const commitment = { ...last, pauses: state.pauses, ended }
  return { ...state, commitments: [...state.commitments.slice(0, -1), commitment] }
}
