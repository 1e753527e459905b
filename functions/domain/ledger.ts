import * as z from 'zod'
import { workingMinutesBetween, type Calendar } from './calendar.ts'
import { caseId } from './case-id.ts'
import { changesOf, type Change } from './case-changes.ts'
import { calendarInForce, statutoryDue } from './due.ts'
import { handler, type Entry } from './event.ts'
import { instant, later, toMs, type Instant } from './instant.ts'
import type { Registry } from './registry.ts'
import type { CaseState } from './state.ts'

/**
 * Who held the case. `handler` is a person of the agency, `agency` the agency while nobody knows which. `citizen`:
 * papers or a fee were owed. `suspended`: stopped by the centre or a document. `handOver`: the centre's to distribute, or
 * to answer that the agency declined. `provider` and `sourceLag`: had happened, and was not yet told. `nobody`: between
 * an end and a reopening.
 */
export const heldBy = z.enum([
  'handler',
  'agency',
  'citizen',
  'suspended',
  'handOver',
  'provider',
  'sourceLag',
  'nobody',
])
export type HeldBy = z.output<typeof heldBy>

export const ledgerPart = z.strictObject({
  heldBy,
  /** Whose the case was then; absent while it was nobody's. */
  agency: z.string().optional(),
  handler: handler.optional(),
  provider: z.string().optional(),
  from: instant,
  to: instant,
  /** Working time by the calendar of the case, and how much of it lies after the statutory date. */
  minutes: z.int().min(0),
  lateMinutes: z.int().min(0),
  /** The entries of the timeline that put the case there; the first one names the part in a dispute. */
  entries: z.array(z.int()).min(1),
})
export type LedgerPart = z.output<typeof ledgerPart>

/** Whose working time a case took, from its reception to its end or the moment asked about. Minutes sum to the whole. */
export const ledger = z.strictObject({
  caseId,
  asOf: instant,
  from: instant,
  to: instant,
  due: instant.optional(),
  minutes: z.int().min(0),
  lateMinutes: z.int().min(0),
  parts: z.array(ledgerPart),
})
export type Ledger = z.output<typeof ledger>

export interface LedgerQuestion {
  registry: Registry
  asOf: Instant
  /** Defaults to `asOf`. */
  knownAt?: Instant | undefined
}

/** Undefined where the case was not there yet, not known, or no calendar counts its time. */
export function ledgerOf(id: string, entries: readonly Entry[], question: LedgerQuestion): Ledger | undefined {
  const { registry, asOf, knownAt = asOf } = question
  const changes = changesOf(entries, { asOf, knownAt })
  const state = changes.at(-1)?.after
  const calendar = state && calendarInForce(state, registry)
  if (state === undefined || calendar === undefined) return undefined
  const from = state.facts.receivedAt
  const to = later(from, state.progress.phase === 'finished' ? state.progress.at : asOf)
  const due = statutoryDue(state, registry)?.at
  const parts = partsOf(changes, { from, to, due, calendar })
  return {
    caseId: id,
    asOf,
    from,
    to,
    ...(due !== undefined && { due }),
    minutes: minutesIn(calendar, from, to),
    lateMinutes: due === undefined || due >= to ? 0 : minutesIn(calendar, later(due, from), to),
    parts,
  }
}

interface Whole {
  from: Instant
  to: Instant
  due: Instant | undefined
  calendar: Calendar
}

type Holding = Pick<LedgerPart, 'heldBy' | 'agency' | 'handler' | 'provider'> & { entry: number }

/** The whole cut wherever the case went into other hands, and at the date; neighbours in the same hands are one. */
function partsOf(changes: readonly Change[], { from, to, due, calendar }: Whole): LedgerPart[] {
  const lags = lagsOf(changes)
  const edges = [...changes.map(({ entry }) => entry.occurredAt), ...lags.map((lag) => lag.to), due ?? from]
  const cuts = [from, ...new Set(edges.filter((at) => at > from && at < to).toSorted()), to]
  const parts: LedgerPart[] = []
  for (const [index, start] of cuts.slice(0, -1).entries()) {
    const end = cuts[index + 1] ?? to
    const { entry, ...holding } = holdingAt(start, changes, lags)
    const minutes = minutesIn(calendar, start, end)
    const lateMinutes = due !== undefined && start >= due ? minutes : 0
    const last = parts.at(-1)
    if (last !== undefined && isSameHands(last, holding)) {
      last.to = end
      last.minutes += minutes
      last.lateMinutes += lateMinutes
      if (!last.entries.includes(entry)) last.entries.push(entry)
    } else parts.push({ ...holding, from: start, to: end, minutes, lateMinutes, entries: [entry] })
  }
  return parts
}

const isSameHands = (a: Omit<Holding, 'entry'>, b: Omit<Holding, 'entry'>): boolean =>
  a.heldBy === b.heldBy &&
  a.agency === b.agency &&
  a.provider === b.provider &&
  a.handler?.name === b.handler?.name &&
  a.handler?.post === b.handler?.post

function holdingAt(at: Instant, changes: readonly Change[], lags: readonly Lag[]): Holding {
  const last = changes.findLast(({ entry }) => entry.occurredAt <= at) ?? changes[0]
  if (last === undefined) return { heldBy: 'nobody', entry: 1 }
  const { after, entry } = last
  const { facts, agency, handler: person } = after
  const lag = lags.find((each) => each.from <= at && at < each.to)
  const hands = { entry: lag?.entry ?? entry.seq, ...(agency !== undefined && { agency }) }
  if (lag !== undefined)
    return facts.kind === 'fieldReport'
      ? { ...hands, heldBy: 'provider', provider: facts.provider }
      : { ...hands, heldBy: 'sourceLag' }
  const held = byState(after)
  return { ...hands, heldBy: held, ...(held === 'handler' && person !== undefined && { handler: person }) }
}

function byState({ progress, stops, agency, declined, handler: person }: CaseState): HeldBy {
  switch (progress.phase) {
    case 'finished':
      return 'nobody'
    case 'paused':
      return stops.some(({ cause }) => cause !== 'status') ? 'suspended' : 'citizen'
    case 'waiting':
    case 'running':
      if (agency === undefined || declined !== undefined) return 'handOver'
      return person === undefined ? 'agency' : 'handler'
    default:
      return progress satisfies never
  }
}

interface Lag {
  from: Instant
  to: Instant
  entry: number
}

/** What gave the case to an agency had happened before the system, and so the agency, could hear of it. */
const lagsOf = (changes: readonly Change[]): Lag[] =>
  changes
    .filter(({ before, after, entry: { event } }) =>
      event.type === 'received' ? true : event.type === 'corrected' && before?.agency !== after.agency,
    )
    .map(({ entry: { occurredAt, recordedAt, seq } }) => ({
      from: occurredAt,
      to: recordedAt,
      entry: seq,
    }))

const minutesIn = (calendar: Calendar, from: Instant, to: Instant): number =>
  Math.max(0, workingMinutesBetween(calendar, toMs(from), toMs(to)))
