import * as fc from 'fast-check'
import type { CaseEvent, Entry } from '../../functions/domain/event.ts'
import { DAY_MS, fromMs, later, type Instant } from '../../functions/domain/instant.ts'
import { limit, type Limit } from '../../functions/domain/limit.ts'
import { readRegistry, type Registry, type RegistryRow } from '../../functions/domain/registry.ts'
import type { DossierStatus } from '../../functions/domain/status.ts'
import { anyCompiled, anyTime, type Compiled } from './calendar-arbitraries.ts'
import { row } from './registry.ts'
import { dossier, fieldReport } from './scenario.ts'

/** A case with whatever may have happened to it, in any order of arrival, under any calendar and limit. */
export interface Life {
  entries: Entry[]
  rows: readonly RegistryRow[]
  registry: Registry
  asOf: Instant
  knownAt: Instant
}

interface Move {
  /** After the reception, and from there until the system heard of it; in milliseconds. */
  after: number
  lag: number
  event: (at: number) => CaseEvent
}

const anyWait = fc.oneof(fc.nat(3 * DAY_MS), fc.nat(25 * DAY_MS))
const anyAgency = fc.constantFrom('so-xd', 'bmt', 'btg')
const reason = 'lý do'

const anyDue = (type: 'extended' | 'rescheduled') =>
  anyWait.map((wait) => (at: number): CaseEvent => ({ type, due: fromMs(at + wait), reason }))
const anyStatus = (...names: DossierStatus[]) =>
  fc.constantFrom(...names).map((status) => (): CaseEvent => ({ type: 'statusChanged', status }))
const only = (event: CaseEvent) => fc.constant((): CaseEvent => event)

const shared = [
  only({ type: 'paused', reason }),
  only({ type: 'resumed' }),
  only({ type: 'paused', reason, document: '1/UBND' }),
  only({ type: 'resumed', document: '1/UBND' }),
  only({ type: 'declined', reason }),
  only({ type: 'handlerNamed', handler: { name: 'H Thử', post: 'chuyên viên' } }),
  only({ type: 'reopened', reason }),
  anyAgency.map((agency) => (): CaseEvent => ({ type: 'reassigned', agency, reason })),
  only({ type: 'acknowledged' }),
  anyWait.map((wait) => (at: number): CaseEvent => ({ type: 'committed', by: fromMs(at + wait) })),
  only({ type: 'claimed', proof: 'biên bản' }),
]

const eventsOf = {
  dossier: fc.oneof(
    ...shared,
    anyDue('rescheduled'),
    anyStatus('received', 'processing'),
    anyStatus('supplementRequested', 'feeRequested'),
    anyStatus('processed', 'returned', 'withdrawn'),
    anyWait.map((wait) => (at: number): CaseEvent => ({
      type: 'corrected',
      facts: { ...dossier, receivedAt: fromMs(at - wait), due: fromMs(at + wait) },
    })),
  ),
  fieldReport: fc.oneof(
    ...shared,
    anyDue('extended'),
    only({ type: 'statusChanged', status: 'processing' }),
    only({ type: 'statusChanged', status: 'resolved' }),
  ),
}

const anyMoves = (kind: 'dossier' | 'fieldReport') =>
  fc.array(fc.record({ after: anyWait, lag: fc.oneof(fc.constant(0), fc.nat(2 * DAY_MS)), event: eventsOf[kind] }), {
    maxLength: 8,
  })

const anyTold = fc.oneof(
  anyMoves('dossier').map((moves) => ({ facts: dossier, moves })),
  anyMoves('fieldReport').map((moves) => ({ facts: fieldReport, moves })),
)

const anyPin = fc.oneof({ arbitrary: fc.constant(undefined), weight: 2 }, anyWait)

/** The rules of a small world; made once, since reading a registry takes longer than a life. */
const worlds = fc
  .sample(
    fc.record({
      compiled: anyCompiled,
      limit: fc.record({
        amount: fc.integer({ min: 1, max: 40 }),
        unit: fc.constantFrom(...limit.shape.unit.options),
      }),
    }),
    500,
  )
  .map(({ compiled, limit: rule }) => {
    const rows = rulesOf(compiled, rule)
    return { rows, registry: readRegistry(rows, 1) }
  })

export const anyLife: fc.Arbitrary<Life> = fc
  .record({
    world: fc.constantFrom(...worlds),
    start: anyTime,
    pin: anyPin,
    told: anyTold,
    asked: fc.oneof({ arbitrary: fc.nat(20 * DAY_MS), weight: 3 }, fc.nat(150 * DAY_MS)),
    knownAfter: fc.oneof(fc.constant(0), fc.nat(10 * DAY_MS)),
  })
  .map(({ world, start, pin, told: { facts, moves }, asked, knownAfter }) => {
    const due = pin === undefined ? {} : { due: fromMs(start + pin) }
    const received: CaseEvent = { type: 'received', facts: { ...facts, receivedAt: fromMs(start), ...due } }
    return {
      ...world,
      entries: entriesOf(start, [{ after: 0, lag: 0, event: () => received }, ...moves]),
      asOf: fromMs(start + asked),
      knownAt: fromMs(start + asked + knownAfter),
    }
  })

/** Recorded one after the other, each once it had happened. */
function entriesOf(start: number, moves: readonly Move[]): Entry[] {
  let recordedAt = fromMs(start)
  return moves.map(({ after, lag, event }, index) => {
    const at = start + after
    recordedAt = later(recordedAt, fromMs(at + lag))
    return {
      seq: index + 1,
      commandId: `command-${index}`,
      occurredAt: fromMs(at),
      recordedAt,
      actor: { role: 'operator', id: 'test' },
      event: event(at),
    }
  })
}

/** In force and known long before any life begins. */
function rulesOf({ definition, days }: Compiled, rule: Limit): RegistryRow[] {
  const party = { id: 'btg', name: 'Ban Tuyên giáo Tỉnh ủy', kind: 'party', chased: false }
  return [
    row('calendar', 'counter', { ...definition, id: 'counter' }),
    ...days.map((day) => row('day', day.date, { ...day })),
    ...['dossier:*', 'dossier:registered', 'fieldReport:*'].map((code) => row('limit', code, { limit: rule })),
    row('agency', 'btg', party),
  ].map((each) => ({ ...each, from: '2000-01-01', recordedAt: '2000-01-01T00:00:00.000Z' }))
}
