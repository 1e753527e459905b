import { StateError } from '../../infra/local/asl-error.ts'
import { compileMachine } from '../../infra/local/asl-machine.ts'
import type { Cursor, InvokeOutcome, Thread } from '../../infra/local/asl-thread.ts'
import { start } from '../../infra/local/asl.ts'
import { VirtualClock } from '../../infra/local/clock.ts'

export type Definition = { StartAt: string; States: Record<string, object>; TimeoutSeconds?: number }
export type Functions = Record<string, (payload: unknown) => unknown>

export interface Outcome {
  readonly output?: unknown
  readonly error?: string
  readonly cause?: string
  /** Each invocation: function, payload, seconds since the start. */
  readonly calls: readonly { readonly fn: string; readonly payload: unknown; readonly at: number }[]
  /** Seconds from start to end. */
  readonly took: number
  /** How many timers of the clock have fired. */
  readonly timers: number
  readonly history: readonly string[]
  readonly saved: readonly Cursor[]
}

export const STARTED_AT = Date.UTC(2021, 9, 29, 1)
const YEAR_MS = 365 * 86_400_000

/** A Task of `lambda:invoke` whose result is the function's answer. */
export const task = (fn: string, more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: fn, 'Payload.$': '$' },
  ResultSelector: { 'value.$': '$.Payload' },
  ...more,
})

/** Throw it in a function to fail with a name of one's own. */
export class Failing extends Error {
  constructor(name: string, message = '') {
    super(message)
    this.name = name
  }
}

/** A function that throws the given errors, one a call, and then answers. */
export function failing(errors: string[], answer: unknown = 'done'): (payload: unknown) => unknown {
  const left = [...errors]
  return () => {
    const error = left.shift()
    if (error !== undefined) throw new Failing(error, `${error} happened`)
    return answer
  }
}

/** Runs a machine in virtual time, from 2021-10-29T01:00:00Z for a year. */
export async function execute(
  definition: Definition,
  input: unknown = {},
  { functions = {}, random = () => 1 }: { functions?: Functions; random?: () => number } = {},
): Promise<Outcome> {
  const clock = new VirtualClock(STARTED_AT)
  const [calls, history, saved]: [Outcome['calls'][number][], string[], Cursor[]] = [[], [], []]
  const since = () => (clock.now() - STARTED_AT) / 1000
  const thread: Thread = {
    clock,
    random,
    signal: new AbortController().signal,
    context: () => ({ Execution: { Name: 'first', Input: input }, StateMachine: { Name: 'machine' } }),
    save: (cursor) => saved.push(cursor),
    stand: () => {},
    note: (type) => history.push(type),
    invoke: (fn, payload) => {
      calls.push({ fn, payload, at: since() })
      return answerOf(() => functions[fn]?.(payload))
    },
  }
  let result: Pick<Outcome, 'output' | 'error' | 'cause' | 'took'> | undefined
  const ended = start(compileMachine(definition), input, thread).then(
    (output) => (result = { output, took: since() }),
    (failure: unknown) => {
      if (!(failure instanceof StateError)) throw failure
      result = { error: failure.error, cause: failure.cause, took: since() }
    },
  )
  let timers = 0
  await clock.runUntil(STARTED_AT + YEAR_MS, () => timers++)
  if (!result) throw new Error('still running after a year')
  await ended
  return { ...result, calls, timers, history, saved }
}

export async function answerOf(call: () => unknown): Promise<InvokeOutcome> {
  try {
    return { type: 'ok', payload: await call() }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { type: 'error', error: error.name, cause: JSON.stringify({ errorMessage: error.message }) }
  }
}
