import type { EventOf } from './event.ts'
import type { Instant } from './instant.ts'
import type { CaseState } from './state.ts'

/** A request is issued once, and its first answer stands. */
export function issue(state: CaseState, event: EventOf<'requestIssued'>, at: Instant): CaseState {
  if (state.requests.some((request) => request.id === event.request)) return state
  const request = { id: event.request, issuedAt: at, addressee: event.addressee, answeredAt: undefined }
  return { ...state, requests: [...state.requests, request] }
}

export const answer = (state: CaseState, event: EventOf<'requestAnswered'>, at: Instant): CaseState => ({
  ...state,
  requests: state.requests.map((request) =>
    request.id === event.request && request.answeredAt === undefined ? { ...request, answeredAt: at } : request,
  ),
})
