import { recipientOf, trusting } from './contacts.ts'
import type { SystemCommand } from './command.ts'
import { decide } from './decide.ts'
import { nextDigest } from './digest-window.ts'
import { planNext } from './escalation.ts'
import type { Entry, EventType } from './event.ts'
import { foldCase } from './evolve.ts'
import type { Period } from './period.ts'
import { fromMs, later, toMs, type Instant } from './instant.ts'
import { isStillTrue, pendingNotices } from './notices.ts'
import type { RecipientRole, Registry } from './registry.ts'
import type { RulesOverTime } from './rules-over-time.ts'
import { nextSending } from './sending-hours.ts'
import type { CaseState } from './state.ts'

/** One window of mail: the morning's digest, or a minute's immediate mail. */
export interface Window {
  kind: 'daily' | 'immediate'
  at: Instant
}

/** One notice of a case, told to one recipient in the mail of one window. */
export interface Told {
  /** The contact's code. */
  recipient: string
  window: Window
  level: number
}

export interface Lived {
  told: Told[]
  /** Notices that wait at the end for a role that has no mailbox. */
  withoutContact: number
}

/** What the escalation itself wrote into a timeline; the rest is what happened to the case. */
const written: ReadonlySet<EventType> = new Set<EventType>([
  'noticeRaised',
  'stepSkipped',
  'noticeSettled',
  'noticeReturned',
])

/**
 * Lets a case live through the period once more under other rules, and tells whom it would have been told to, when and
 * at which level. It stands at the beginning as it really stood, with what had been raised by then; from there on, what
 * happened to it becomes known when it did, and the escalation is decided anew by the code that decides it in earnest.
 * Pure: nothing is sent or written. Every mailbox counts as one that takes mail.
 */
export function simulateCase(entries: readonly Entry[], rules: RulesOverTime, { from, to }: Period): Lived {
  const byArrival = entries.filter(({ recordedAt }) => recordedAt < to).toSorted((a, b) => a.seq - b.seq)
  const walk: Walk = {
    rules,
    now: from,
    timeline: byArrival.filter(({ recordedAt }) => recordedAt < from),
    ahead: byArrival.filter(({ recordedAt, event }) => recordedAt >= from && !written.has(event.type)),
    mailedAt: before(from),
    told: [],
  }
  for (let next = nextIn(walk); next !== undefined && next.at < to; next = nextIn(walk)) {
    walk.now = next.at
    happen(walk, next.what)
  }
  return { told: walk.told, withoutContact: waitingInVain(walk) }
}

interface Walk {
  rules: RulesOverTime
  now: Instant
  timeline: Entry[]
  /** What becomes known later, in that order. */
  ahead: Entry[]
  /** The last window that the case's notices were collected for. */
  mailedAt: Instant
  told: Told[]
}

interface Next {
  at: Instant
  what: 'learn' | 'readRules' | 'escalate' | Window['kind']
}

/** What happens next; of the same moment, in this order: a digest tells what was raised up to its own moment. */
function nextIn({ rules, now, timeline, ahead, mailedAt }: Walk): Next | undefined {
  const state = foldCase(timeline)
  const unmailed = later(mailedAt, before(now))
  const moments: [Next['what'], Instant | undefined][] = [
    ['learn', ahead[0]?.recordedAt],
    ['readRules', rules.changeAfter(now)],
    ['escalate', state && stepOf(state, rules.at(now), now)],
    ['daily', state && digestOf(state, rules.at(now), unmailed)],
    ['immediate', state && immediateOf(state, unmailed)],
  ]
  return moments
    .flatMap(([what, at]) => (at === undefined ? [] : [{ what, at }]))
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))[0]
}

function stepOf(state: CaseState, registry: Registry, now: Instant): Instant | undefined {
  const plan = planNext(state, registry, now)
  return plan.type === 'step' ? later(plan.step.at, now) : undefined
}

const digestOf = (state: CaseState, registry: Registry, after: Instant): Instant | undefined =>
  pendingNotices(state).length === 0 ? undefined : nextDigest(registry, after)

/** One that was missed, for want of a mailbox, goes with the next digest. */
const immediateOf = (state: CaseState, after: Instant): Instant | undefined =>
  pendingNotices(state)
    .flatMap(({ notice }) => notice.immediateAt ?? [])
    .toSorted()
    .find((at) => at > after)

const before = (at: Instant): Instant => fromMs(toMs(at) - 1)

function happen(walk: Walk, what: Next['what']): void {
  switch (what) {
    case 'learn':
      walk.timeline = [...walk.timeline, ...walk.ahead.splice(0, 1)]
      return
    case 'readRules':
      return
    case 'escalate':
      decideAnew(walk, { type: 'escalate' })
      return
    case 'daily':
    case 'immediate':
      mail(walk, { kind: what, at: walk.now })
      return
    default:
      what satisfies never
  }
}

/** What a window does to one case: the daily one takes along what is immediate and has not gone out. */
function mail(walk: Walk, window: Window): void {
  const { rules, now, timeline } = walk
  const registry = rules.at(now)
  const state = foldCase(timeline)
  walk.mailedAt = now
  if (state === undefined) return
  const mayGoOut = window.kind === 'daily' || nextSending(state, registry, now) === now
  const waiting = pendingNotices(state).filter(({ notice }) => window.kind === 'daily' || notice.immediateAt)
  const notices: Settlement['notices'] = []
  for (const { notice, role } of mayGoOut ? waiting : []) {
    const { episode, level, occurrence } = notice
    const key = { episode, level, occurrence, role }
    const recipient = contactOf(walk, state, role)
    if (!isStillTrue(notice, state, { registry, now })) notices.push({ ...key, how: 'dropped' })
    else if (recipient !== undefined) {
      notices.push({ ...key, how: 'sent' })
      walk.told.push({ recipient, window, level })
    }
  }
  decideAnew(walk, { type: 'settleNotices', window: now, notices })
}

type Settlement = Extract<SystemCommand, { type: 'settleNotices' }>

const contactOf = ({ rules, now }: Walk, { agency }: CaseState, role: RecipientRole): string | undefined =>
  recipientOf(trusting(rules.at(now)), { agency, role }, now)?.code

function decideAnew(walk: Walk, command: SystemCommand): void {
  const { rules, now, timeline } = walk
  const context = { commandId: `simulated-${timeline.length}`, actor: { role: 'system', id: 'simulation' }, now }
  const decision = decide(command, { entries: timeline, registry: rules.at(now) }, context)
  if (decision.type === 'accepted') walk.timeline = [...timeline, ...decision.entries]
}

function waitingInVain(walk: Walk): number {
  const state = foldCase(walk.timeline)
  if (state === undefined) return 0
  return pendingNotices(state).filter(({ role }) => contactOf(walk, state, role) === undefined).length
}
