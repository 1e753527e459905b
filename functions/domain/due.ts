import type { Calendar } from './calendar.ts'
import { localDateOf, type Instant, type LocalDate } from './instant.ts'
import { dueAfter, type Limit } from './limit.ts'
import type { Registry, RegistryValue } from './registry.ts'
import type { CaseState, SetDate } from './state.ts'

/** The instant after which an unfinished case is overdue, and what set it. */
export interface Due {
  at: Instant
  basis: SetDate['basis'] | 'computed'
}

/** A date set by the source or a person is never moved by a pause; a computed one is. */
export const statutoryDue = (state: CaseState, registry: Registry): Due | undefined =>
  state.statutory ?? computedDue(state, registry)

/** The date that the case is chased by: what was last promised to the citizen, else the statutory one. */
export const dueOf = (state: CaseState, registry: Registry): Due | undefined =>
  state.promised ?? statutoryDue(state, registry)

/** Undefined while the clock stands still, has not begun, or no limit is in force. */
function computedDue(state: CaseState, registry: Registry): Due | undefined {
  const start = limitStart(state)
  const rule = limitOf(state, registry)
  if (start === undefined || rule === undefined || state.progress.phase === 'paused') return undefined
  const calendar = calendarOf(state, registry)
  return { at: dueAfter({ start, limit: rule, pauses: state.pauses, calendar }), basis: 'computed' }
}

/** A dossier that is only registered has a clock of its own, from filing until the agency takes it in or refuses it. */
export const limitStart = (state: CaseState): Instant | undefined =>
  state.progress.phase === 'waiting' ? state.facts.receivedAt : state.clockStartedAt

export const limitOf = (state: CaseState, registry: Registry): Limit | undefined => limitRule(state, registry)?.limit

/** The rule's own calendar (an urgent category's, say), else the agency's. */
export function calendarOf(state: CaseState, registry: Registry): Calendar {
  const on = rulesDate(state)
  const ruled = limitRule(state, registry)?.calendar
  const agency = state.agency === undefined ? undefined : registry.find('agency', state.agency, on)
  return registry.calendar(ruled ?? agency?.calendar ?? 'counter', on)
}

/** The rules in force when the clock of the case began govern it to its end. */
export const rulesDate = (state: CaseState): LocalDate => localDateOf(limitStart(state) ?? state.facts.receivedAt)

const limitRule = (state: CaseState, registry: Registry): RegistryValue<'limit'> | undefined =>
  ruleFor('limit', state, registry)

/** The most exact rule: for the procedure or category, else for the kind. `registered` dossiers have their own. */
export function ruleFor<K extends 'limit' | 'policy'>(
  kind: K,
  state: CaseState,
  registry: Registry,
): RegistryValue<K> | undefined {
  const { facts, progress } = state
  const on = rulesDate(state)
  const subject = facts.kind === 'dossier' ? facts.procedure : facts.category
  if (progress.phase === 'waiting') return registry.find(kind, `${facts.kind}:registered`, on)
  return registry.find(kind, `${facts.kind}:${subject}`, on) ?? registry.find(kind, `${facts.kind}:*`, on)
}
