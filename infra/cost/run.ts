/**
 * `npm run cost -- [--operations FILE] [--on DATE] [--cases N --recipients N --people N]` prices a month in US dollars
 * from what a local run counted: at the letter's volume, the province's, the nation's, or one of your own (per month).
 * FILE is the `operations.json` of a run; without it, the one that a replay of the letter's fortnight left in the source.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { ASSUMED, NATION, PROVINCE, type Volume } from './assumptions.ts'
import { daysOf, monthOf, volumeOfRun, type Standing } from './month.ts'
import { naiveDesign } from './naive.ts'
import { readOperations, type Operations } from './operations.ts'
import { costOf, pricesAt, type PriceList } from './prices.ts'
import { quotaLoads } from './quotas.ts'
import { standingOf } from './standing.ts'

const options = {
  operations: { type: 'string', default: join(import.meta.dirname, 'fortnight.json') },
  on: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  cases: { type: 'string' },
  recipients: { type: 'string' },
  people: { type: 'string' },
} as const

const atLeastOne = z.coerce.number().int().positive()
const own = z.object({ cases: atLeastOne, recipients: atLeastOne, people: atLeastOne.default(20) })

const grouped = (amount: number, digits = 0): string =>
  amount.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

interface Scene {
  readonly run: Operations
  readonly volume: Volume
  readonly list: PriceList
  readonly standing: Standing
}

function printMonth({ run, volume, list, standing }: Scene): void {
  const usage = monthOf(run, volume, standing)
  const lines = keysOf(list.prices)
    .map((billed) => ({ billed, amount: usage[billed], usd: costOf(list, billed, usage[billed]) }))
    .toSorted((a, b) => b.usd - a.usd)
  const total = lines.reduce((sum, { usd }) => sum + usd, 0)
  console.log(`\n${volume.name}: ${grouped(volume.cases)} cases a month, ${grouped(volume.recipients)} recipients`)
  console.table(
    lines
      .filter(({ usd }) => usd >= 0.005)
      .map(({ billed, amount, usd }) => ({
        what: list.prices[billed].unit,
        amount: grouped(amount),
        usd: grouped(usd, 2),
      })),
  )
  console.log(`total ${grouped(total, 2)} USD a month, ${grouped((total / volume.cases) * 1000, 2)} per thousand cases`)
  const naive = naiveDesign(run, volume, list)
  const ours = usage.transitions
  console.log(
    `transitions: ours ${grouped(ours)} (${grouped(costOf(list, 'transitions', ours), 2)} USD); one waiting execution per case ` +
      `${grouped(naive.transitions)} (${grouped(naive.usd, 2)} USD) and ${grouped(naive.openExecutions)} open at a time`,
  )
}

function printQuotas({ run, volume, list }: Omit<Scene, 'standing'>): void {
  console.log('quotas, the nearest first; share 1 and more is over')
  console.table(
    quotaLoads(run, volume, list).map(({ what, unit, load, limit, share, remedy }) => ({
      what: `${what}, ${unit}`,
      load: Number(load.toPrecision(3)),
      limit,
      share: Number(share.toPrecision(2)),
      remedy,
    })),
  )
}

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): K[] =>
  z.array(z.custom<K>((key) => typeof key === 'string' && key in record)).parse(Object.keys(record))

try {
  const { values } = parseArgs({ options })
  const run = readOperations(values.operations)
  const list = pricesAt(values.on)
  const standing = standingOf()
  const asked = values.cases === undefined ? [] : [{ name: 'as asked', ...own.parse(values) }]
  const volumes = asked.length > 0 ? asked : [volumeOfRun(run), PROVINCE, NATION]
  console.log(`counted in ${grouped(daysOf(run), 1)} days with ${grouped(run.cases)} cases, ${run.from} to ${run.to}`)
  console.log(`prices of ${list.asOf}, ${list.region}, before free tiers; ${list.source}`)
  console.log(`assumed: ${JSON.stringify(ASSUMED)}`)
  for (const volume of volumes) {
    printMonth({ run, volume, list, standing })
    printQuotas({ run, volume, list })
  }
} catch (error) {
  console.error(error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error)
  process.exitCode = 1
}
