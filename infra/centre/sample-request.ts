import type { Instant } from '../../functions/domain/instant.ts'

/** Who speaks to the API: a caller of the access matrix, without the subject of a token. */
export type Voice =
  | { role: 'operator' | 'signer' }
  | { role: 'agency'; agency: string }
  | { role: 'provider'; provider: string }

/** One call to the centre's API and the moment of its arrival. */
export interface TimedRequest {
  at: Instant
  as: Voice
  method: 'POST'
  path: string
  body: unknown
}

export const post = (at: Instant, as: Voice, call: { path: string; body: unknown }): TimedRequest => ({
  at,
  as,
  method: 'POST',
  ...call,
})
