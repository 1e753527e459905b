import { committedUntil } from './commitment.ts'
import { isChased } from './contacts.ts'
import { calendarInForce, dueOf, ruleFor } from './due.ts'
import type { Entry, NoticeKey } from './event.ts'
import { sameNotice } from './evolve-notices.ts'
import { fromMs, later, localDateOf, MINUTE_MS, toMs, type Instant } from './instant.ts'
import { shift } from './limit.ts'
import type { EscalationPolicy, PolicyStep, RecipientRole, Registry } from './registry.ts'
import type { CaseState } from './state.ts'

/** One step of the policy, laid on the case's due date. */
export interface Step extends NoticeKey {
  at: Instant
  due: Instant
  roles: readonly RecipientRole[]
  delivery: PolicyStep['delivery']
  /** The date that the agency committed itself to, where the step is there because it was not kept. */
  commitment?: Instant
}

/** Why an open case has no next step; an audit may find no other reason. */
export const heldReasons = ['finished', 'paused', 'noDue', 'noCalendar', 'noPolicy', 'notChased', 'exhausted'] as const
export type HeldReason = (typeof heldReasons)[number]

/** No rule says when to chase the case, as where its clock began before the registry's first rows: somebody must see. */
export const lacksRules = (reason: HeldReason | undefined): boolean =>
  reason === 'noDue' || reason === 'noCalendar' || reason === 'noPolicy'

export type Plan = { type: 'step'; step: Step } | { type: 'held'; reason: HeldReason }

/**
 * How late a reminder may still go out: a sweep or a retry, never an outage or an import. Sources tell by the quarter of
 * an hour, and clocks differ by seconds: the limit lies off the quarter, so that these do not decide.
 */
const REMINDER_GRACE_MS = 20 * MINUTE_MS

/**
 * The next step of the case as seen at `now`. Its time is rounded up to a whole second, since a Wait drops
 * milliseconds; steps that were missed are due at once, and only the highest of them will fire.
 */
export function planNext(state: CaseState, registry: Registry, now: Instant): Plan {
  const steps = openSteps(state, registry)
  if (!Array.isArray(steps)) return { type: 'held', reason: steps }
  const next = steps.filter((step) => !hasPassed(step, state, now)).toSorted(byTime)[0]
  return next === undefined ? { type: 'held', reason: 'exhausted' } : { type: 'step', step: next }
}

/** What fires at `now`: the highest level reached, and the steps that are thereby skipped. */
export interface Firing {
  fire: Step | undefined
  skip: { step: Step; why: 'higherLevelReached' | 'momentPassed' }[]
}

/** @returns nothing to fire when the case is held or its first step lies ahead. */
export function firingAt(state: CaseState, registry: Registry, now: Instant): Firing {
  const steps = openSteps(state, registry, now)
  if (!Array.isArray(steps)) return { fire: undefined, skip: [] }
  const reached = steps.filter((step) => step.at <= now)
  const live = reached.filter((step) => !hasPassed(step, state, now))
  const fire = live.toSorted((a, b) => a.level - b.level || a.occurrence - b.occurrence).at(-1)
  const skip = reached
    .filter((step) => step !== fire)
    .map((step) => ({ step, why: live.includes(step) ? ('higherLevelReached' as const) : ('momentPassed' as const) }))
  return { fire, skip }
}

/** A reminder (level 0 and below) is void once the due date, or its own moment, lies behind. */
const hasPassed = (step: Step, state: CaseState, now: Instant): boolean =>
  step.level <= 0 &&
  (step.due <= now || step.at < state.episodeKnownAt || toMs(now) - toMs(step.at) > REMINDER_GRACE_MS)

/** Unsettled steps; of a repeated one the first unsettled occurrence, or with `until` all that lie before it. */
function openSteps(state: CaseState, registry: Registry, until?: Instant): Step[] | HeldReason {
  if (state.progress.phase === 'finished') return 'finished'
  if (state.progress.phase === 'paused') return 'paused'
  const calendar = calendarInForce(state, registry)
  if (calendar === undefined) return 'noCalendar'
  const due = dueOf(state, registry)?.at
  if (due === undefined) return 'noDue'
  if (!isChased(registry, state.agency, localDateOf(due))) return 'notChased'
  const policy = ruleFor('policy', state, registry)
  if (policy === undefined) return 'noPolicy'
  const steps = policy.steps.flatMap((step) =>
    occurrences(state, step).map((occurrence): Step => {
      const offset = { ...step.offset, amount: step.offset.amount + occurrence * (step.repeat?.every.amount ?? 0) }
      const at = ceilToSecond(shift(calendar, due, offset))
      const { level, recipients: roles, delivery } = step
      return { episode: state.episode, level, occurrence, at, due, roles, delivery }
    }),
  )
  const armed = steps.filter(({ at }) => state.armedFrom === undefined || at >= state.armedFrom)
  const open = underCommitment(armed, { state, registry, policy, due })
  return until === undefined ? firstOfEach(open) : open.filter((each) => each.at <= until)
}

const firstOfEach = (steps: readonly Step[]): Step[] =>
  steps.filter(({ level }, index) => steps.findIndex((other) => other.level === level) === index)

interface Chased {
  state: CaseState
  registry: Registry
  policy: EscalationPolicy
  due: Instant
}

/**
 * A commitment that stands holds every step until its date. Unkept then, it raises at once the level above the highest
 * raised so far, or the highest whose own time has come by then.
 */
function underCommitment(steps: readonly Step[], { state, registry, policy, due }: Chased): Step[] {
  const until = committedUntil(state, registry)
  if (until === undefined) return [...steps]
  const earliest = ceilToSecond(until)
  const held = steps.map((step) => ({ ...step, at: later(step.at, earliest), commitment: until }))
  const above = stepAbove(state, policy)
  if (above === undefined) return held
  const raised = { episode: state.episode, ...above, at: earliest, due, commitment: until }
  return [raised, ...held.filter((step) => !sameNotice(step, raised))]
}

/** At the top of the policy the last level is raised once more, also where its repeats are used up. */
function stepAbove(
  { episode, notices, settled }: CaseState,
  { steps }: EscalationPolicy,
): Pick<Step, 'level' | 'occurrence' | 'roles' | 'delivery'> | undefined {
  const escalations = steps.filter(({ level }) => level > 0).toSorted((a, b) => a.level - b.level)
  const reached = Math.max(0, ...notices.filter((notice) => notice.episode === episode).map(({ level }) => level))
  const step = escalations.find(({ level }) => level > reached) ?? escalations.at(-1)
  if (step === undefined) return undefined
  const done = settled.filter((notice) => notice.episode === episode && notice.level === step.level)
  const occurrence = Math.max(-1, ...done.map((notice) => notice.occurrence)) + 1
  return { level: step.level, occurrence, roles: step.recipients, delivery: step.delivery }
}

function occurrences(state: CaseState, step: PolicyStep): number[] {
  const all = Array.from({ length: 1 + (step.repeat?.times ?? 0) }, (_, occurrence) => occurrence)
  const key = { episode: state.episode, level: step.level }
  return all.filter((occurrence) => !state.settled.some((done) => sameNotice(done, { ...key, occurrence })))
}

const byTime = (a: Step, b: Step): number => (a.at === b.at ? a.level - b.level : a.at < b.at ? -1 : 1)

const ceilToSecond = (at: Instant): Instant => fromMs(Math.ceil(toMs(at) / 1000) * 1000)

/**
 * By how many seconds each notice was raised after its step fell, or after the case last changed where that was later:
 * nobody can fire a step before hearing of it.
 */
export function latenessOf(entries: readonly Entry[]): number[] {
  const byArrival = entries.toSorted((a, b) => a.seq - b.seq)
  return byArrival.flatMap(({ event, recordedAt, commandId }, index) => {
    if (event.type !== 'noticeRaised') return []
    const before = byArrival.slice(0, index).findLast((entry) => entry.commandId !== commandId)
    const possible = later(event.stepAt, before?.recordedAt ?? event.stepAt)
    return Math.max(0, toMs(recordedAt) - toMs(possible)) / 1000
  })
}
