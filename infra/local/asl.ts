import * as z from 'zod'

import { isTimestamp } from './asl-choice.ts'
import { errorMatches, isDataLimit, retryPause, runtimeError, StateError, withinDataLimit } from './asl-error.ts'
import type {
  Branch,
  ChoiceState,
  FailState,
  MapState,
  ParallelState,
  State,
  TaskState,
  WaitState,
  WorkingState,
} from './asl-machine.ts'
import { readPath, type Path, type Scope } from './asl-path.ts'
import { runSiblings, sleepUntil, within, type Cursor, type Thread } from './asl-thread.ts'

/*
 * A small interpreter of Amazon States Language. Own, because aws-local-stepfunctions keeps time by itself (a Wait of more
 * than 24.8 days ends at once, thousands of them run seconds late, a Task dies after 60 real seconds) and cannot carry an
 * execution over a restart. It remains the second opinion in a test.
 */

/** One stay in a state, over all its attempts. */
interface Visit {
  readonly state: State
  readonly cursor: Cursor
  readonly thread: Thread
}

type Step = { readonly to: string; readonly data: unknown } | { readonly output: unknown }

/** AWS runs at most 40 iterations of an inline Map at the same time. */
const INLINE_MAP_CONCURRENCY = 40

/** The states that may take time: where a thread can be picked up again. */
const RESTING: ReadonlySet<State['Type']> = new Set(['Task', 'Wait', 'Map', 'Parallel'])

/**
 * Runs states from the first one to an end and answers the output.
 * @throws StateError when a state fails and nothing catches it; the signal's reason when that aborts
 */
export function start(branch: Branch, data: unknown, thread: Thread): Promise<unknown> {
  return resume(branch, enter(branch, { to: branch.StartAt, data }, thread), thread)
}

/** Goes on from a saved cursor: what was waiting waits on, what was in flight or failed is done again. */
export async function resume(branch: Branch, from: Cursor, thread: Thread): Promise<unknown> {
  for (let cursor = from; ;) {
    const state = stateOf(branch, cursor.state)
    const step = await visit({ state, cursor, thread }).catch((failure: unknown) => {
      // What cannot be put together is made anew, also where each thread by itself ended well.
      if (!RESTING.has(state.Type) || isDataLimit(failure)) thread.stand({ ...cursor, threads: undefined })
      throw failure
    })
    thread.note(`${state.Type}StateExited`, { state: cursor.state })
    if ('output' in step) return step.output
    cursor = enter(branch, step, thread)
  }
}

function enter(branch: Branch, { to, data }: { to: string; data: unknown }, thread: Thread): Cursor {
  const { Type } = stateOf(branch, to)
  const cursor = { state: to, data, enteredAt: thread.clock.now(), retries: [] }
  thread.note(`${Type}StateEntered`, { state: to })
  if (RESTING.has(Type)) thread.save(cursor)
  return cursor
}

function stateOf(branch: Branch, name: string): State {
  const state = branch.States[name]
  if (!state) throw runtimeError(`The state '${name}' does not exist.`)
  return state
}

async function visit(begun: Visit): Promise<Step> {
  for (let attempt = begun; ;) {
    try {
      if (attempt.cursor.wakeAt !== undefined) await sleepUntil(attempt.cursor.wakeAt, attempt.thread)
      return await act(attempt)
    } catch (failure) {
      if (!(failure instanceof StateError)) throw failure
      const retry = nextAttempt(attempt, failure)
      if (!retry) return caught(attempt, failure)
      attempt = retry
    }
  }
}

function nextAttempt({ state, cursor, thread }: Visit, { error }: StateError): Visit | undefined {
  const retriers = 'Retry' in state ? state.Retry : []
  const used = retriers.map((_, index) => cursor.retries[index] ?? 0)
  const index = retriers.findIndex(({ ErrorEquals }) => errorMatches(ErrorEquals, error))
  const [retrier, retried] = [retriers[index], used[index]]
  if (!retrier || retried === undefined || retried >= retrier.MaxAttempts) return undefined
  const wakeAt = thread.clock.now() + retryPause(retrier, retried, thread.random)
  const paused = { ...cursor, threads: undefined, retries: used.with(index, retried + 1), wakeAt }
  thread.save(paused)
  return { state, cursor: paused, thread }
}

function caught({ state, cursor }: Visit, failure: StateError): Step {
  const catchers = 'Catch' in state ? state.Catch : []
  const catcher = catchers.find(({ ErrorEquals }) => errorMatches(ErrorEquals, failure.error))
  if (!catcher) throw failure
  const output = { Error: failure.error, Cause: failure.cause }
  return { to: catcher.Next, data: catcher.ResultPath?.(cursor.data, output) ?? cursor.data }
}

async function act(here: Visit): Promise<Step> {
  const { state, thread } = here
  switch (state.Type) {
    case 'Task':
      return work(state, here, (input) => invoke(state, input, here))
    case 'Map':
      return work(state, here, (input) => iterate(state, input, here))
    case 'Parallel':
      return work(state, here, (input) => branchOut(state, input, here))
    case 'Pass':
      return work(state, here, (input) => Promise.resolve('Result' in state ? state.Result : input))
    case 'Wait':
      await sleepUntil(wakeTime(state, here), thread)
      return leave(state, here, select(state.InputPath, scopeOf(here), 'InputPath'))
    case 'Choice':
      return choose(state, here)
    case 'Succeed':
      return leave(state, here, select(state.InputPath, scopeOf(here), 'InputPath'))
    case 'Fail':
      throw failureOf(state, scopeOf(here))
    default:
      return state satisfies never
  }
}

/** InputPath, Parameters, the work itself, ResultSelector, ResultPath, OutputPath: in that order. */
async function work(state: WorkingState, here: Visit, run: (input: unknown) => Promise<unknown>): Promise<Step> {
  const filtered = inScope(here, select(state.InputPath, scopeOf(here), 'InputPath'))
  const input = 'Parameters' in state && state.Parameters ? state.Parameters(filtered) : filtered.data
  const result = withinDataLimit(await run(withinDataLimit(input, 'input')), 'result')
  const selector = 'ResultSelector' in state ? state.ResultSelector : undefined
  const selected = selector ? selector(inScope(here, result)) : result
  return leave(state, here, state.ResultPath ? state.ResultPath(here.cursor.data, selected) : here.cursor.data)
}

function leave(state: Exclude<State, ChoiceState | FailState>, here: Visit, data: unknown): Step {
  const output = withinDataLimit(select(state.OutputPath, inScope(here, data), 'OutputPath'), 'output')
  const to = 'Next' in state ? state.Next : undefined
  return to === undefined ? { output } : { to, data: output }
}

const invocation = z.object({ FunctionName: z.string(), Payload: z.unknown().default({}) })

async function invoke(state: TaskState, input: unknown, { cursor, thread }: Visit): Promise<unknown> {
  const call = invocation.safeParse(input)
  if (!call.success) throw runtimeError(z.prettifyError(call.error))
  thread.note('TaskScheduled', { state: cursor.state })
  thread.note('TaskStarted', { state: cursor.state })
  try {
    const answer = thread.invoke(call.data.FunctionName, call.data.Payload)
    const outcome = await within(state.TimeoutSeconds, answer, thread)
    if (outcome.type === 'error') throw new StateError(outcome.error, outcome.cause)
    thread.note('TaskSucceeded', { state: cursor.state })
    return { ExecutedVersion: '$LATEST', Payload: outcome.payload ?? null, StatusCode: 200 }
  } catch (failure) {
    if (failure instanceof StateError) thread.note(...taskFailure(cursor.state, failure))
    throw failure
  }
}

function taskFailure(state: string, { error, cause }: StateError): Parameters<Thread['note']> {
  return [error === 'States.Timeout' ? 'TaskTimedOut' : 'TaskFailed', { state, error, cause }]
}

async function iterate(state: MapState, input: unknown, here: Visit): Promise<unknown[]> {
  const items = readPath(state.ItemsPath, inScope(here, input), 'ItemsPath')
  if (!Array.isArray(items)) throw runtimeError(`ItemsPath '${state.ItemsPath.text}' does not lead to an array.`)
  const siblings = { count: items.length, atOnce: state.MaxConcurrency || INLINE_MAP_CONCURRENCY, of: here.cursor }
  return runSiblings(siblings, here.thread, async (index, thread, at) => {
    const item = { Item: { Index: index, Value: items[index] } }
    const iteration = { ...thread, context: () => ({ ...thread.context(), Map: item }) }
    const scope = inScope({ ...here, thread: iteration }, input)
    thread.note('MapIterationStarted', { state: here.cursor.state })
    const output = at
      ? await resume(state.ItemProcessor, at, iteration)
      : await start(state.ItemProcessor, state.ItemSelector?.(scope) ?? items[index], iteration)
    thread.note('MapIterationSucceeded', { state: here.cursor.state })
    return output
  })
}

function branchOut({ Branches }: ParallelState, input: unknown, here: Visit): Promise<unknown[]> {
  const siblings = { count: Branches.length, atOnce: Branches.length, of: here.cursor }
  return runSiblings(siblings, here.thread, async (index, thread, at) => {
    const branch = Branches[index]
    return branch && (at ? resume(branch, at, thread) : start(branch, input, thread))
  })
}

/** Epoch milliseconds; a timestamp's fraction of a second is dropped, as Step Functions does. */
function wakeTime(state: WaitState, here: Visit): number {
  const scope = inScope(here, select(state.InputPath, scopeOf(here), 'InputPath'))
  const at = state.TimestampPath ? readPath(state.TimestampPath, scope, 'TimestampPath') : state.Timestamp
  if (at !== undefined) {
    if (!isTimestamp(at)) throw runtimeError(`The Wait's timestamp is not valid: ${JSON.stringify(at)}`)
    return Math.floor(Date.parse(at) / 1000) * 1000
  }
  const pause = state.SecondsPath ? readPath(state.SecondsPath, scope, 'SecondsPath') : state.Seconds
  const seconds = z.int().min(0).max(99_999_999).safeParse(pause)
  if (!seconds.success) throw runtimeError(`The Wait's seconds are not valid: ${JSON.stringify(pause)}`)
  return here.cursor.enteredAt + seconds.data * 1000
}

function choose(state: ChoiceState, here: Visit): Step {
  const scope = inScope(here, select(state.InputPath, scopeOf(here), 'InputPath'))
  const to = state.Choices.find(({ holds }) => holds(scope))?.Next ?? state.Default
  if (to === undefined) throw runtimeError(`No choice of '${here.cursor.state}' matched and it has no Default.`)
  return { to, data: select(state.OutputPath, scope, 'OutputPath') }
}

function failureOf(state: FailState, scope: Scope): StateError {
  const error = state.ErrorPath ? readPath(state.ErrorPath, scope, 'ErrorPath') : state.Error
  const cause = state.CausePath ? readPath(state.CausePath, scope, 'CausePath') : state.Cause
  return new StateError(asText(error), asText(cause))
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

/** A null path stands for an empty object. */
const select = (path: Path | null, scope: Scope, field: string): unknown => (path ? readPath(path, scope, field) : {})

const scopeOf = (here: Visit): Scope => inScope(here, here.cursor.data)

const inScope = ({ cursor, thread }: Visit, data: unknown): Scope => ({
  data,
  context: () => ({
    ...thread.context(),
    State: {
      Name: cursor.state,
      EnteredTime: new Date(cursor.enteredAt).toISOString(),
      RetryCount: cursor.retries.reduce((sum, used) => sum + used, 0),
    },
  }),
})
