import { closeSync, existsSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

import * as z from 'zod'

import { cursor } from './asl-thread.ts'

const historyEvent = z.object({
  id: z.number(),
  at: z.number(),
  type: z.string(),
  state: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
})
export type HistoryEvent = z.infer<typeof historyEvent>

/** One execution of a state machine; instants in epoch milliseconds, input and output as JSON text. */
const execution = z.object({
  arn: z.string(),
  name: z.string(),
  machineArn: z.string(),
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
  startedAt: z.number(),
  input: z.string(),
  /** Where it can be picked up; absent until it has entered a state that takes time. */
  cursor: cursor.optional(),
  /** How many events it has had. */
  events: z.number(),
  /** The last of them. */
  history: z.array(historyEvent),
  stoppedAt: z.number().optional(),
  output: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
})
export type Execution = z.infer<typeof execution>

/** Keeps executions over a restart. */
export interface ExecutionStore {
  /** The last state of each execution, in the order in which they were first put. */
  load(): Iterable<Execution>
  put(execution: Execution): void
}

export class MemoryExecutions implements ExecutionStore {
  readonly #latest = new Map<string, Execution>()

  load(): Iterable<Execution> {
    return this.#latest.values()
  }

  put(record: Execution): void {
    this.#latest.set(record.arn, record)
  }
}

const MIN_GROWTH_BYTES = 64 * 1024 * 1024

/**
 * A file with one JSON line per change, the last line of an execution wins. Each line is handed to the operating system
 * before `put` returns, so a killed process loses at most the line that it was writing; that torn line is ignored.
 */
export class ExecutionJournal implements ExecutionStore {
  readonly #path: string
  readonly #latest = new Map<string, Execution>()
  #file: number | undefined
  #bytes = 0
  #rewriteAbove = 0

  /** @throws when a complete line is not an execution */
  constructor(path: string) {
    this.#path = path
    const complete = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []
    for (const line of complete) this.#remember(execution.parse(JSON.parse(line)))
    this.#rewrite()
  }

  load(): Iterable<Execution> {
    return this.#latest.values()
  }

  put(record: Execution): void {
    this.#remember(record)
    this.#append(record)
    if (this.#bytes > this.#rewriteAbove) this.#rewrite()
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
  }

  #remember(record: Execution): void {
    this.#latest.set(record.arn, record)
  }

  #append(record: Execution): void {
    if (this.#file === undefined) throw new Error(`${this.#path} is closed`)
    this.#bytes += writeSync(this.#file, `${JSON.stringify(record)}\n`)
  }

  /** Leaves one line per execution; a kill on the way leaves the old file. */
  #rewrite(): void {
    this.close()
    const fresh = `${this.#path}.new`
    this.#file = openSync(fresh, 'w')
    this.#bytes = 0
    for (const record of this.#latest.values()) this.#append(record)
    renameSync(fresh, this.#path)
    this.#rewriteAbove = 2 * this.#bytes + MIN_GROWTH_BYTES
  }
}
