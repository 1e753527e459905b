import * as fc from 'fast-check'
import type * as z from 'zod'
import type { Command } from '../../functions/domain/command.ts'
import { decide } from '../../functions/domain/decide.ts'
import { dossierFacts, type Entry } from '../../functions/domain/event.ts'
import { foldCase } from '../../functions/domain/evolve.ts'
import { DAY_MS, fromMs, MINUTE_MS, toMs, type Instant } from '../../functions/domain/instant.ts'
import type { CaseState } from '../../functions/domain/state.ts'
import { dossierStatus } from '../../functions/domain/status.ts'
import { testRegistry } from './registry.ts'
import { dossier, vn } from './scenario.ts'

/** What one system sends of a dossier. */
export interface Message {
  from: string
  command: Command
}

const start = toMs(dossier.receivedAt)
/** So many minutes after the reception, each moment once. */
const minutesLater = (minute: number): Instant => fromMs(start + minute * MINUTE_MS)
const agencies = ['so-xd', 'bmt', 'vnpt']
const REVISED_EVERY = 600

type DossierFacts = z.output<typeof dossierFacts>

/**
 * The dossier as a system has it at that minute, without the fields that it leaves out. Its revisions only go forward:
 * a system that takes a change back contradicts what it said before, and a repeat of the old word would not show it.
 */
function revisionAt(minute: number, from: string, leftOut: readonly string[]): DossierFacts {
  const n = Math.floor(minute / REVISED_EVERY)
  const facts = {
    ...dossier,
    receivedAt: minutesLater(-n),
    agency: agencies[Math.min(n, agencies.length - 1)],
    unit: `unit-${n}`,
    due: fromMs(start + n * DAY_MS + from.length * MINUTE_MS),
  }
  return dossierFacts.parse(Object.fromEntries(Object.entries(facts).filter(([field]) => !leftOut.includes(field))))
}

const anyFacts = fc
  .tuple(fc.constantFrom('mot-cua', 'giam-sat-dvc'), fc.subarray(['agency', 'unit', 'due'], { maxLength: 2 }))
  .map(([from, leftOut]) => (minute: number): Message => {
    const facts = revisionAt(minute, from, leftOut)
    return { from, command: { type: 'registerDossier', facts, source: from, reportedAt: minutesLater(minute) } }
  })

const anyStatus = fc
  .tuple(fc.constantFrom(...dossierStatus.options), fc.boolean())
  .map(([status, dated]) => (minute: number): Message => {
    const at = minutesLater(minute)
    const supplementDue = status === 'supplementRequested' && dated ? fromMs(toMs(at) + DAY_MS) : undefined
    const command = { type: 'changeStatus' as const, status, statusAt: at, ...(supplementDue && { supplementDue }) }
    return { from: 'mot-cua', command }
  })

/** A request of one id is always told alike. */
const anyRequest = fc.nat(2).map((n) => (): Message => {
  const request = { id: `yc-${n}`, issuedAt: minutesLater(500 + n), addressee: 'so-xd' }
  return {
    from: 'giam-sat-dvc',
    command: { type: 'registerDossier', facts: dossier, reportedAt: minutesLater(0), request },
  }
})

const anyAnswer = fc.nat(2).map((n) => (minute: number): Message => ({
  from: 'mot-cua',
  command: { type: 'answerRequest', request: `yc-${n}`, answeredAt: minutesLater(minute) },
}))

const first: Message = {
  from: 'mot-cua',
  command: { type: 'registerDossier', facts: dossier, source: 'mot-cua', reportedAt: minutesLater(0) },
}

/** Some messages about one dossier, in the order of their moments; the first one begins it. */
export const anyMessages: fc.Arbitrary<Message[]> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 3_000 }), fc.oneof(anyFacts, anyStatus, anyRequest, anyAnswer)), {
    selector: ([minute]) => minute,
    minLength: 1,
    maxLength: 7,
  })
  .map((timed) => [first, ...timed.toSorted(([a], [b]) => a - b).map(([minute, message]) => message(minute))])

const NOW = vn('2021-11-30 08:00')
const registry = testRegistry()

/** The dossier after all messages; one that is refused is sent again when others have come through. */
export function deliver(messages: readonly Message[]): { entries: Entry[]; state: CaseState } {
  const entries: Entry[] = []
  let waiting = [...messages]
  for (let before = Infinity; waiting.length < before;) {
    before = waiting.length
    waiting = waiting.filter((message) => !take(message, entries))
  }
  const state = foldCase(entries)
  if (state === undefined) throw new Error('no message was taken')
  return { entries, state }
}

function take({ from, command }: Message, entries: Entry[]): boolean {
  const context = {
    commandId: `message-${entries.length}-${Math.random()}`,
    actor: { role: 'agency', id: from },
    now: NOW,
  }
  const decision = decide(command, { entries, registry }, context)
  if (decision.type === 'accepted') entries.push(...decision.entries)
  return decision.type === 'accepted'
}
