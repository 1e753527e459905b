import { join } from 'node:path'

import type { Invoke, InvokeOutcome } from './asl-thread.ts'
import type { Clock } from './clock.ts'
import { FunctionLog } from './function-log.ts'
import { Instance, type AwsDoor, type InstanceOptions, type Invocation, type Running } from './lambda-instance.ts'
import type { FunctionUsage } from './meter.ts'
import type { FunctionModel } from './model.ts'
import { randomId } from './random.ts'
import { Bundle } from './sandbox.ts'

export interface LambdaOptions {
  readonly functions: readonly FunctionModel[]
  readonly clock: Clock
  /** Uniform in [0, 1), seeded. */
  readonly random: () => number
  /** One file per function, named after it. */
  readonly logFolder: string
  readonly aws: AwsDoor
  /** How far instances' clocks may be off, either way. */
  readonly skewMs?: number
  /** Real time that any invocation gets at least; one that takes longer is stuck. */
  readonly patienceMs?: number
  /** Told of each invocation that fails. */
  readonly onError?: (failure: InvocationFailure) => void
  /** In this process unless said otherwise. */
  readonly start?: ((options: InstanceOptions) => Running) | undefined
}

export interface InvocationFailure {
  readonly function: string
  readonly requestId: string
  readonly error: string
  readonly cause: string
}

/** Lambda's limits on what goes in and comes out, in bytes of JSON. */
export const PAYLOAD_LIMIT = 6 * 1024 * 1024
const RESULT_LIMIT = PAYLOAD_LIMIT + 100

/** The virtual clock stands still during an invocation, so more at a time would not be faster: the core is one. */
const MAX_INSTANCES = 8

interface Pool {
  readonly model: FunctionModel
  readonly bundle: Bundle
  readonly log: FunctionLog
  readonly idle: Running[]
  readonly waiting: (() => void)[]
  busy: number
  invocations: number
  milliseconds: number
}

/** Runs deployed functions in this process, as Lambda would: one event per instance at a time, JSON in and out. */
export class Lambda {
  readonly #options: LambdaOptions
  readonly #pools: ReadonlyMap<string, Pool>

  constructor(options: LambdaOptions) {
    this.#options = options
    const pool = (model: FunctionModel): Pool => ({
      model,
      bundle: new Bundle(model.codePath),
      log: new FunctionLog(join(options.logFolder, `${model.name}.ndjson`)),
      idle: [],
      waiting: [],
      busy: 0,
      invocations: 0,
      milliseconds: 0,
    })
    this.#pools = new Map(options.functions.map((model) => [model.arn, pool(model)]))
  }

  get invocations(): number {
    return [...this.#pools.values()].reduce((total, { invocations }) => total + invocations, 0)
  }

  /** By name, how often and how long functions ran on this machine. */
  get usage(): ReadonlyMap<string, FunctionUsage> {
    const pools = [...this.#pools.values()]
    return new Map(
      pools.map(({ model, log, invocations, milliseconds }) => [
        model.name,
        { invocations, milliseconds, logBytes: log.bytes },
      ]),
    )
  }

  /** Calls a function and waits for its answer. Never rejects. */
  readonly invoke: Invoke = (functionArn, payload, trace) => {
    const pool = this.#pools.get(functionArn)
    if (!pool) return Promise.resolve(failure('Lambda.ResourceNotFoundException', `Function not found: ${functionArn}`))
    const json = JSON.stringify(payload ?? {})
    if (Buffer.byteLength(json) > PAYLOAD_LIMIT) {
      return Promise.resolve(failure('Lambda.RequestTooLargeException', `${pool.model.name}: payload above 6 MB`))
    }
    return this.#options.clock.busy(this.#run(pool, json, trace))
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map(({ log }) => log.close()))
  }

  async #run(pool: Pool, json: string, trace: string | undefined): Promise<InvokeOutcome> {
    pool.invocations++
    const requestId = randomId(this.#options.random)
    const limit = Math.min(pool.model.concurrency ?? MAX_INSTANCES, MAX_INSTANCES)
    while (pool.busy >= limit) await new Promise<void>((resolve) => pool.waiting.push(resolve))
    pool.busy++
    const startedAt = performance.now()
    try {
      return await this.#answer(pool, json, { requestId, trace })
    } catch (thrown) {
      const outcome = describe(thrown)
      const { name } = pool.model
      pool.log.write({ time: new Date(this.#options.clock.now()).toISOString(), level: 'ERROR', requestId, ...outcome })
      this.#options.onError?.({ function: name, requestId, error: outcome.error, cause: outcome.cause })
      return outcome
    } finally {
      pool.milliseconds += performance.now() - startedAt
      pool.busy--
      pool.waiting.shift()?.()
    }
  }

  /** An instance that got stuck is not used again; one whose handler threw is. */
  async #answer(pool: Pool, json: string, invocation: Invocation): Promise<InvokeOutcome> {
    const instance = pool.idle.pop() ?? this.#coldStart(pool)
    const answer = await this.#inTime(pool.model, instance.handle(JSON.parse(json), invocation)).catch(
      (error: unknown) => {
        if (!(error instanceof TimedOut)) pool.idle.push(instance)
        throw error
      },
    )
    pool.idle.push(instance)
    const text = JSON.stringify(answer) ?? 'null'
    if (Buffer.byteLength(text) > RESULT_LIMIT) throw new ResultTooLarge(Buffer.byteLength(text))
    return { type: 'ok', payload: JSON.parse(text) }
  }

  #coldStart({ model, bundle, log }: Pool): Running {
    const { aws, clock, random, skewMs = 0, start = inThisProcess } = this.#options
    const skew = Math.round((random() * 2 - 1) * skewMs)
    return start({ aws, model, bundle, log, now: () => clock.now() + skew })
  }

  async #inTime(model: FunctionModel, work: Promise<unknown>): Promise<unknown> {
    const limit = Math.max(model.timeoutSeconds * 1000, this.#options.patienceMs ?? 60_000)
    const { promise, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new TimedOut(model.timeoutSeconds)), limit)
    return Promise.race([work, promise]).finally(() => clearTimeout(timer))
  }
}

const inThisProcess = (options: InstanceOptions): Running => new Instance(options)

class TimedOut extends Error {
  override readonly name = 'Sandbox.Timedout'
  constructor(seconds: number) {
    super(`Task timed out after ${seconds.toFixed(2)} seconds`)
  }
}

class ResultTooLarge extends Error {
  override readonly name = 'Function.ResponseSizeTooLarge'
  constructor(bytes: number) {
    super(`Response payload size (${bytes} bytes) exceeded maximum allowed payload size (6291556 bytes).`)
  }
}

const failure = (error: string, errorMessage: string, trace: readonly string[] = []) =>
  ({ type: 'error', error, cause: JSON.stringify({ errorType: error, errorMessage, trace }) }) as const

/** As Lambda words it: the name of the Error, and its message and stack in the cause. */
function describe(thrown: unknown) {
  if (!(thrown instanceof Error)) return failure(typeof thrown, String(thrown))
  return failure(thrown.name, thrown.message, thrown.stack?.split('\n'))
}
