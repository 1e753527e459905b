import { causeOf, reasonOf, type Change } from './case-changes.ts'
import { chaseBy } from './deadline.ts'
import {
  calendarInForce,
  dueOf,
  findRule,
  limitOf,
  limitStart,
  ruleCodes,
  ruleFor,
  rulesDate,
  statutoryDue,
} from './due.ts'
import type { ExplanationLine, LineOf, Postponed } from './explanation-line.ts'
import {
  namedDays,
  runningLimit,
  setsPromise,
  standstillsOf,
  type Standstill,
  type Story,
} from './explanation-story.ts'
import { fromMs, localDateOf, MINUTE_MS, toMs, type Instant } from './instant.ts'
import { explainLimit, type DueLine } from './limit-explain.ts'
import { clockOf, type RunningLimit } from './limit.ts'
import { ruleSource } from './rule-source.ts'
import type { CaseState } from './state.ts'

/** Where the clock started and why, and the rule and the calendar that it runs by. */
export function basisLines(story: Story): ExplanationLine[] {
  const { ruled, state } = story
  return [
    ...startLine(story),
    ...(ruled === undefined ? [] : limitRuleLine(ruled, story)),
    calendarLine(ruled ?? state, story),
  ]
}

/** The entry that put the start where it is, and the status with which the clock began. */
function startLine({ changes, state }: Story): ExplanationLine[] {
  const at = limitStart(state)
  const mover = changes.findLast(({ before, after }) => before === undefined || startOf(before) !== startOf(after))
  const began = changes.find(({ after }) => after.clockStartedAt !== undefined) ?? mover
  if (mover === undefined || began === undefined || at === undefined) return []
  const { status } = began.after
  return [{ kind: 'started', ...causeOf(mover), at, why: whyStarted(mover), status, agency: mover.after.agency }]
}

const startOf = (state: CaseState): string => `${state.progress.phase === 'waiting'} ${limitStart(state)}`

function whyStarted({ entry: { event }, after }: Change): LineOf<'started'>['why'] {
  if (after.progress.phase === 'waiting') return 'filed'
  if (event.type === 'reopened') return 'reopened'
  return after.facts.kind === 'dossier' ? 'taken' : 'reported'
}

function limitRuleLine(state: CaseState, { registry, rows, knownAt }: Story): ExplanationLine[] {
  const on = rulesDate(state)
  const rule = findRule(registry, 'limit', { codes: ruleCodes(state, registry), on })
  if (rule === undefined) return []
  const { code, value } = rule
  return [
    { kind: 'limitRule', limit: value.limit, code, source: ruleSource(rows, { kind: 'limit', code, on, knownAt }) },
  ]
}

function calendarLine(state: CaseState, { registry, rows, knownAt }: Story): ExplanationLine {
  const on = rulesDate(state)
  const calendar = calendarInForce(state, registry)
  if (calendar === undefined) return { kind: 'noCalendar', on }
  const { id, dayEndsAt } = calendar
  const ruled = ruleFor('limit', state, registry)?.calendar !== undefined
  const ofAgency = state.agency !== undefined && registry.find('agency', state.agency, on) !== undefined
  const chosenBy = ruled ? 'limitRule' : ofAgency ? 'agency' : 'default'
  const source = ruleSource(rows, { kind: 'calendar', code: id, on, knownAt })
  return { kind: 'calendar', id, chosenBy, dayEndsAt, source }
}

/** How the dates in force came about: the limit line by line, then what was set, moved and promised. */
export function dueLines(story: Story): ExplanationLine[] {
  const { ruled, registry, state, settings, changes } = story
  const running = ruled && runningLimit(ruled, registry)
  const standstills = standstillsOf(changes, state)
  const terms =
    running === undefined ? [] : explainLimit(running).map((line) => termLine(line, { running, standstills, story }))
  const untold = standstills.filter((each) => !terms.some((line) => tells(line, each)))
  return [
    ...terms,
    ...settings.map((change) => settingLine(change, story)),
    ...untold.flatMap((each) => stoodStillLine(each, story, running)),
    statutoryLine(story, standstills),
    ...chasedToLine(story),
    ...promiseLines(story),
  ]
}

/** Of a task "before 15/11/2021", a Monday: chased to Friday's closing, while work on the weekend is in time. */
function chasedToLine({ state, registry }: Story): ExplanationLine[] {
  const due = statutoryDue(state, registry)?.at
  const calendar = calendarInForce(state, registry)
  if (state.facts.kind !== 'directiveTask' || due === undefined || calendar === undefined) return []
  const closing = chaseBy(calendar, due)
  return closing < due ? [{ kind: 'chasedTo', due, closing }] : []
}

interface Account {
  running: RunningLimit
  standstills: readonly Standstill[]
  story: Story
}

function termLine(line: DueLine, { running, standstills, story }: Account): LineOf<'term'> {
  const { kind: part, from, to, units, reason } = line
  const unit = running.limit.unit
  const stops = part === 'paused' ? standstills.filter((each) => covers(line, each)).flatMap((each) => each.stops) : []
  const before = fromMs(toMs(from) - MINUTE_MS)
  const days = namedDays(story.registry, { ...(part === 'rolled' ? { from: before, to: from } : { from, to }), reason })
  return { kind: 'term', part, from, to, units, unit, days, stops }
}

const minuteOf = (at: Instant): number => Math.floor(toMs(at) / MINUTE_MS)

const covers = (line: { from: Instant; to: Instant }, { from, to }: Standstill): boolean =>
  to !== undefined && minuteOf(line.from) <= minuteOf(from) && minuteOf(to) <= minuteOf(line.to)

const tells = (line: LineOf<'term'>, standstill: Standstill): boolean =>
  line.part === 'paused' && covers(line, standstill)

function settingLine(change: Change, story: Story): ExplanationLine {
  const { before, after } = change
  const due = after.statutory?.at ?? change.entry.occurredAt
  const previous = before && statutoryDue(before, story.registry)?.at
  if (after.statutory?.basis === 'source') return { kind: 'pinned', ...causeOf(change), due, previous }
  return { kind: 'extended', ...causeOf(change), due, previous, ...postponement(change, story) }
}

/** The rule that a postponement kept to is the one in force when it was recorded; see `refusePostponement`. */
function postponement(
  { entry, after }: Change,
  { registry, rows, knownAt }: Story,
): Pick<Postponed, 'reason' | 'rule'> {
  const on = localDateOf(entry.recordedAt)
  const rule = findRule(registry, 'postponement', {
    codes: [...ruleCodes(after, registry), `${after.facts.kind}:*`],
    on,
  })
  return {
    reason: reasonOf(entry.event),
    rule: rule && ruleSource(rows, { kind: 'postponement', code: rule.code, on, knownAt }),
  }
}

/** What the account of the limit does not tell: a pause that moves no date, or one in which the clock began. */
function stoodStillLine({ from, to, stops }: Standstill, { state }: Story, running?: RunningLimit): ExplanationLine[] {
  if (to === undefined && state.statutory === undefined) return []
  const moved = running !== undefined && to !== undefined && to > running.start && toMs(from) < clockOf(running).start
  return [{ kind: 'stoodStill', from, to, effect: moved ? 'startMoved' : 'none', stops }]
}

function statutoryLine({ state, registry }: Story, standstills: readonly Standstill[]): ExplanationLine {
  const due = statutoryDue(state, registry)
  if (due !== undefined) return { kind: 'due', clock: 'statutory', due: due.at, basis: due.basis }
  if (limitOf(state, registry) === undefined)
    return { kind: 'noLimit', on: rulesDate(state), codes: ruleCodes(state, registry) }
  const last = standstills.at(-1)
  return { kind: 'paused', since: last?.from ?? state.facts.receivedAt, stops: last?.stops ?? [] }
}

function promiseLines(story: Story): ExplanationLine[] {
  const { changes, state, registry } = story
  const promises = changes.filter(setsPromise).map((change): ExplanationLine => {
    const { entry, before, after } = change
    const due = after.promised?.at ?? entry.occurredAt
    const previous = before && dueOf(before, registry)?.at
    return { kind: 'rescheduled', ...causeOf(change), due, previous, ...postponement(change, story) }
  })
  const { promised } = state
  return promised === undefined
    ? promises
    : [...promises, { kind: 'due', clock: 'promised', due: promised.at, basis: promised.basis }]
}
