import * as z from 'zod'

import { StateError } from './asl-error.ts'
import type { Clock } from './clock.ts'

/** A function's answer. `error` is a name such as `Lambda.ServiceException`, or that of the Error it threw. */
export type InvokeOutcome =
  | { readonly type: 'ok'; readonly payload: unknown }
  | { readonly type: 'error'; readonly error: string; readonly cause: string }

/** Never rejects: what goes wrong is an outcome. `trace` is the header of the one that it belongs to, if to any. */
export type Invoke = (functionArn: string, payload: unknown, trace?: string) => Promise<InvokeOutcome>

/** Where a thread stands. All that is needed to go on from here, also in another process. */
export interface Cursor {
  readonly state: string
  /** The state's input. */
  readonly data?: unknown
  /** Epoch milliseconds. */
  readonly enteredAt: number
  /** How often each retrier of the state has been used since it was entered. */
  readonly retries: number[]
  /** The end of the pause before the next attempt. */
  readonly wakeAt?: number | undefined
  /** Of a Map or Parallel that did not come to its end: how far each of its threads came; null before it began. */
  readonly threads?: Standing[] | undefined
}
export type Standing = { readonly output: unknown } | { readonly at: Cursor } | null

export const cursor: z.ZodType<Cursor> = z.object({
  state: z.string(),
  data: z.unknown(),
  enteredAt: z.number(),
  retries: z.array(z.number()),
  wakeAt: z.number().optional(),
  get threads() {
    return z.array(standing).optional()
  },
})
const standing: z.ZodType<Standing> = z.union([
  z.object({
    get at() {
      return cursor
    },
  }),
  z.object({ output: z.unknown() }),
  z.null(),
])

/** For another go of what did not come to its end: each state where it failed, as if it had not been tried. */
export function afresh(failed: Cursor): Cursor {
  const threads = failed.threads?.map((each) => (each !== null && 'at' in each ? { at: afresh(each.at) } : each))
  return { ...failed, retries: [], wakeAt: undefined, threads }
}

export interface HistoryDetail {
  readonly state?: string | undefined
  readonly error?: string | undefined
  readonly cause?: string | undefined
  readonly redriveCount?: number | undefined
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
  /** Called for where the thread stands until then: what a redrive needs, and a restart does without. */
  readonly stand: (cursor: Cursor) => void
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
  /** The Map or Parallel. One that is redriven tells how far its threads came. */
  readonly of: Cursor
}

/** A thread's first state, or where an earlier go of it came to. */
export type Begin = (index: number, thread: Thread, at: Cursor | undefined) => Promise<unknown>

/**
 * Runs `count` threads and answers their outputs in order. The first that fails stops the others. Those that ended well
 * in an earlier go are not run again.
 * Each begins as a timer of its own, so that under a virtual clock one acts after the other.
 */
export async function runSiblings({ count, atOnce, of }: Siblings, parent: Thread, begin: Begin): Promise<unknown[]> {
  const failed = new AbortController()
  const signal = AbortSignal.any([parent.signal, failed.signal])
  const threads = Array.from({ length: count }, (_, index): Standing => of.threads?.[index] ?? null)
  parent.stand({ ...of, threads })
  let begun = 0
  const lane = async () => {
    for (let index = begun++; index < count; index = begun++) {
      const before = threads[index]
      if (before && 'output' in before) continue
      // Saving is the parent's: after a restart the whole state begins again, as a Task in flight does.
      const stand = (at: Cursor) => void (threads[index] = { at })
      const thread: Thread = { ...parent, signal, save: stand, stand }
      await sleepUntil(thread.clock.now(), thread)
      threads[index] = { output: await begin(index, thread, before?.at) }
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane))
  } catch (error) {
    failed.abort(error)
    throw error
  }
  return threads.map((each) => (each && 'output' in each ? each.output : undefined))
}
