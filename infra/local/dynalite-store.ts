import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setImmediate as eventLoopTurn } from 'node:timers/promises'
import { promisify } from 'node:util'

import dynalite from 'dynalite'
import * as z from 'zod'

import { mendLevel } from './level.ts'
import type { TableModel } from './model.ts'

mendLevel()

export interface Answer {
  readonly status: number
  readonly body: string
}

/** One dynalite database, called without a socket; its server is there for whoever puts a listener in front. */
export class Dynalite {
  readonly server: Server
  readonly #serve: (request: unknown, response: unknown) => void

  readonly #afterClose: () => void

  private constructor(server: Server, afterClose: () => void) {
    const [serve] = server.listeners('request')
    if (!serve) throw new Error('dynalite has no request listener')
    this.server = server
    this.#afterClose = afterClose
    this.#serve = (request, response) => Reflect.apply(serve, server, [request, response])
    server.removeAllListeners('request')
  }

  /** Opens or creates the database in `folder`. */
  static async open(folder: string, afterClose = () => {}): Promise<Dynalite> {
    const server = dynalite({ path: folder, createTableMs: 0 })
    const opened = new Dynalite(server, afterClose)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return opened
  }

  /** Carries out one operation, e.g. `PutItem`, with its JSON. */
  call(operation: string, json: string): Promise<Answer> {
    const request = Object.assign(Readable.from([Buffer.from(json)]), {
      method: 'POST',
      url: '/',
      headers: headersOf(operation),
    })
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const response = {
      statusCode: 200,
      setHeader: () => {},
      end: (body: string) => resolve({ status: response.statusCode, body }),
    }
    this.#serve(request, response)
    return promise
  }

  /** As {@link call}, for operations that must succeed. @throws Error with what dynalite answered */
  async require(operation: string, input: object): Promise<unknown> {
    const { status, body } = await this.call(operation, JSON.stringify(input))
    if (status !== 200) throw new Error(`${operation} failed: ${body}`)
    return JSON.parse(body)
  }

  /** All items of a table. */
  async *scan(table: string): AsyncGenerator {
    let after: unknown
    do {
      const page = scanPage.parse(await this.require('Scan', { TableName: table, ExclusiveStartKey: after }))
      yield* page.Items
      after = page.LastEvaluatedKey
    } while (after !== undefined)
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await promisify(this.server.close.bind(this.server))()
    this.#afterClose()
  }
}

const scanPage = z.object({ Items: z.array(z.unknown()), LastEvaluatedKey: z.unknown().optional() })

const headersOf = (operation: string) => ({
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': `DynamoDB_20120810.${operation}`,
  'x-amz-date': '20211014T000000Z',
  authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=none',
})

/**
 * Opens the database below `folder` with the given tables.
 *
 * dynalite writes an item and its index entries one after the other. So unless the database was closed in order, with
 * these very tables, every item is put anew into a fresh one, whose indexes are then as the items say.
 */
export async function openStore(folder: string, tables: readonly TableModel[]): Promise<Dynalite> {
  const [current, former, closed] = [join(folder, 'current'), join(folder, 'former'), join(folder, 'closed.json')]
  const schema = JSON.stringify(tables)
  mkdirSync(folder, { recursive: true })
  const inOrder = existsSync(closed) && readFileSync(closed, 'utf8') === schema
  rmSync(closed, { force: true })
  const markClosed = () => writeFileSync(closed, schema)
  if (inOrder) return Dynalite.open(current, markClosed)
  // A rebuild that was itself interrupted left the former database whole.
  if (existsSync(former)) rmSync(current, { recursive: true, force: true })
  else if (existsSync(current)) renameSync(current, former)
  const fresh = await Dynalite.open(current, markClosed)
  for (const table of tables) await createTable(fresh, table)
  if (existsSync(former)) {
    await copy(former, fresh, tables)
    rmSync(former, { recursive: true })
  }
  return fresh
}

/** Creates a table and waits until it can be used. */
export async function createTable(store: Dynalite, { name, ...schema }: TableModel): Promise<void> {
  await store.require('CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: schema.AttributeDefinitions,
    KeySchema: schema.KeySchema,
    ...(schema.GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes: schema.GlobalSecondaryIndexes }),
  })
  while (!isActive(await store.require('DescribeTable', { TableName: name }))) await eventLoopTurn()
}

const isActive = (description: unknown): boolean =>
  z.object({ Table: z.object({ TableStatus: z.literal('ACTIVE') }) }).safeParse(description).success

async function copy(folder: string, to: Dynalite, tables: readonly TableModel[]): Promise<void> {
  const from = await Dynalite.open(folder)
  const { TableNames } = z.object({ TableNames: z.array(z.string()) }).parse(await from.require('ListTables', {}))
  for (const { name } of tables.filter((table) => TableNames.includes(table.name))) {
    for await (const item of from.scan(name)) await to.require('PutItem', { TableName: name, Item: item })
  }
  await from.close()
}
