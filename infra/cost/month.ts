import type { FunctionOperations, Operations } from './operations.ts'
import { ASSUMED, MONTH_DAYS, type Volume } from './assumptions.ts'
import type { Billed } from './prices.ts'

/** By what the work of a function or a machine grows. */
type Driver = 'cases' | 'mails' | 'days'

/**
 * How often each function runs, and how much it has to do then. Whatever is not here is a route: one call for so many
 * cases. A sweep of an empty index costs little, so all its work is taken to grow with the cases.
 */
export const functionDrivers: Readonly<Record<string, { invocations: Driver; work: Driver }>> = {
  'start-timers': { invocations: 'days', work: 'cases' },
  'escalate-case': { invocations: 'cases', work: 'cases' },
  'audit-cases': { invocations: 'days', work: 'cases' },
  'follow-directives': { invocations: 'days', work: 'cases' },
  'send-brief': { invocations: 'days', work: 'cases' },
  'plan-digests': { invocations: 'days', work: 'cases' },
  'send-digest': { invocations: 'mails', work: 'mails' },
  'settle-digests': { invocations: 'days', work: 'cases' },
  'record-mail-events': { invocations: 'mails', work: 'mails' },
  'draft-report': { invocations: 'days', work: 'cases' },
  'check-report': { invocations: 'days', work: 'days' },
  'publish-report': { invocations: 'days', work: 'days' },
  'render-report': { invocations: 'days', work: 'days' },
  'mail-report': { invocations: 'days', work: 'days' },
  'draft-accountability': { invocations: 'days', work: 'cases' },
  'render-accountability': { invocations: 'days', work: 'days' },
  'plan-accountability': { invocations: 'days', work: 'days' },
  'erase-people': { invocations: 'days', work: 'cases' },
  'watch-feeds': { invocations: 'days', work: 'cases' },
  'read-import': { invocations: 'cases', work: 'cases' },
  'apply-import': { invocations: 'cases', work: 'cases' },
}
const ROUTE = { invocations: 'cases', work: 'cases' } as const satisfies { invocations: Driver; work: Driver }

export const machineDrivers: Readonly<Record<string, Driver>> = {
  escalation: 'cases',
  digests: 'mails',
  import: 'cases',
  'weekly-report': 'days',
  accountability: 'days',
}

export type Factors = Readonly<Record<Driver, number>>

const DAY_MS = 86_400_000

/** Days of a run. */
export const daysOf = ({ from, to }: Operations): number => (Date.parse(to) - Date.parse(from)) / DAY_MS

/** How much more than in the run there is to do in a month of that volume. Mails: one a recipient and window. */
export function factorsFor(run: Operations, volume: Volume): Factors {
  const days = MONTH_DAYS / daysOf(run)
  return { days, cases: volume.cases / run.cases, mails: (volume.recipients / run.mails.recipients) * days }
}

/** The run's own rate, for a month. */
export const volumeOfRun = (run: Operations): Volume => ({
  name: 'the letter',
  cases: Math.round((run.cases / daysOf(run)) * MONTH_DAYS),
  recipients: run.mails.recipients,
  people: 20,
})

export type Usage = Readonly<Record<Billed, number>>

/** What the template has, whatever there is to do: counted from it. */
export interface Standing {
  readonly alarmMetrics: number
  readonly ownMetrics: number
  readonly dashboards: number
  readonly secrets: number
  readonly machineClients: number
}

const GB = 1024 ** 3

/** What a month of that volume uses. */
export function monthOf(run: Operations, volume: Volume, standing: Standing): Usage {
  const factors = factorsFor(run, volume)
  const scaled = Object.entries(run.functions).map(([name, counted]) =>
    scale(counted, functionDrivers[name] ?? ROUTE, factors),
  )
  const total = (of: (each: Scaled) => number): number => scaled.reduce((sum, each) => sum + of(each), 0)
  const calls = (...names: string[]): number => total((each) => names.reduce((sum, name) => sum + each.call(name), 0))
  const lookups = volume.people * ASSUMED.lookups.perPerson
  const requests = total(({ requests: own }) => own) + lookups
  const invocations = total((each) => each.invocations) + lookups
  const tableGb = ((run.stored.tableBytes / run.cases) * volume.cases * ASSUMED.keptMonths) / GB
  return {
    lambdaRequests: invocations,
    lambdaGbSeconds: total((each) => each.gbSeconds) + lookups * ASSUMED.lookups.gbSeconds,
    apiRequests: requests,
    tableReads: total((each) => each.reads) + lookups * ASSUMED.lookups.reads,
    tableWrites: total((each) => each.writes),
    tableStorage: tableGb,
    tableBackup: tableGb,
    transitions: transitionsOf(run, factors),
    mails: run.mails.count * factors.mails,
    mailAttachments: (run.mails.bytes * factors.mails * ASSUMED.attachedShare) / GB,
    objectWrites: calls('s3:PUT'),
    objectReads: calls('s3:GET', 's3:HEAD'),
    objectStorage: (run.stored.objectBytes * factors.days * ASSUMED.keptMonths) / GB,
    logs: (total((each) => each.logBytes) + invocations * ASSUMED.platformLogBytes) / GB,
    alarms: standing.alarmMetrics,
    metrics: standing.ownMetrics,
    dashboards: standing.dashboards,
    traces: (invocations + transitionsOf(run, factors)) * ASSUMED.tracedShare,
    secrets: standing.secrets,
    secretCalls: calls('secretsmanager:GetSecretValue'),
    machineClients: standing.machineClients,
  }
}

export const transitionsOf = ({ machines }: Operations, factors: Factors): number =>
  Object.entries(machines).reduce(
    (total, [name, { transitions }]) => total + transitions * factors[machineDrivers[name] ?? 'cases'],
    0,
  )

interface Scaled {
  readonly invocations: number
  readonly requests: number
  readonly gbSeconds: number
  readonly reads: number
  readonly writes: number
  readonly logBytes: number
  readonly call: (name: string) => number
}

function scale(
  counted: FunctionOperations,
  drivers: typeof ROUTE | (typeof functionDrivers)[string],
  factors: Factors,
): Scaled {
  const work = factors[drivers.work]
  const invocations = counted.invocations * factors[drivers.invocations]
  const cold = invocations * ASSUMED.coldShare * ASSUMED.coldMs
  return {
    invocations,
    requests: counted.route ? invocations : 0,
    gbSeconds: ((millisecondsOnAws(counted) * work + cold) / 1000) * (counted.memoryMb / 1024),
    reads: counted.reads * work,
    writes: counted.writes * work,
    logBytes: counted.logBytes * work,
    call: (name) => (counted.calls[name] ?? 0) * work,
  }
}

/** Local time, slower by the share of a processor that the memory buys, and the way to each service and back. */
export function millisecondsOnAws({ milliseconds, memoryMb, calls }: FunctionOperations): number {
  const slower = Math.max(1, ASSUMED.wholeProcessorMb / memoryMb)
  const ways = Object.entries(calls).map(([name, times]) => times * (ASSUMED.latencyMs[name.split(':')[0] ?? ''] ?? 0))
  return ways.reduce((total, each) => total + each, milliseconds * slower)
}
