import { Worker } from 'node:worker_threads'

import * as z from 'zod'

import type { FunctionModel, TableModel } from './model.ts'
import type { Statement } from './role.ts'

/** What goes wrong on purpose. Rates are of calls, in [0, 1]. */
export interface DynamoHostility {
  readonly seed: number
  /** An index shows a write up to this much later. */
  readonly indexLagMs: number
  /** Refused before anything happens. */
  readonly throttleRate: number
  /** Written, and the connection reset before the answer. */
  readonly ambiguousRate: number
}

export interface DynamoOptions {
  readonly folder: string
  readonly tables: readonly TableModel[]
  /** The functions whose calls are checked against their roles. */
  readonly functions: readonly FunctionModel[]
  readonly hostility?: DynamoHostility
  /** Told of each call that a role does not allow. */
  readonly onDenied?: (denial: Denial) => void
}

export const denialSchema = z.object({ caller: z.string(), action: z.string(), resource: z.string() })
export type Denial = z.infer<typeof denialSchema>

export interface DynamoDb {
  readonly url: string
  /** Tells the indexes' lag what time it is, epoch milliseconds. */
  setTime(now: number): void
  close(): Promise<void>
}

/** What the thread is started with. */
export interface DynamoWorkerData {
  readonly folder: string
  readonly tables: readonly TableModel[]
  readonly roles: Readonly<Record<string, readonly Statement[]>>
  readonly hostility: DynamoHostility | undefined
  /** One double: the time, as the last invocation began. */
  readonly time: SharedArrayBuffer
}

export const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening'), port: z.number() }),
  z.object({ type: z.literal('denied'), denial: denialSchema }),
  z.object({ type: z.literal('closed') }),
])
export type DynamoMessage = z.infer<typeof messageSchema>

/**
 * DynamoDB on disk, in a thread of its own: the functions keep one core busy, the database takes the other. Roles are
 * checked and faults made in that thread too, in front of dynalite, so that a call makes no second hop.
 */
export async function openDynamoDb(options: DynamoOptions): Promise<DynamoDb> {
  const time = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT)
  const workerData: DynamoWorkerData = {
    folder: options.folder,
    tables: options.tables,
    roles: Object.fromEntries(options.functions.map(({ name, role }) => [name, role])),
    hostility: options.hostility,
    time,
  }
  const worker = new Worker(new URL('./dynamodb-worker.ts', import.meta.url), { workerData })
  const listening = Promise.withResolvers<number>()
  const closed = Promise.withResolvers<void>()
  worker.on('message', (raw) => {
    const message = messageSchema.parse(raw)
    if (message.type === 'listening') listening.resolve(message.port)
    else if (message.type === 'denied') options.onDenied?.(message.denial)
    else closed.resolve()
  })
  worker.on('error', (error) => {
    listening.reject(error)
    closed.reject(error)
  })
  closed.promise.catch(() => {})
  const port = await listening.promise
  return {
    url: `http://127.0.0.1:${port}`,
    setTime: (now) => void (new Float64Array(time)[0] = now),
    close: () => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage('close')
      return closed.promise
    },
  }
}
