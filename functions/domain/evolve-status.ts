import { releaseAll, releaseClock, stopClock } from './clock-stops.ts'
import type { Entry, EventOf } from './event.ts'
import { endCommitment, noAnswers } from './evolve-answers.ts'
import { endHolding, hold } from './hand-over.ts'
import type { Instant } from './instant.ts'
import { newEpisode } from './set-date.ts'
import type { CaseState } from './state.ts'
import { absorbs, phaseOf } from './status.ts'

export function changeStatus(state: CaseState, event: EventOf<'statusChanged'>, at: Instant): CaseState {
  const { status, supplementDue, duplicateOf } = event
  const { kind } = state.facts
  if (status === state.status) return addDetails(state, event)
  if (absorbs(kind, state.status, status)) return state
  const phase = phaseOf(kind, status)
  const clockStartedAt = phase === 'waiting' ? state.clockStartedAt : (state.clockStartedAt ?? at)
  const supplements =
    status === 'supplementRequested' ? [...state.supplements, { at, due: supplementDue }] : state.supplements
  const endedAs = status === 'duplicate' ? endOf(state) : undefined
  const moved: CaseState = { ...state, status, clockStartedAt, supplements, duplicateOf, endedAs }
  if (phase === 'finished') return finish(moved, at)
  return phase === 'paused' ? stopClock(moved, 'status', at) : phaseFollows(releaseClock(moved, 'status', at))
}

/** Where nothing holds the clock, the phase is that of the status. */
const phaseFollows = (state: CaseState): CaseState => {
  const phase = phaseOf(state.facts.kind, state.status)
  return state.stops.length === 0 && (phase === 'waiting' || phase === 'running')
    ? { ...state, progress: { phase } }
    : state
}

/** The same state told again may bring what was not said before. */
function addDetails(state: CaseState, { supplementDue, duplicateOf }: EventOf<'statusChanged'>): CaseState {
  const last = state.supplements.at(-1)
  if (supplementDue !== undefined && last !== undefined)
    return { ...state, supplements: [...state.supplements.slice(0, -1), { ...last, due: supplementDue }] }
  if (duplicateOf === undefined) return state
  return { ...state, duplicateOf, endedAs: state.duplicateOf === undefined ? endOf(state) : state.endedAs }
}

const endOf = ({ progress, status }: CaseState) => (progress.phase === 'finished' ? status : undefined)

/** The first final state is the end; one that it leads to does not move it. */
function finish(state: CaseState, at: Instant): CaseState {
  if (state.progress.phase === 'finished') return state
  const ended = endCommitment(endHolding(releaseAll(state, at), at), { at, how: 'finished' })
  return { ...ended, declined: undefined, answers: noAnswers, progress: { phase: 'finished', at } }
}

/**
 * A reopened field report starts its limit anew; a dossier keeps the date that the citizen was given. A report that had
 * ended before it was linked is only taken off its original.
 */
export function reopen(state: CaseState, entry: Entry): CaseState {
  if (state.progress.phase !== 'finished') return state
  const { endedAs } = state
  if (endedAs !== undefined) return { ...state, status: endedAs, endedAs: undefined, duplicateOf: undefined }
  const { occurredAt: at } = entry
  const open = hold({ ...state, status: 'processing', progress: { phase: 'running' }, duplicateOf: undefined }, at)
  if (state.facts.kind === 'dossier') return newEpisode({ ...open, clockStartedAt: open.clockStartedAt ?? at }, entry)
  return newEpisode({ ...open, clockStartedAt: at, pauses: [], statutory: undefined, postponed: [] }, entry)
}
