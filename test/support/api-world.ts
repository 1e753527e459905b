import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { paginateScan } from '@aws-sdk/lib-dynamodb'
import { toMs, type Instant } from '../../functions/domain/instant.ts'
import { dynamoRegistryStore } from '../../functions/store/dynamo-registry-store.ts'
import { connectTable, type Row, type Table } from '../../functions/store/dynamo-table.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import { VirtualClock } from '../../infra/local/clock.ts'
import { issueToken, type TokenOwner } from '../../infra/local/issuer.ts'
import { readTemplate } from '../../infra/local/template.ts'
import { createWorld, type World } from '../../infra/local/world.ts'
import { synthesizedApp } from './synthesized-app.ts'

export interface Call {
  method?: string
  path: string
  body?: unknown
  headers?: Readonly<Record<string, string>>
}

export interface Answer {
  status: number
  body: unknown
  text: string
  headers: Headers
}

/** A whole deployment in this process on a virtual clock, with the first registry; its API called without a socket. */
export class ApiWorld {
  readonly world: World
  readonly clock: VirtualClock
  readonly table: Table
  readonly folder: string
  /** Every answer there was. */
  readonly heard: { path: string; text: string }[] = []
  readonly #tokens = new Map<string, Promise<string>>()

  private constructor(world: World, clock: VirtualClock, { table, folder }: { table: Table; folder: string }) {
    this.world = world
    this.clock = clock
    this.table = table
    this.folder = folder
  }

  static async open(start: Instant): Promise<ApiWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'dondoc-api-'))
    const model = readTemplate(await synthesizedApp(), 'http://127.0.0.1')
    const clock = new VirtualClock(toMs(start))
    const world = await createWorld({ model, stateDir: folder, outDir: folder, clock, seed: 1 })
    const client = new DynamoDBClient({
      endpoint: world.urls.dynamodb,
      region: 'ap-southeast-1',
      credentials: { accessKeyId: 'operator', secretAccessKey: 'local' },
    })
    const table = connectTable(model.tables[0]?.name ?? '', client)
    await dynamoRegistryStore(table).add(firstRegistry())
    return new ApiWorld(world, clock, { table, folder })
  }

  tokenOf(owner: TokenOwner): Promise<string> {
    const key = JSON.stringify(owner)
    const known = this.#tokens.get(key) ?? issueToken(this.folder, owner)
    this.#tokens.set(key, known)
    return known
  }

  /** A body that is neither text nor bytes is sent as JSON. */
  async ask(as: TokenOwner | undefined, { method, path, body, headers = {} }: Call): Promise<Answer> {
    const init = {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(as && { authorization: `Bearer ${await this.tokenOf(as)}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    }
    const response = await this.world.dispatch(new Request(`http://127.0.0.1${path}`, init))
    const text = await response.text()
    this.heard.push({ path, text })
    const isJson = response.headers.get('content-type')?.includes('json')
    const parsed: unknown = isJson ? JSON.parse(text) : text
    return { status: response.status, body: parsed, text, headers: response.headers }
  }

  /** Everything in the table, by key. */
  async rows(): Promise<Map<string, Row>> {
    const rows = new Map<string, Row>()
    for await (const page of paginateScan({ client: this.table.client }, { TableName: this.table.name }))
      for (const row of page.Items ?? []) rows.set(`${String(row['pk'])} ${String(row['sk'])}`, row)
    return rows
  }

  /** All that was left for people to read below the folder: logs, mails. */
  left(pattern: string): string[] {
    return globSync(join(this.folder, pattern))
      .filter((file) => statSync(file).isFile())
      .map((file) => readFileSync(file, 'utf8'))
  }

  async close(): Promise<void> {
    this.table.client.destroy()
    await this.world.close()
    rmSync(this.folder, { recursive: true })
  }
}

/** The parts of a mail that travel in base64. */
export const decoded = (mail: string): string =>
  mail
    .split(/\r?\n\r?\n/)
    .map((part) => (/^[A-Za-z0-9+/=\s]+$/.test(part) ? Buffer.from(part, 'base64').toString() : ''))
    .join('\n')
