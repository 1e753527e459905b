import { afresh } from './asl-thread.ts'
import type { Execution } from './execution-store.ts'

const DAY_MS = 86_400_000
/** No execution is open for longer. */
export const YEAR_MS = 365 * DAY_MS
const REDRIVABLE_MS = 14 * DAY_MS
/** Fewer than these leave room for the redrive's event and another one. */
const MOST_EVENTS = 24_999

/** The execution as it begins again: where it failed, by the same input, its time-outs and retries from the beginning. */
export function redriven(execution: Execution, now: number, token: string | undefined): Execution {
  const { stoppedAt: _stopped, error: _error, cause: _cause, cursor, ...kept } = execution
  return {
    ...kept,
    status: 'RUNNING',
    redriveCount: execution.redriveCount + 1,
    redrivenAt: now,
    redriveToken: token,
    cursor: cursor && afresh(cursor),
  }
}

/** The time, and the definition that its machine has now; undefined where the machine is no more. */
export interface RedriveMoment {
  readonly now: number
  readonly revision: string | undefined
}

/**
 * Why Step Functions would not redrive an execution, by the conditions of its documentation; undefined where it would.
 * AWS keeps the definition that an execution was started with. Here it is only known whether it is still the same.
 */
export function redriveRefusal(execution: Execution, { now, revision }: RedriveMoment): string | undefined {
  const { status, startedAt, stoppedAt, events } = execution
  if (stoppedAt === undefined || status === 'SUCCEEDED')
    return `Execution is ${status} and cannot be redriven since it has not failed`
  if (stoppedAt + REDRIVABLE_MS < now) return 'Execution cannot be redriven: it ended more than 14 days ago'
  if (startedAt + YEAR_MS <= now) return 'Execution cannot be redriven: it was started a year ago'
  if (events >= MOST_EVENTS) return `Execution cannot be redriven: its history has ${events} events`
  if (revision !== execution.revision)
    return 'Execution cannot be redriven here: its state machine has another definition by now, or is no more'
  return undefined
}
