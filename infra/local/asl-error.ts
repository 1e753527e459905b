/** What a state fails with: the two words that Retry, Catch and the execution's end see. */
export class StateError extends Error {
  readonly error: string
  override readonly cause: string

  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`)
    this.name = 'StateError'
    this.error = error
    this.cause = cause
  }
}

/** The name that Step Functions gives to whatever the machine itself gets wrong; nothing catches it. */
export const runtimeError = (cause: string): StateError => new StateError('States.Runtime', cause)

const DATA_LIMIT = 'States.DataLimitExceeded'
const UNCATCHABLE = new Set(['States.Runtime', DATA_LIMIT])

export const isDataLimit = (failure: unknown): boolean => failure instanceof StateError && failure.error === DATA_LIMIT

/** Does a Retry or Catch with this `ErrorEquals` apply? */
export function errorMatches(errorEquals: readonly string[], error: string): boolean {
  if (UNCATCHABLE.has(error)) return false
  return errorEquals.some(
    (name) => name === error || name === 'States.ALL' || (name === 'States.TaskFailed' && error !== 'States.Timeout'),
  )
}

export interface Retrier {
  readonly ErrorEquals: readonly string[]
  readonly IntervalSeconds: number
  readonly MaxAttempts: number
  readonly BackoffRate: number
  readonly MaxDelaySeconds?: number | undefined
  readonly JitterStrategy: 'NONE' | 'FULL'
}

/**
 * The pause in milliseconds before a retrier's next attempt.
 * @param retried how often this retrier has been used in this visit of the state
 * @param random uniform in [0, 1), for full jitter
 */
export function retryPause(retrier: Retrier, retried: number, random: () => number): number {
  const grown = retrier.IntervalSeconds * retrier.BackoffRate ** retried
  const pause = Math.min(grown, retrier.MaxDelaySeconds ?? Infinity) * 1000
  return Math.round(retrier.JitterStrategy === 'FULL' ? pause * random() : pause)
}

const PAYLOAD_LIMIT_BYTES = 256 * 1024

/** Passes JSON on as it travels between states. @throws StateError States.DataLimitExceeded above 256 KiB of UTF-8 */
export function withinDataLimit(value: unknown, what: string): unknown {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '')
  if (bytes <= PAYLOAD_LIMIT_BYTES) return value
  throw new StateError(
    DATA_LIMIT,
    `The ${what} exceeds the maximum number of bytes service limit: ${bytes} > ${PAYLOAD_LIMIT_BYTES}.`,
  )
}
