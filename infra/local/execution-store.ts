import * as z from 'zod'

import { cursor } from './asl-thread.ts'
import { Journal } from './journal.ts'

const historyEvent = z.object({
  id: z.number(),
  at: z.number(),
  type: z.string(),
  state: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
  redriveCount: z.number().optional(),
})
export type HistoryEvent = z.infer<typeof historyEvent>

/** One execution of a state machine; instants in epoch milliseconds, input and output as JSON text. */
export const execution = z.object({
  arn: z.string(),
  name: z.string(),
  machineArn: z.string(),
  /** Of the definition that it was started with. */
  revision: z.string().default(''),
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
  startedAt: z.number(),
  input: z.string(),
  /** X-Ray's header of whoever started it: its Tasks belong to that trace. */
  trace: z.string().optional(),
  /** How often it was redriven, when last, and by which request. */
  redriveCount: z.number().default(0),
  redrivenAt: z.number().optional(),
  redriveToken: z.string().optional(),
  /** Where it can be picked up; absent until it has entered a state that takes time, and once it succeeded. */
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

/** What the history and its readers call the beginning and each ending. */
export const STATUS_EVENTS = {
  RUNNING: 'ExecutionStarted',
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
} as const satisfies Record<Execution['status'], string>

/** What `$$` reads, apart from the state. */
export const contextOf = (of: Execution, RoleArn: string): Record<string, unknown> => ({
  Execution: {
    Id: of.arn,
    Name: of.name,
    RoleArn,
    StartTime: new Date(of.startedAt).toISOString(),
    Input: JSON.parse(of.input),
    RedriveCount: of.redriveCount,
  },
  StateMachine: { Id: of.machineArn, Name: of.machineArn.split(':').at(-1) },
})

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

/** Executions on disk. */
export class ExecutionJournal extends Journal<Execution> implements ExecutionStore {
  /** @throws when a complete line is not an execution */
  constructor(path: string, growthBytes?: number) {
    super({ path, schema: execution, keyOf: ({ arn }) => arn, growthBytes })
  }
}
