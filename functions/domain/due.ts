import type { Calendar } from './calendar.ts'
import { subjectOf } from './event.ts'
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

/** Undefined while the clock stands still, has not begun, or no limit or calendar is in force. */
function computedDue(state: CaseState, registry: Registry): Due | undefined {
  const start = limitStart(state)
  const rule = limitOf(state, registry)
  if (start === undefined || rule === undefined || state.progress.phase === 'paused') return undefined
  const calendar = calendarInForce(state, registry)
  if (calendar === undefined) return undefined
  return { at: dueAfter({ start, limit: rule, pauses: state.pauses, calendar }), basis: 'computed' }
}

/** The computed date if a clock that stands still went on at `now`. */
export function dueIfResumed(state: CaseState, registry: Registry, now: Instant): Due | undefined {
  const { progress, pauses } = state
  if (progress.phase !== 'paused') return computedDue(state, registry)
  const pause = { from: progress.since, to: now }
  return computedDue({ ...state, pauses: [...pauses, pause], progress: { phase: 'running' } }, registry)
}

/** A dossier that is only registered has a clock of its own, from filing until the agency takes it in or refuses it. */
export const limitStart = (state: CaseState): Instant | undefined =>
  state.progress.phase === 'waiting' ? state.facts.receivedAt : state.clockStartedAt

export const limitOf = (state: CaseState, registry: Registry): Limit | undefined => limitRule(state, registry)?.limit

/** The rule's own calendar (an urgent category's, say), else the agency's. @throws UnknownCalendarError */
export const calendarOf = (state: CaseState, registry: Registry): Calendar =>
  registry.calendar(calendarId(state, registry), rulesDate(state))

/** As {@link calendarOf}; undefined where none is in force for the case, as for a dossier older than the registry. */
export function calendarInForce(state: CaseState, registry: Registry): Calendar | undefined {
  const isKnown = registry.find('calendar', calendarId(state, registry), rulesDate(state)) !== undefined
  return isKnown ? calendarOf(state, registry) : undefined
}

function calendarId(state: CaseState, registry: Registry): string {
  const agency = state.agency === undefined ? undefined : registry.find('agency', state.agency, rulesDate(state))
  return limitRule(state, registry)?.calendar ?? agency?.calendar ?? 'counter'
}

/** The rules in force when the clock of the case began govern it to its end. */
export const rulesDate = (state: CaseState): LocalDate => localDateOf(limitStart(state) ?? state.facts.receivedAt)

const limitRule = (state: CaseState, registry: Registry): RegistryValue<'limit'> | undefined =>
  ruleFor('limit', state, registry)

/** The most exact rule in force when the clock of the case began. */
export const ruleFor = <K extends 'limit' | 'policy'>(
  kind: K,
  state: CaseState,
  registry: Registry,
): RegistryValue<K> | undefined =>
  findRule(registry, kind, { codes: ruleCodes(state, registry), on: rulesDate(state) })?.value

/** The escalation policy of the case, and the code that it stands under. */
export const policyOf = (
  state: CaseState,
  registry: Registry,
): { code: string; value: RegistryValue<'policy'> } | undefined =>
  findRule(registry, 'policy', { codes: ruleCodes(state, registry), on: rulesDate(state) })

/**
 * Codes of rules that fit the case, the most exact first: of its procedure or category, of its urgency, of its kind.
 * `registered` dossiers have their own.
 */
export function ruleCodes(state: CaseState, registry: Registry): string[] {
  const { facts, progress } = state
  const { kind } = facts
  if (progress.phase === 'waiting') return [`${kind}:registered`]
  return [`${kind}:${subjectOf(facts)}`, `${kind}:${urgencyOf(state, registry)}`, `${kind}:*`]
}

/** The urgency of a field report is that of its category on the day when its clock began. */
function urgencyOf(state: CaseState, registry: Registry): 'urgent' | 'normal' {
  const { facts } = state
  const category = facts.kind === 'fieldReport' && registry.find('category', facts.category, rulesDate(state))
  return category && category.urgent ? 'urgent' : 'normal'
}

/** The first of the codes that is in force on the date. */
export function findRule<K extends RuleKind>(
  registry: Registry,
  kind: K,
  { codes, on }: { codes: readonly string[]; on: LocalDate },
): { code: string; value: RegistryValue<K> } | undefined {
  for (const code of codes) {
    const value = registry.find(kind, code, on)
    if (value !== undefined) return { code, value }
  }
  return undefined
}
type RuleKind = 'limit' | 'policy' | 'postponement'
