import { marshall } from '@aws-sdk/util-dynamodb'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { createKey, getIndexActions } from 'dynalite/db/index.js'
import * as z from 'zod'
import { addDays, atLocal, MINUTE_MS, toMs, type LocalDate } from '../../functions/domain/instant.ts'
import { readRegistry, type RegistryRow } from '../../functions/domain/registry.ts'
import type { Instant } from '../../functions/domain/instant.ts'
import { inMemoryCaseStore } from '../../functions/store/case-store.ts'
import { toCaseItem } from '../../functions/store/case-item.ts'
import { inMemoryPersonStore } from '../../functions/store/person-store.ts'
import type { RegisterDeps } from '../../functions/work/deps.ts'
import { escalate } from '../../functions/work/escalate.ts'
import { inMemoryMachines } from '../../functions/work/machines.ts'
import { register } from '../../functions/work/register.ts'
import { dynaliteLevel } from '../local/level.ts'

/** So many cases of so many agencies, some open, the others closed one after the other since `from`. */
export interface Population {
  readonly cases: number
  readonly openShare: number
  readonly agencies: number
  readonly registry: readonly RegistryRow[]
  /** Vietnam dates: the first closing, and today. */
  readonly from: LocalDate
  readonly to: LocalDate
}

type Item = Record<string, AttributeValue>

const SAMPLE = { agency: 'bench-000', code: '000.00.00.H15-000000-0000000' }

/** `bench-000`, `bench-001` … */
export const agencyName = (n: number): string => `bench-${String(n).padStart(3, '0')}`

/** One life, lived by the code itself: registered, reminded and escalated as its steps fell, closed or not. */
async function live(registry: readonly RegistryRow[], life: { opened: Instant; closed?: Instant; until: Instant }) {
  let [now, ids] = [life.opened, 0]
  const known = readRegistry(registry, 1)
  const deps: RegisterDeps = {
    now: () => now,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    random: () => 0,
    pause: async () => {},
    log: { info() {}, warn() {}, error() {}, metric() {} },
    registry: { current: async () => known, knownAt: async () => known },
    cases: inMemoryCaseStore(),
    people: inMemoryPersonStore(),
    machines: inMemoryMachines(),
  }
  const facts = { kind: 'dossier', ...SAMPLE, procedure: 'khai-thac-nuoc', receivedAt: life.opened } as const
  const tell = (status: 'received' | 'returned', statusAt: Instant) =>
    register(
      deps,
      { role: 'operator', id: 'bench' },
      {
        command: { type: 'registerDossier', facts, status, statusAt },
        person: undefined,
      },
    )
  const { id } = await tell('received', now)
  const end = life.closed ?? life.until
  for (let document = await deps.cases.load(id); ; document = await deps.cases.load(id)) {
    const { nextStepAt: waitUntil, timerVersion } = document ?? {}
    if (waitUntil === undefined || timerVersion === undefined || waitUntil >= end) break
    now = waitUntil
    await escalate(deps, { contract: 2, caseId: id, timerVersion, waitUntil })
  }
  now = end
  if (life.closed !== undefined) await tell('returned', life.closed)
  const lived = await deps.cases.load(id)
  if ((lived?.summary.closedAt === undefined) !== (life.closed === undefined)) throw new Error(`${id} has not lived`)
  if (lived === undefined) throw new Error(`${id} is not there`)
  return marshall(toCaseItem(lived, 0), { removeUndefinedValues: true })
}

/** A life for each day, told again with other codes and agencies for as many cases as the day has. */
export async function* populate(population: Population): AsyncGenerator<Item> {
  const { cases, openShare, registry, from, to } = population
  const open = Math.round(cases * openShare)
  const until = atLocal(to, '07:00')
  const days = Math.round((toMs(until) - toMs(atLocal(from, '07:00'))) / (24 * 60 * MINUTE_MS))
  let serial = 0
  const told = function* (item: Item, count: number): Generator<Item> {
    const text = JSON.stringify(item)
    for (let n = 0; n < count; n += 1, serial += 1) yield renamed(text, serial, population)
  }
  for (let day = 0; day < days; day += 1) {
    const closed = atLocal(addDays(from, day), '09:00')
    // Every second one in time, every second one after its third escalation.
    const opened = atLocal(addDays(from, day - (day % 2 === 0 ? 12 : 40)), '08:00')
    const share = (of: number): number => Math.floor(((day + 1) * of) / days) - Math.floor((day * of) / days)
    yield* told(await live(registry, { opened, closed, until }), share(cases - open))
  }
  for (let age = 0; age < OPEN_AGES; age += 1) {
    const share = Math.floor(((age + 1) * open) / OPEN_AGES) - Math.floor((age * open) / OPEN_AGES)
    yield* told(await live(registry, { opened: atLocal(addDays(to, -age - 1), '08:00'), until }), share)
  }
}

/** Days of age that open cases have, as many of each. */
const OPEN_AGES = 60

function renamed(text: string, serial: number, { agencies }: Population): Item {
  const code = SAMPLE.code.replace('000000-0000000', `000000-${String(serial).padStart(7, '0')}`)
  const other = text
    .replaceAll(SAMPLE.code, code)
    .replaceAll(SAMPLE.code.toLowerCase(), code.toLowerCase())
    .replaceAll(SAMPLE.agency, agencyName(serial % agencies))
  return JSON.parse(other)
}

const tableRow = z.looseObject({ TableName: z.string(), GlobalSecondaryIndexes: z.array(z.looseObject({})) })

/**
 * Writes items straight into the database of a local mode that is closed, as dynalite itself would lay them down: a
 * million in minutes, where its API takes an hour.
 * @returns how many bytes of JSON they are
 */
export async function fill(folder: string, table: string, items: AsyncIterable<Item>): Promise<number> {
  const Level = dynaliteLevel()
  const db = new Level<string, unknown>(folder, { valueEncoding: 'json' })
  await db.open()
  const definition = tableRow.parse(await db.get(`table~${table}`))
  const { GlobalSecondaryIndexes: indexes } = definition
  let batch: { type: 'put'; key: string; value: unknown }[] = []
  let written = 0
  for await (const item of items) {
    batch.push({ type: 'put', key: `item-${table}~${createKey(item, definition)}`, value: item })
    for (const { index, key, item: entry } of getIndexActions(indexes, undefined, item, definition).puts)
      batch.push({ type: 'put', key: `index-global~${table}~${index}~${key}`, value: entry })
    written += 1
    if (batch.length < BATCH) continue
    await db.batch(batch)
    batch = []
  }
  await db.batch(batch)
  await db.close()
  return written
}

const BATCH = 5000
