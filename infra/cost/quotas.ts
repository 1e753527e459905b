import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Volume } from './assumptions.ts'
import { factorsFor, millisecondsOnAws, type Factors } from './month.ts'
import { naiveDesign } from './naive.ts'
import type { Operations } from './operations.ts'
import type { PriceList } from './prices.ts'

/** A limit of AWS as an account has it without asking, noted in mid-2025 from each service's page of quotas. */
export interface Quota {
  readonly what: string
  readonly unit: string
  readonly limit: number
  /** What to do before it is reached. */
  readonly remedy: string
}

export interface Load extends Quota {
  readonly load: number
  /** Of the limit; 1 and more is over it. */
  readonly share: number
}

/** Steps wait for the same minute, the end of a working day; the sweep may start them over this span. */
const SWEEP_AHEAD_S = 600
/** States that an execution goes through when its step has come: Task, Choice, the next Wait. */
const PER_STEP = 3
/** Each machine tries a throttled Task again for so long. */
const RETRIES_S = 900
/** Cases come in during so many seconds of a month, and twice as fast in its busiest hour. */
const OFFICE_SECONDS = 22 * 8 * 3600
const RUSH = 2
/** The batch that sources are told to send. */
const BATCH = 100

/** What each quota is asked for in a month of that volume, the nearest to its limit first. */
export function quotaLoads(run: Operations, volume: Volume, list: PriceList): Load[] {
  const factors = factorsFor(run, volume)
  const demands = [
    ...machineDemands(run, factors),
    ...lambdaDemands(run, factors),
    ...mailDemands(run, factors),
    ...dataDemands(run, volume),
  ]
  const naive: Demand = [
    {
      what: 'naive design: open executions',
      unit: 'at a time',
      limit: 1_000_000,
      remedy: 'our design: an execution begins ten minutes before its step',
    },
    naiveDesign(run, volume, list).openExecutions,
  ]
  return [...demands, naive]
    .map(([quota, load]) => ({ ...quota, load, share: load / quota.limit }))
    .toSorted((a, b) => b.share - a.share)
}

type Demand = readonly [quota: Quota, load: number]

/** Of the run's own length and number of cases: its busiest minute grows as its cases per day do. */
const rateOf = ({ cases, days }: Factors): number => cases / days

function machineDemands(run: Operations, factors: Factors): Demand[] {
  const escalation = run.machines['escalation']
  const starts = ((escalation?.mostStartedInAMinute ?? 0) * rateOf(factors)) / SWEEP_AHEAD_S
  const busiest = (escalation?.mostRunning ?? 0) * rateOf(factors)
  return [
    [
      {
        what: 'StartExecution',
        unit: 'a second, after a burst of 800',
        limit: 150,
        remedy: 'Service Quotas: StartExecution refill rate; else the sweep’s horizon of ten minutes grows',
      },
      starts,
    ],
    [{ what: 'open executions', unit: 'at a time', limit: 1_000_000, remedy: 'a stack per province' }, busiest],
    [
      {
        what: 'state transitions',
        unit: 'a second, after a burst of 800',
        limit: 500,
        remedy: 'throttled executions wait and go on; Service Quotas: StateTransition refill rate',
      },
      starts * PER_STEP,
    ],
  ]
}

function lambdaDemands(run: Operations, factors: Factors): Demand[] {
  const escalate = run.functions['escalate-case']
  const seconds = escalate ? millisecondsOnAws(escalate) / 1000 / Math.max(1, escalate.invocations) : 0
  const atOnce = (run.machines['escalation']?.mostStartedInAMinute ?? 0) * rateOf(factors)
  const concurrent = (atOnce * seconds) / RETRIES_S + 1
  return [
    [
      {
        what: 'Lambda concurrency of a new account',
        unit: 'at once',
        limit: 10,
        remedy: 'Service Quotas: 1,000 concurrent executions, before the first deployment',
      },
      concurrent + OTHERS_AT_ONCE,
    ],
    [
      {
        what: 'Lambda concurrency',
        unit: 'at once',
        limit: 1000,
        remedy: 'Service Quotas; till then Step Functions tries throttled steps again for a quarter of an hour',
      },
      concurrent + OTHERS_AT_ONCE,
    ],
  ]
}

/** Mails that the machine sends at once. */
const MAILS_AT_ONCE = Number(
  /"MaxConcurrency": (\d+)/.exec(
    readFileSync(join(import.meta.dirname, '../../workflows/digests.asl.json'), 'utf8'),
  )?.[1],
)

/** The sweep's reserved one, the digests' senders, the API. */
const OTHERS_AT_ONCE = 1 + MAILS_AT_ONCE + 5

function mailDemands(run: Operations, factors: Factors): Demand[] {
  const aDay = (run.mails.count * factors.mails) / 30
  const recipients = run.mails.recipients * (factors.mails / factors.days)
  const send = run.functions['send-digest']
  const seconds = send ? millisecondsOnAws(send) / 1000 / Math.max(1, send.invocations) : 1
  return [
    [{ what: 'SES sandbox', unit: 'mails a day', limit: 200, remedy: 'ask for production access' }, aDay],
    [{ what: 'SES, mails a day', unit: 'a day', limit: 50_000, remedy: 'SES raises it with use; else ask' }, aDay],
    [
      {
        what: 'SES, mails a second at the digest',
        unit: 'a second',
        limit: 14,
        remedy: 'ask for a higher rate; throttled mails are tried again for a quarter of an hour',
      },
      Math.min(recipients, MAILS_AT_ONCE / seconds),
    ],
  ]
}

function dataDemands(run: Operations, volume: Volume): Demand[] {
  const arrivals = (volume.cases / OFFICE_SECONDS) * RUSH
  const writes = run.functions['register-dossiers']
  const perCase = (writes?.writes ?? 0) / Math.max(1, run.cases)
  return [
    [
      {
        what: 'HTTP API, our own throttle',
        unit: 'requests a second, in batches of 100',
        limit: 100,
        remedy: 'raise the stage’s throttle in infra/api.ts; the account allows 10,000',
      },
      arrivals / BATCH,
    ],
    [
      {
        what: 'one partition of an index (STEP#0)',
        unit: 'write units a second',
        limit: 1000,
        remedy: 'more shards: one constant in functions/store/keys.ts',
      },
      arrivals * 2,
    ],
    [
      {
        what: 'writes of a new on-demand table',
        unit: 'write units a second',
        limit: 4000,
        remedy: 'warm throughput before an import; it doubles by itself within half an hour',
      },
      arrivals * perCase,
    ],
  ]
}
