import * as z from 'zod'

import type { Database } from './dynamodb.ts'
import { createTable, type Answer, type Dynalite } from './dynalite-store.ts'
import type { TableModel } from './model.ts'

/** Rates are of calls, in [0, 1]. */
export interface HostileOptions {
  readonly store: Dynalite
  readonly tables: readonly TableModel[]
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Uniform in [0, 1), seeded. */
  readonly random: () => number
  /** A read that does not ask for consistency sees a write up to this much later. */
  readonly indexLagMs: number
  /** Refused before anything happens. */
  readonly throttleRate: number
  /** Written, and the connection reset before the answer. */
  readonly ambiguousRate: number
}

interface PendingWrite {
  readonly at: number
  readonly operation: 'PutItem' | 'DeleteItem'
  readonly input: object
}

const attributes = z.record(z.string(), z.unknown())
const request = z.looseObject({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  ConsistentRead: z.boolean().default(false),
  Key: attributes.optional(),
  Item: attributes.optional(),
})
const READS = new Set(['GetItem', 'Query', 'Scan'])
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem'])
const lagged = (table: string): string => `${table}.lagged`

/**
 * A database as bad as DynamoDB may be: it throttles, it loses answers, and reads that do not ask for consistency lag,
 * those of indexes above all. They go to a second copy of each table, which writes reach later, in their order.
 */
export class HostileStore implements Database {
  readonly #options: HostileOptions
  readonly #pending: PendingWrite[] = []
  #copying: Promise<void> = Promise.resolve()

  private constructor(options: HostileOptions) {
    this.#options = options
  }

  static async over(options: HostileOptions): Promise<HostileStore> {
    const { store, tables } = options
    for (const table of tables) {
      await createTable(store, { ...table, name: lagged(table.name) })
      for await (const item of store.scan(table.name)) {
        await store.require('PutItem', { TableName: lagged(table.name), Item: item })
      }
    }
    return new HostileStore(options)
  }

  async call(operation: string, json: string): Promise<Answer | undefined> {
    const { store, random, throttleRate, ambiguousRate } = this.#options
    if (random() < throttleRate) return throttled
    const input = request.parse(JSON.parse(json))
    if (READS.has(operation) && !input.ConsistentRead && input.TableName !== undefined) {
      await this.#copyDue()
      return store.call(operation, JSON.stringify({ ...input, TableName: lagged(input.TableName) }))
    }
    const answer = await store.call(operation, json)
    if (!WRITES.has(operation) || answer.status !== 200) return answer
    await this.#remember(input)
    return random() < ambiguousRate ? undefined : answer
  }

  async #remember({ TableName = '', Key, Item }: z.infer<typeof request>): Promise<void> {
    const { store, tables, random, indexLagMs, now } = this.#options
    const keys =
      tables.find(({ name }) => name === TableName)?.KeySchema.map(({ AttributeName }) => AttributeName) ?? []
    const key = Object.fromEntries(keys.map((name) => [name, (Key ?? Item)?.[name]]))
    const found = await store.require('GetItem', { TableName, Key: key, ConsistentRead: true })
    const { Item: stored } = z.object({ Item: z.unknown().optional() }).parse(found)
    const at = Math.max(now() + random() * indexLagMs, this.#pending.at(-1)?.at ?? 0)
    this.#pending.push(
      stored === undefined
        ? { at, operation: 'DeleteItem', input: { TableName: lagged(TableName), Key: key } }
        : { at, operation: 'PutItem', input: { TableName: lagged(TableName), Item: stored } },
    )
  }

  /** Two readers at once must not both copy: the second waits for the first. */
  #copyDue(): Promise<void> {
    this.#copying = this.#copying.then(() => this.#copy())
    return this.#copying
  }

  async #copy(): Promise<void> {
    while (this.#pending[0] && this.#pending[0].at <= this.#options.now()) {
      const { operation, input } = this.#pending[0]
      this.#pending.shift()
      await this.#options.store.require(operation, input)
    }
  }
}

const throttled: Answer = {
  status: 400,
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    message: 'The level of configured provisioned throughput for the table was exceeded.',
  }),
}
