import { join } from 'node:path'
import { addDays, atLocal, fromMs, localDateOf } from '../../functions/domain/instant.ts'
import { mappingProfile } from '../../functions/domain/mapping.ts'
import { reportDayOf } from '../../functions/domain/report.ts'
import { readRegistry, type RegistryRow } from '../../functions/domain/registry.ts'
import { draftReportAnswer } from '../../workflows/contract.ts'
import { firstRegistry } from '../centre/first-registry.ts'
import { historyRegistry } from '../centre/history-registry.ts'
import { memoryRow, run, withDeployed, type Deployed } from './deployed.ts'
import { agencyName, fill, populate } from './many-cases.ts'
import type { Row } from './row.ts'

const AGENCIES = 150
const OPEN_SHARE = 0.05
const YEARS = 4

/** What it takes to draft the last report day's week out of tables of so many cases, the open ones and four years of others. */
export async function benchDrafts(sizes: readonly number[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const cases of sizes) rows.push(...(await benchDraft(cases)))
  return rows
}

interface Days {
  registry: RegistryRow[]
  reportDay: string
  today: string
}

/** The centre's rules, for a province of 150 agencies whose last report went out the week before. */
function lastReportDay(): Days {
  const centre = firstRegistry()
  const today = localDateOf(fromMs(Date.now()))
  const registry = readRegistry(centre, 1)
  const day = [today, addDays(today, -7)].map((date) => reportDayOf(date, registry)).find((each) => each <= today)
  const reportDay = day ?? today
  const names = {
    agencies: new Set(Array.from({ length: AGENCIES }, (_, n) => agencyName(n))),
    units: new Set<string>(),
  }
  const profile = mappingProfile.parse(centre.find(({ code }) => code === 'mot-cua')?.value)
  return { registry: historyRegistry(centre, addDays(reportDay, -7), { profile, names }), reportDay, today }
}

/** A deployment with so many cases of a province, laid straight into the database, on the day of a report. */
export function withProvince<T>(
  cases: number,
  use: (it: Deployed & Pick<Days, 'reportDay'>) => Promise<T>,
): Promise<T> {
  const { registry, reportDay, today } = lastReportDay()
  return withDeployed(registry, async (deployed) => {
    const { folder, model } = deployed
    const from = addDays(today, -365 * YEARS)
    const all = { cases, openShare: OPEN_SHARE, agencies: AGENCIES, registry, from, to: today }
    await fill(join(folder, 'dynamodb/current'), model.tables[0]?.name ?? '', populate(all))
    return use({ ...deployed, reportDay })
  })
}

/** Read units are counted by what each request of the function brought, as DynamoDB bills it. */
async function benchDraft(cases: number): Promise<Row[]> {
  return withProvince(cases, async ({ model, open, reportDay }) => {
    const world = await open()
    const event = { contract: 1, time: atLocal(reportDay, '08:00'), execution: 'bench' }
    const ran = await run(world, model, ['draft-report', event])
    const { due } = draftReportAnswer.parse(ran.answer)
    if (!due) throw new Error(`no report was due on ${reportDay}`)
    const reads = world.usage().functions['draft-report']?.reads ?? 0
    await world.close()
    const size = `a draft, ${cases.toLocaleString('en')} cases`
    return [readsRow(size, cases, { reads, seconds: ran.seconds }), memoryRow(size, ran)]
  })
}

/** A case is at least a unit to read. */
const readsRow = (size: string, cases: number, { reads, seconds }: { reads: number; seconds: number }): Row => ({
  name: `read units of ${size}`,
  ours: `${Math.round(reads)} in ${seconds.toFixed(1)} s`,
  reference: `each case once: ${cases}`,
  ratio: cases / reads,
  aim: '≥ 8',
})
