import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient, paginateScan, PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb'
import { fromMs } from '../../functions/domain/instant.ts'
import { firstRegistry } from '../centre/first-registry.ts'
import { RealClock } from '../local/clock.ts'
import { issueToken } from '../local/issuer.ts'
import type { Model } from '../local/model.ts'
import { operatorAccess } from '../local/operator-access.ts'
import { readTemplate, synthesize } from '../local/template.ts'
import { createWorld, type World } from '../local/world.ts'
import type { Row } from './row.ts'

const ROUNDS = 5
const CASES = 1000
const BATCH = 100
const AT_ONCE = 10

type Item = Record<string, AttributeValue>

interface Bench {
  readonly world: World
  readonly token: string
  readonly client: DynamoDBClient
  readonly table: string
}

/**
 * Cases per second through `POST /dossiers` into the table, beside the same number of bare conditional puts of items of
 * the same size, from one client, into the same database, as many at once. They take turns; the best round counts.
 */
export async function benchStore(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-bench-'))
  const clock = new RealClock()
  await synthesize(join(import.meta.dirname, '../app.ts'), join(folder, 'cdk.out'))
  const model = readTemplate(join(folder, 'cdk.out'), 'http://127.0.0.1')
  const world = await createWorld({ model, stateDir: folder, outDir: folder, clock, seed: 1 })
  const bench = await prepare(model, world, folder)
  await registerRound(bench, 0, BATCH)
  const items = await itemsOf(bench)
  let [ours, theirs] = [Infinity, Infinity]
  for (let round = 1; round <= ROUNDS; round++) {
    ours = Math.min(ours, await timed(() => registerRound(bench, round, CASES)))
    theirs = Math.min(theirs, await timed(() => putRound(bench, round, items)))
  }
  bench.client.destroy()
  clock.stop()
  await world.close()
  rmSync(folder, { recursive: true })
  return [
    {
      name: 'cases through the API into the store',
      ours: `${Math.round(CASES / ours)} cases/s`,
      reference: `bare puts: ${Math.round(CASES / theirs)}/s`,
      ratio: theirs / ours,
      aim: '≥ 0.8',
    },
  ]
}

async function prepare(model: Model, world: World, stateDir: string): Promise<Bench> {
  const access = operatorAccess(model, world.urls)
  await access.registry.add(firstRegistry())
  access.close()
  const client = new DynamoDBClient({
    endpoint: world.urls.dynamodb,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'local' },
  })
  const token = await issueToken(stateDir, { role: 'operator' })
  return { world, token, client, table: model.tables[0]?.name ?? '' }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

const receivedAt = fromMs(Date.now() - 60_000)

async function registerRound({ world, token }: Bench, round: number, cases: number): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  for (let start = 0; start < cases; start += BATCH) {
    const dossiers = Array.from({ length: BATCH }, (_, index) => dossier(round, start + index))
    const body = JSON.stringify({ dossiers })
    const response = await world.dispatch(new Request('http://localhost/dossiers', { method: 'POST', headers, body }))
    const answer = await response.text()
    if (!answer.includes(`"accepted":${BATCH}`)) throw new Error(`${response.status} ${answer.slice(0, 300)}`)
  }
}

const dossier = (round: number, serial: number) => ({
  code: `000.00.14.H15-2110${String(10 + round)}-${String(10_000 + serial)}`,
  agency: 'so-tnmt',
  procedure: 'khai-thac-nuoc',
  receivedAt,
  status: 'received',
})

/** What the API wrote, to be put again as it is under other keys. */
async function itemsOf({ client, table }: Bench): Promise<Item[]> {
  const items: Item[] = []
  for await (const page of paginateScan({ client }, { TableName: table }))
    items.push(...(page.Items ?? []).filter((item) => item['sk']?.S === 'CASE'))
  return items
}

async function putRound({ client, table }: Bench, round: number, items: readonly Item[]): Promise<void> {
  for (let start = 0; start < CASES; start += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => {
        const serial = start + index
        const key = { pk: { S: `CASE#dossier:bare-${round}-${serial}` } }
        return client.send(
          new PutItemCommand({
            TableName: table,
            Item: { ...items[serial % items.length], ...key },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        )
      }),
    )
}
