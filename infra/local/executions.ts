import { runtimeError, StateError, withinDataLimit } from './asl-error.ts'
import type { Machine } from './asl-machine.ts'
import type { HistoryDetail, Invoke, Thread } from './asl-thread.ts'
import { resume, start } from './asl.ts'
import type { Clock, Timer } from './clock.ts'
import { contextOf, STATUS_EVENTS, type Execution, type ExecutionStore } from './execution-store.ts'
import { redriven, redriveRefusal, YEAR_MS } from './redrive.ts'

/** A state machine as it is deployed. */
export interface DeployedMachine {
  readonly arn: string
  readonly roleArn: string
  readonly machine: Machine
  /** Tells definitions apart: an execution is redriven under the one that it was started with, or not at all. */
  readonly revision: string
}

export interface ExecutionsOptions {
  readonly clock: Clock
  /** Uniform in [0, 1), seeded. */
  readonly random: () => number
  readonly invoke: Invoke
  readonly store: ExecutionStore
  readonly machines: readonly DeployedMachine[]
  /** Told of every execution that starts and of how it ends. */
  readonly onStatusChange?: (execution: Execution) => void
  /** Told of every state that is entered and every task that is tried again: what is billed. */
  readonly onTransition?: (machineArn: string) => void
}

/** What Step Functions' API refuses; `type` is the error's name there. */
export class StepFunctionsError extends Error {
  readonly type: string

  constructor(type: string, message: string) {
    super(message)
    this.name = 'StepFunctionsError'
    this.type = type
  }
}

type Ending = Pick<Execution, 'status' | 'output' | 'error' | 'cause'>

const DAY_MS = 86_400_000
/** How long Step Functions remembers an execution that has ended, and reserves its name. */
const REMEMBERED_MS = 90 * DAY_MS
const MAX_EVENTS = 25_000
const KEPT_EVENTS = 20
const STOPPED = new Error('the execution has ended')
/** A Task counts by its tries. */
const BILLED = /^(?!Task).*StateEntered$|^TaskScheduled$/

/**
 * The executions of all state machines. Every one acts from timers of the clock, so that under a virtual clock they
 * take turns in an order that does not depend on the machine it runs on.
 */
export class Executions {
  readonly #options: ExecutionsOptions
  readonly #records = new Map<string, Execution>()
  readonly #running = new Map<string, { abort: AbortController; deadline: Timer }>()

  /** Picks up what the store holds: waits are armed again, a Task in flight is done again. */
  constructor(options: ExecutionsOptions) {
    this.#options = options
    for (const record of options.store.load()) {
      this.#records.set(record.arn, record)
      if (record.status === 'RUNNING') this.#run(record)
    }
  }

  /** Starts one, or answers the one that runs under this name with the same input. @throws StepFunctionsError */
  start(machineArn: string, name: string, { input, trace }: Pick<Execution, 'input' | 'trace'>): Execution {
    const { revision } = this.machine(machineArn)
    checkInput(input)
    const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`
    const known = this.find(arn)
    if (known?.status === 'RUNNING' && known.input === input) return known
    if (known) throw new StepFunctionsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`)
    this.#records.delete(arn)
    const startedAt = this.#options.clock.now()
    const begun = { status: 'RUNNING', redriveCount: 0, startedAt, input, trace, events: 0 } as const
    const record: Execution = { arn, name, machineArn, revision, ...begun, history: [] }
    this.#records.set(arn, record)
    this.#note(arn, STATUS_EVENTS.RUNNING, {})
    this.#run(this.#save(arn, {}))
    return this.#announce(arn)
  }

  /** Ends one as ABORTED; one that has already ended stays as it is. @throws StepFunctionsError */
  stop(arn: string, why: Pick<Execution, 'error' | 'cause'>): Execution {
    this.#end(this.get(arn).arn, { status: 'ABORTED', ...why })
    return this.get(arn)
  }

  /**
   * Lets one that failed, timed out or was stopped go on from there: what ended well is not done again. The same `token`
   * again, while it runs, changes nothing. @throws StepFunctionsError
   */
  redrive(arn: string, token?: string): Execution {
    const record = this.get(arn)
    const { clock, onTransition } = this.#options
    if (record.status === 'RUNNING' && token !== undefined && token === record.redriveToken) return record
    const refusal = this.whyNotRedriven(arn)
    if (refusal !== undefined) throw new StepFunctionsError('ExecutionNotRedrivable', refusal)
    const again = redriven(record, clock.now(), token)
    this.#records.set(arn, again)
    onTransition?.(record.machineArn)
    this.#note(arn, 'ExecutionRedriven', { redriveCount: again.redriveCount })
    this.#run(this.#save(arn, {}))
    return this.#announce(arn)
  }

  /** Undefined where one may be redriven. @throws StepFunctionsError */
  whyNotRedriven(arn: string): string | undefined {
    const record = this.get(arn)
    const { clock, machines } = this.#options
    const revision = machines.find((machine) => machine.arn === record.machineArn)?.revision
    return redriveRefusal(record, { now: clock.now(), revision })
  }

  /** Undefined when there was none, or when it ended more than 90 days ago. */
  find(arn: string): Execution | undefined {
    const record = this.#records.get(arn)
    const forgotten = record?.stoppedAt !== undefined && record.stoppedAt + REMEMBERED_MS < this.#options.clock.now()
    return forgotten ? undefined : record
  }

  /** @throws StepFunctionsError */
  get(arn: string): Execution {
    const record = this.find(arn)
    if (record) return record
    throw new StepFunctionsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)
  }

  /** All executions, oldest first. */
  all(): Execution[] {
    return [...this.#records.values()]
  }

  /** @throws StepFunctionsError */
  machine(arn: string): DeployedMachine {
    const deployed = this.#options.machines.find((machine) => machine.arn === arn)
    if (deployed) return deployed
    throw new StepFunctionsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`)
  }

  /** Stops acting without ending anything: the store holds what is needed to go on. */
  close(): void {
    for (const { abort, deadline } of this.#running.values()) {
      deadline.cancel()
      abort.abort(STOPPED)
    }
    this.#running.clear()
  }

  #run(record: Execution): void {
    const deployed = this.#options.machines.find(({ arn }) => arn === record.machineArn)
    if (!deployed) return this.#end(record.arn, { status: 'ABORTED', cause: 'The state machine was deleted.' })
    const { clock } = this.#options
    const abort = new AbortController()
    const longest = (record.redrivenAt ?? record.startedAt) + deployed.machine.TimeoutSeconds * 1000
    const deadline = clock.at(Math.min(longest, record.startedAt + YEAR_MS), () => {
      this.#end(record.arn, { status: 'TIMED_OUT', error: 'States.Timeout' })
    })
    this.#running.set(record.arn, { abort, deadline })
    clock.at(clock.now(), () => void this.#toItsEnd(deployed.machine, record, this.#thread(record, abort.signal)))
  }

  async #toItsEnd(machine: Machine, { arn, cursor, input }: Execution, thread: Thread): Promise<void> {
    if (thread.signal.aborted) return
    try {
      const output = cursor
        ? await resume(machine, cursor, thread)
        : await start(machine, withinDataLimit(JSON.parse(input), 'input'), thread)
      this.#end(arn, { status: 'SUCCEEDED', output: JSON.stringify(output) })
    } catch (failure) {
      if (failure === STOPPED) return
      if (!(failure instanceof StateError)) throw failure
      this.#end(arn, { status: 'FAILED', error: failure.error, cause: failure.cause })
    }
  }

  #thread(execution: Execution, signal: AbortSignal): Thread {
    const { arn, machineArn } = execution
    const { clock, random, invoke } = this.#options
    const { roleArn } = this.machine(machineArn)
    return {
      clock,
      random,
      invoke: (functionArn, payload) => invoke(functionArn, payload, execution.trace),
      signal,
      context: () => contextOf(execution, roleArn),
      save: (cursor) => void this.#save(arn, { cursor }),
      stand: (cursor) => void this.#records.set(arn, { ...this.get(arn), cursor }),
      note: (type, detail) => {
        if (BILLED.test(type)) this.#options.onTransition?.(machineArn)
        if (this.#note(arn, type, detail) < MAX_EVENTS) return
        throw runtimeError(`The execution reached the maximum number of history events (${MAX_EVENTS}).`)
      },
    }
  }

  #end(arn: string, ending: Ending): void {
    if (this.get(arn).status !== 'RUNNING') return
    this.#note(arn, STATUS_EVENTS[ending.status], { error: ending.error, cause: ending.cause })
    const over = ending.status === 'SUCCEEDED' ? { cursor: undefined } : {}
    this.#save(arn, { ...ending, ...over, stoppedAt: this.#options.clock.now() })
    const running = this.#running.get(arn)
    this.#running.delete(arn)
    running?.deadline.cancel()
    running?.abort.abort(STOPPED)
    this.#announce(arn)
  }

  /** Answers how many events the execution has had. */
  #note(arn: string, type: string, detail: HistoryDetail): number {
    const record = this.get(arn)
    const event = { id: record.events + 1, at: this.#options.clock.now(), type, ...detail }
    const history = [...record.history.slice(1 - KEPT_EVENTS), event]
    this.#records.set(arn, { ...record, events: event.id, history })
    return event.id
  }

  #save(arn: string, change: Partial<Execution>): Execution {
    const record = { ...this.get(arn), ...change }
    this.#records.set(arn, record)
    this.#options.store.put(record)
    return record
  }

  #announce(arn: string): Execution {
    const record = this.get(arn)
    this.#options.onStatusChange?.(record)
    return record
  }
}

function checkInput(input: string): void {
  try {
    withinDataLimit(JSON.parse(input), 'input')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new StepFunctionsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`)
  }
}
