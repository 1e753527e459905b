import type { Clock } from './clock.ts'
import type { LambdaOptions } from './lambda.ts'
import type { Model } from './model.ts'

/** What goes wrong on purpose, in the hostile mode. */
export interface Hostility {
  /** Reads that do not ask for consistency, those of indexes above all, are this old at most. */
  readonly indexLagMs?: number
  /** Of database calls, in [0, 1]: refused. */
  readonly throttleRate?: number
  /** Of database writes, in [0, 1]: done, but the answer is lost. */
  readonly ambiguousRate?: number
  /** Events come twice, and out of order. */
  readonly duplicateEvents?: boolean
  /** The clocks of functions' instances are off by as much, either way. */
  readonly skewMs?: number
}

/** As bad as AWS may be on a day that it would still call a good one, and worse. */
export const HOSTILITY: Hostility = {
  indexLagMs: 5_000,
  throttleRate: 0.02,
  ambiguousRate: 0.02,
  duplicateEvents: true,
  skewMs: 2_000,
}

export interface WorldOptions {
  readonly model: Model
  /** What a later run goes on with: database, objects, executions, the token issuer's key. */
  readonly stateDir: string
  /** What people look at: `mail/*.eml`, `log/<function>.ndjson`, `failures.ndjson`, `messages.ndjson`. */
  readonly outDir: string
  readonly clock: Clock
  readonly seed: number
  readonly hostility?: Hostility
  /** On unless said otherwise: a call that its function's role does not allow is refused. */
  readonly checkRoles?: boolean
  /** How instances of functions are run; in this process unless said otherwise. */
  readonly start?: LambdaOptions['start']
}

export interface WorldStats {
  readonly invocations: number
  /** Invocations that threw or got stuck, also if a later try went well. */
  readonly errors: number
  readonly executionsStarted: number
  readonly mails: number
  /** Entries of `failures.ndjson`: events given up, executions that failed, calls denied, promises left to reject. */
  readonly failures: number
}
