import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { ASSUMED, PROVINCE } from '../../infra/cost/assumptions.ts'
import { functionDrivers, machineDrivers, millisecondsOnAws, monthOf, volumeOfRun } from '../../infra/cost/month.ts'
import { naiveDesign } from '../../infra/cost/naive.ts'
import { readOperations, type FunctionOperations, type Operations } from '../../infra/cost/operations.ts'
import { costOf, pricesAt, priceLists } from '../../infra/cost/prices.ts'
import { quotaLoads } from '../../infra/cost/quotas.ts'
import { standingOf } from '../../infra/cost/standing.ts'
import { declared, resources } from '../infra/declared.ts'
import { routeIds } from '../infra/statements.ts'
import { machineNames } from '../workflows/machines.ts'

const idle: FunctionOperations = {
  memoryMb: 1024,
  route: false,
  invocations: 0,
  milliseconds: 0,
  logBytes: 0,
  reads: 0,
  writes: 0,
  calls: {},
}

/** Ten days, a hundred cases, fifty mails to ten mailboxes. */
const run: Operations = {
  from: '2021-10-01T00:00:00.000Z',
  to: '2021-10-11T00:00:00.000Z',
  cases: 100,
  steps: 200,
  mails: { count: 50, bytes: 1024 ** 2, recipients: 10 },
  stored: { tableBytes: 512 * 1024, objectBytes: 1024 ** 2 },
  functions: {
    'register-dossiers': {
      ...idle,
      route: true,
      invocations: 100,
      milliseconds: 1000,
      reads: 100,
      writes: 700,
      calls: { 'dynamodb:PutItem': 100 },
    },
    'command-case': { ...idle, route: true, invocations: 50, writes: 250 },
    'start-timers': { ...idle, invocations: 2880, reads: 400 },
    'send-digest': { ...idle, invocations: 50, milliseconds: 500, calls: { 'ses:POST': 50 } },
  },
  machines: {
    escalation: { executions: 150, transitions: 900, mostRunning: 60, mostStartedInAMinute: 30 },
    digests: { executions: 20, transitions: 300, mostRunning: 1, mostStartedInAMinute: 1 },
  },
}
const volume = { name: 'ten times as much', cases: 3000, recipients: 20, people: 1 }
const none = { alarmMetrics: 10, ownMetrics: 4, dashboards: 1, secrets: 1, machineClients: 2 }

describe('a month', () => {
  const used = monthOf(run, volume, none)

  it('has what the run counted, as often as its cases, mails and days ask for', () => {
    // 3,000 cases instead of 100; three times the days; twice the mailboxes on three times the days
    expect(used.transitions).toBe(900 * 30 + 300 * 6)
    expect(used.tableWrites).toBe((700 + 250) * 30)
    expect(used.mails).toBe(50 * 6)
    // 800 lookups of one person, at 12.5 units; the sweep's reads grow with the cases, its runs with the days
    expect(used.tableReads).toBe((100 + 400) * 30 + 800 * 12.5)
    expect(used.lambdaRequests).toBe((100 + 50) * 30 + 2880 * 3 + 50 * 6 + 800)
    expect(used.apiRequests).toBe((100 + 50) * 30 + 800)
  })

  it('keeps two years of cases', () => {
    expect(used.tableStorage).toBeCloseTo((5.12 * 1024 * 3000 * 24) / 1024 ** 3, 10)
    expect(used.tableBackup).toBe(used.tableStorage)
  })

  it('is billed for a slower processor and for the way to each service', () => {
    const counted = { ...idle, memoryMb: 512, milliseconds: 100, calls: { 'dynamodb:PutItem': 2, 'ses:POST': 1 } }
    expect(millisecondsOnAws(counted)).toBeCloseTo((100 * 1769) / 512 + 2 * 6 + 80, 6)
  })

  it('costs what the list says', () => {
    const list = pricesAt('2026-01-01')
    expect(costOf(list, 'transitions', used.transitions)).toBeCloseTo(28.8 * 0.025, 10)
    expect(costOf(list, 'tableWrites', 1_000_000)).toBe(0.7125)
    expect(costOf(list, 'mails', 300)).toBeCloseTo(0.03, 10)
    expect(costOf(list, 'alarms', none.alarmMetrics)).toBe(1)
  })
})

describe('prices', () => {
  it('have a date and a source, and are not asked for before the first of them', () => {
    for (const list of priceLists) expect(list.source.length).toBeGreaterThan(20)
    expect(() => pricesAt('2020-01-01')).toThrow(/2020-01-01/)
  })
})

describe('the naive design', () => {
  it('has an execution open for as long as a case, and starts anew with each command', () => {
    const naive = naiveDesign(run, volume, pricesAt('2026-01-01'))
    // start and end, for half of the cases once more, and three states for each of two steps
    expect(naive.transitionsPerCase).toBe(2 * 1.5 + 3 * 2)
    expect(naive.transitions).toBe(27_000)
    expect(naive.usd).toBeCloseTo(0.675, 10)
    expect(naive.openExecutions).toBe(100 * ASSUMED.openDays)
  })
})

describe('quotas', () => {
  const loads = quotaLoads(run, volume, pricesAt('2026-01-01'))
  const load = (what: string) => loads.find((each) => each.what === what)?.load

  it('come nearest first, each with what to do', () => {
    expect(loads.map(({ share }) => share)).toEqual(loads.map(({ share }) => share).toSorted((a, b) => b - a))
    for (const { remedy } of loads) expect(remedy).not.toBe('')
  })

  it('are asked for at the busiest minute, which grows with the cases of a day', () => {
    // ten times the cases a day: 300 starts within the ten minutes that the sweep looks ahead
    expect(load('StartExecution')).toBeCloseTo(300 / 600, 10)
    expect(load('open executions')).toBeCloseTo(600, 6)
    expect(load('SES sandbox')).toBe(10)
  })
})

describe('what a replay counted', () => {
  const measured = readOperations(join(import.meta.dirname, '../../infra/cost/fortnight.json'))

  it('knows how each function that is no route grows, and each machine', () => {
    const template = declared()
    const routed = new Set(routeIds(template))
    const others = Object.entries(resources(template, 'AWS::Lambda::Function')).flatMap(([id, { FunctionName }]) =>
      routed.has(id.replace(/[0-9A-F]{8}$/, '')) ? [] : [String(FunctionName).replace('dondoc-dev-', '')],
    )
    expect(others.toSorted()).toEqual(Object.keys(functionDrivers).toSorted())
    expect(Object.keys(machineDrivers).toSorted()).toEqual([...machineNames].toSorted())
  })

  it('is the letter’s fortnight', () => {
    expect(measured.cases).toBeGreaterThanOrEqual(512)
    expect(volumeOfRun(measured).cases).toBeGreaterThan(900)
    expect(monthOf(measured, PROVINCE, none).tableWrites / PROVINCE.cases).toBeGreaterThan(10)
  })
})

describe('what stands whether there is work or not', () => {
  it('is counted from the template', () => {
    const standing = standingOf()
    const { context } = z
      .object({ context: z.object({ sources: z.array(z.string()) }) })
      .parse(JSON.parse(readFileSync('cdk.json', 'utf8')))
    expect(standing).toMatchObject({ secrets: 1, dashboards: 1, machineClients: context.sources.length })
    expect(standing.alarmMetrics).toBeGreaterThan(100)
    const used = globSync('infra/*.ts').flatMap(
      (file) => readFileSync(file, 'utf8').match(/(?<=counted\()'\w+'/g) ?? [],
    )
    expect(standing.ownMetrics).toBeGreaterThanOrEqual(new Set(used).size)
  })
})
