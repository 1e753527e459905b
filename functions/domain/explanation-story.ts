import type { CalendarDay, DayReason } from './calendar.ts'
import { causeOf, reasonOf, type Change } from './case-changes.ts'
import { calendarInForce, limitOf, limitStart } from './due.ts'
import type { NamedDays, Stoppage } from './explanation-line.ts'
import { addDays, fromMs, localDateOf, toMs, type Instant } from './instant.ts'
import type { RunningLimit } from './limit.ts'
import type { Registry, RegistryRow } from './registry.ts'
import type { CaseState, SetDate } from './state.ts'
import { phaseOf } from './status.ts'

/** What is asked: the two times, and the registry as known at the second, with the rows it was read from. */
export interface Question {
  registry: Registry
  rows: readonly RegistryRow[]
  asOf: Instant
  /** Defaults to `asOf`. */
  knownAt?: Instant | undefined
}

/** What every part of an explanation is told from. */
export interface Story extends Question {
  knownAt: Instant
  changes: readonly Change[]
  state: CaseState
  /** The changes that set the date in force, oldest first: the source's, then extensions. None where it is computed. */
  settings: readonly Change[]
  /** The state whose limit is told: the last one whose date was computed. Undefined where the source set the date. */
  ruled: CaseState | undefined
}

export function storyOf(changes: readonly Change[], question: Question & { knownAt: Instant }): Story | undefined {
  const state = changes.at(-1)?.after
  if (state === undefined) return undefined
  const settings = settingsOf(changes)
  const [first] = settings
  const ruled = first === undefined ? state : isFromSource(first) ? undefined : first.before
  return { ...question, changes, state, settings, ruled }
}

function settingsOf(changes: readonly Change[]): Change[] {
  let settings: Change[] = []
  for (const change of changes.filter(setsDate)) {
    if (change.after.statutory === undefined) settings = []
    else settings = isFromSource(change) ? [change] : [...settings, change]
  }
  return settings
}

const setsDate = ({ before, after }: Change): boolean => !isSameDate(before?.statutory, after.statutory)
export const setsPromise = ({ before, after }: Change): boolean => !isSameDate(before?.promised, after.promised)

const isFromSource = ({ after }: Change): boolean => after.statutory?.basis === 'source'
const isSameDate = (a: SetDate | undefined, b: SetDate | undefined): boolean => a?.at === b?.at && a?.basis === b?.basis

/** The limit of a state as `dueOf` sets it running; undefined without a rule, or while it stands still. */
export function runningLimit(state: CaseState, registry: Registry): RunningLimit | undefined {
  const [start, limit, calendar] = [limitStart(state), limitOf(state, registry), calendarInForce(state, registry)]
  if (start === undefined || limit === undefined || calendar === undefined) return undefined
  return state.progress.phase === 'paused' ? undefined : { start, limit, pauses: state.pauses, calendar }
}

/** A time in which the clock stood, or stands, still, and what held it. */
export interface Standstill {
  from: Instant
  to: Instant | undefined
  stops: readonly Stoppage[]
}

export function standstillsOf(changes: readonly Change[], state: CaseState): Standstill[] {
  const { pauses, progress, supplements } = state
  const lasting = progress.phase === 'paused' ? [{ from: progress.since, to: undefined }] : []
  return [...pauses, ...lasting].map(({ from, to }) => {
    const isWithin = ({ entry: { occurredAt: at } }: Change) =>
      at === from || (at > from && (to === undefined || at < to))
    return {
      from,
      to,
      stops: changes
        .filter(isStop)
        .filter(isWithin)
        .map((each) => stopOf(each, supplements)),
    }
  })
}

function isStop({ entry: { event }, after }: Change): boolean {
  if (event.type === 'statusChanged') return phaseOf(after.facts.kind, event.status) === 'paused'
  return event.type === 'paused'
}

function stopOf(change: Change, supplements: CaseState['supplements']): Stoppage {
  const { event } = change.entry
  const cause = causeOf(change)
  if (event.type !== 'statusChanged')
    return { ...cause, reason: reasonOf(event), document: 'document' in event ? event.document : undefined }
  const supplement = event.status === 'supplementRequested' && supplements.find(({ at }) => at === cause.at)
  return { ...cause, status: event.status, due: supplement ? supplement.due : undefined }
}

/** What the named days of a span rest on; undefined for a span without any. */
export function namedDays(
  registry: Registry,
  { from, to, reason }: { from: Instant; to: Instant; reason?: DayReason | undefined },
): NamedDays | undefined {
  if (reason === undefined) return undefined
  const last = localDateOf(fromMs(toMs(to) - 1))
  const days: CalendarDay[] = []
  for (let date = localDateOf(from); date <= last; date = addDays(date, 1)) {
    const day = registry.find('day', date, '9999-12-31')
    if (day !== undefined) days.push(day)
  }
  return {
    reason,
    sources: [...new Set(days.map((day) => day.source))],
    assumed: days.some((day) => day.assumed === true),
  }
}
