import * as z from 'zod'

import { StateError } from './asl-error.ts'
import type { Clock } from './clock.ts'

/** A function's answer. `error` is a name such as `Lambda.ServiceException`, or that of the Error it threw. */
export type InvokeOutcome =
  | { readonly type: 'ok'; readonly payload: unknown }
  | { readonly type: 'error'; readonly error: string; readonly cause: string }

/** Never rejects: what goes wrong is an outcome. */
export type Invoke = (functionArn: string, payload: unknown) => Promise<InvokeOutcome>

/** Where a thread stands. All that is needed to go on from here, also in another process. */
export const cursor = z.object({
  state: z.string(),
  /** The state's input. */
  data: z.unknown(),
  /** Epoch milliseconds. */
  enteredAt: z.number(),
  /** How often each retrier of the state has been used since it was entered. */
  retries: z.array(z.number()),
  /** The end of the pause before the next attempt. */
  wakeAt: z.number().optional(),
})
export type Cursor = z.infer<typeof cursor>

export interface HistoryDetail {
  readonly state?: string | undefined
  readonly error?: string | undefined
  readonly cause?: string | undefined
}

/** One line of control, with what it needs from outside: an execution is one, each branch of a Map or Parallel too. */
export interface Thread {
  readonly clock: Clock
  /** Uniform in [0, 1): seeded, so that retry jitter is the same in every replay. */
  readonly random: () => number
  readonly invoke: Invoke
  /** Aborted when the execution is stopped or a sibling has failed; every wait then rejects with its reason. */
  readonly signal: AbortSignal
  /** The context object's fields apart from `State`. */
  readonly context: () => Record<string, unknown>
  /** Called at each point from which the thread could go on later. */
  readonly save: (cursor: Cursor) => void
  /** Adds to the execution's history. @throws StateError when that is full */
  readonly note: (type: string, detail: HistoryDetail) => void
}

/** Waits for the instant `ms` (epoch). Rejects as soon as the signal aborts. */
export function sleepUntil(ms: number, { clock, signal }: Pick<Thread, 'clock' | 'signal'>): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const timer = clock.at(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    const stop = () => {
      timer.cancel()
      reject(signal.reason)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}

/** @throws StateError States.Timeout when `work` takes longer than `seconds` on the clock */
export async function within<T>(seconds: number, work: Promise<T>, { clock, signal }: Thread): Promise<T> {
  const { promise: cut, reject } = Promise.withResolvers<never>()
  const stop = () => reject(signal.reason)
  const timer = clock.at(clock.now() + seconds * 1000, () => {
    reject(new StateError('States.Timeout', `The task did not answer within ${seconds} seconds.`))
  })
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, cut])
  } finally {
    timer.cancel()
    signal.removeEventListener('abort', stop)
  }
}

export interface Siblings {
  readonly count: number
  /** How many may run at the same time. */
  readonly atOnce: number
}

/**
 * Runs `count` threads and answers their outputs in order. The first that fails stops the others.
 * Each begins as a timer of its own, so that under a virtual clock one acts after the other.
 */
export async function runSiblings(
  { count, atOnce }: Siblings,
  parent: Thread,
  run: (index: number, thread: Thread) => Promise<unknown>,
): Promise<unknown[]> {
  const failed = new AbortController()
  const signal = AbortSignal.any([parent.signal, failed.signal])
  // Saving is the parent's: after a restart the whole state begins again, as a Task in flight does.
  const thread: Thread = { ...parent, signal, save: () => {} }
  const outputs: unknown[] = []
  let begun = 0
  const lane = async () => {
    for (let index = begun++; index < count; index = begun++) {
      await sleepUntil(thread.clock.now(), thread)
      outputs[index] = await run(index, thread)
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane))
  } catch (error) {
    failed.abort(error)
    throw error
  }
  return outputs
}
