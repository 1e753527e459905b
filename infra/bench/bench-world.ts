import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient, paginateScan, PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb'
import { firstRegistry } from '../centre/first-registry.ts'
import { RealClock } from '../local/clock.ts'
import { issueToken } from '../local/issuer.ts'
import { operatorAccess } from '../local/operator-access.ts'
import { readTemplate, synthesize } from '../local/template.ts'
import { createWorld, type World } from '../local/world.ts'

type Item = Record<string, AttributeValue>

/** A whole deployment on the real clock, with the first registry, and a client that goes past it to the table. */
export interface BenchWorld {
  readonly world: World
  readonly token: string
  readonly client: DynamoDBClient
  readonly table: string
  close(): Promise<void>
}

export async function openBenchWorld(): Promise<BenchWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-bench-'))
  const clock = new RealClock()
  await synthesize(join(import.meta.dirname, '../app.ts'), join(folder, 'cdk.out'))
  const model = readTemplate(join(folder, 'cdk.out'), 'http://127.0.0.1')
  const world = await createWorld({ model, stateDir: folder, outDir: folder, clock, seed: 1 })
  const access = operatorAccess(model, world.urls)
  await access.registry.add(firstRegistry())
  access.close()
  const client = new DynamoDBClient({
    endpoint: world.urls.dynamodb,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'local' },
  })
  return {
    world,
    token: await issueToken(folder, { role: 'operator' }),
    client,
    table: model.tables[0]?.name ?? '',
    async close() {
      client.destroy()
      clock.stop()
      await world.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Seconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** The cases as the API wrote them, to be put again under other keys. */
export async function itemsOf({ client, table }: BenchWorld): Promise<Item[]> {
  const items: Item[] = []
  for await (const page of paginateScan({ client }, { TableName: table }))
    items.push(...(page.Items ?? []).filter((item) => item['sk']?.S === 'CASE'))
  return items
}

const AT_ONCE = 10

/** Bare conditional puts of such items, ten at once; `name` keeps their keys apart from others. */
export async function putBare({ client, table }: BenchWorld, name: string, items: readonly Item[]): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE)
    await Promise.all(
      items.slice(start, start + AT_ONCE).map((item, index) => {
        const key = { pk: { S: `CASE#dossier:bare-${name}-${start + index}` } }
        const condition = 'attribute_not_exists(pk)'
        return client.send(
          new PutItemCommand({ TableName: table, Item: { ...item, ...key }, ConditionExpression: condition }),
        )
      }),
    )
}

/** So many items, the same ones again and again. */
export const repeated = (items: readonly Item[], count: number): Item[] =>
  Array.from({ length: count }, (_, n) => items[n % items.length] ?? {})
