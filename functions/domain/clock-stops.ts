import type { Instant } from './instant.ts'
import type { CaseState, Stop, StopCause } from './state.ts'
import { phaseOf } from './status.ts'

const BY_DOCUMENT = 'document '

/** A pause ordered by a document stands apart from others, and ends by the same document. */
export const causeOf = (document: string | undefined): StopCause =>
  document === undefined ? 'command' : `${BY_DOCUMENT}${document}`

/** The documents that hold the case. */
export const documentsHolding = ({ stops }: CaseState): string[] =>
  stops.flatMap(({ cause }) => (cause.startsWith(BY_DOCUMENT) ? [cause.slice(BY_DOCUMENT.length)] : []))

/** What the cause stopped and still holds. */
export const stopBy = ({ stops }: CaseState, cause: StopCause): Stop | undefined =>
  stops.find((stop) => stop.cause === cause)

/** A cause that holds the clock already changes nothing; neither does one of a finished case. */
export function stopClock(state: CaseState, cause: StopCause, at: Instant): CaseState {
  if (state.progress.phase === 'finished' || stopBy(state, cause) !== undefined) return state
  return withStops(state, [...state.stops, { cause, since: at }], at)
}

export function releaseClock(state: CaseState, cause: StopCause, at: Instant): CaseState {
  if (stopBy(state, cause) === undefined) return state
  const stops = state.stops.filter((stop) => stop.cause !== cause)
  return withStops(state, stops, at)
}

/** At the end of the case nothing holds the clock any more, and the last pause is written down. */
export const releaseAll = (state: CaseState, at: Instant): CaseState => withStops(state, [], at)

/** The clock stands still while any stop lasts; the pause is written down when the last one ends. */
function withStops(state: CaseState, stops: readonly Stop[], at: Instant): CaseState {
  const since = state.progress.phase === 'paused' ? state.progress.since : undefined
  if (stops.length > 0) return { ...state, stops, progress: { phase: 'paused', since: since ?? at } }
  const pauses = since === undefined ? state.pauses : [...state.pauses, { from: since, to: at }]
  return { ...state, stops, pauses, progress: { phase: isWaiting(state) ? 'waiting' : 'running' } }
}

const isWaiting = ({ facts, status }: CaseState): boolean => phaseOf(facts.kind, status) === 'waiting'
