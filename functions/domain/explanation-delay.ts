import { explainSpan, type SpanLine } from './calendar-span.ts'
import { workingMinutesBetween, type Calendar } from './calendar.ts'
import { calendarInForce, statutoryDue } from './due.ts'
import type { Clock, ExplanationLine, LineOf, Outcome } from './explanation-line.ts'
import { namedDays, type Story } from './explanation-story.ts'
import { DAY_MS, later, toMs, type Instant } from './instant.ts'
import type { Holder } from './state.ts'
import { minutesPerDay } from './working-day.ts'

/** Nobody reads months segment by segment: a longer delay is told by runs of working days. */
const TOLD_BY_SEGMENT_MS = 14 * DAY_MS

/**
 * The verdict by each due date, and of a late case how the delay came about until the end, or the moment asked about:
 * what counted and what did not, with whose time it was. The minutes sum to those of the verdict.
 */
export function delayLines(story: Story): ExplanationLine[] {
  const calendar = calendarInForce(story.state, story.registry)
  return clocksOf(story).flatMap(({ clock, due }) => {
    const verdict = { clock, ...judge(story, due), ...measure(calendar, due, endOf(story)) }
    const late = verdict.outcome === 'late' || verdict.outcome === 'overdue'
    const told = late && due !== undefined && calendar !== undefined ? account(story, { clock, due, calendar }) : []
    return [{ kind: 'verdict' as const, ...verdict }, ...told]
  })
}

/** The date that the case is chased by comes first. */
function clocksOf({ state, registry }: Story): { clock: Clock; due: Instant | undefined }[] {
  const due = statutoryDue(state, registry)?.at
  const { promised } = state
  if (promised === undefined) return [{ clock: 'statutory', due }]
  const second = due === undefined ? [] : [{ clock: 'statutory' as const, due }]
  return [{ clock: 'promised', due: promised.at }, ...second]
}

export const endOf = ({ state: { progress }, asOf }: Story): Instant =>
  progress.phase === 'finished' ? progress.at : asOf

function judge(story: Story, due: Instant | undefined): Pick<LineOf<'verdict'>, 'outcome' | 'status' | 'due' | 'end'> {
  return { outcome: outcomeOf(story, due), status: story.state.status, due, end: endOf(story) }
}

/** The due date itself is still in time. */
export function outcomeOf(story: Story, due: Instant | undefined): Outcome {
  if (due === undefined) return 'noDue'
  const late = due < endOf(story)
  if (story.state.progress.phase === 'finished') return late ? 'late' : 'onTime'
  return late ? 'overdue' : 'inTime'
}

function measure(
  calendar: Calendar | undefined,
  due: Instant | undefined,
  end: Instant,
): Pick<LineOf<'verdict'>, 'minutes' | 'minutesPerDay'> {
  if (calendar === undefined || due === undefined) return { minutes: undefined, minutesPerDay: undefined }
  return {
    minutes: Math.abs(workingMinutesBetween(calendar, toMs(due), toMs(end))),
    minutesPerDay: minutesPerDay(calendar, due),
  }
}

interface Late {
  clock: Clock
  due: Instant
  calendar: Calendar
}

function account(story: Story, { clock, due, calendar }: Late): LineOf<'delay'>[] {
  const end = endOf(story)
  const tell = toMs(end) - toMs(due) > TOLD_BY_SEGMENT_MS ? byRun : bySegment
  return tenures(story.state.holders, { from: due, to: end }).flatMap(({ holder, ...span }) =>
    tell(calendar, span).map(({ from, to, minutes, kind: part, reason }) => {
      const days = namedDays(story.registry, { from, to, reason })
      return { kind: 'delay', clock, part, from, to, minutes, days, holder }
    }),
  )
}

interface Span {
  from: Instant
  to: Instant
}

type Piece = Omit<SpanLine, 'date' | 'kind'> & { kind: LineOf<'delay'>['part'] }

const bySegment = (calendar: Calendar, { from, to }: Span): Piece[] => explainSpan(calendar, toMs(from), toMs(to))

/** Working days in one, from one day off to the next; days that are named stay by themselves. */
function byRun(calendar: Calendar, span: Span): Piece[] {
  const runs: Piece[] = []
  for (const piece of bySegment(calendar, span)) {
    const last = runs.at(-1)
    if (last !== undefined && [last, piece].every(isPlainWorkingDay)) {
      last.to = piece.to
      last.minutes += piece.minutes
      last.kind = 'stretch'
    } else runs.push(piece)
  }
  return runs
}

const isPlainWorkingDay = ({ kind, reason }: Piece): boolean => kind !== 'weeklyDayOff' && reason === undefined

type Tenure = Span & { holder: LineOf<'delay'>['holder'] }

/** The span, cut where the case went into other hands; what lies before the first holder is the first holder's. */
function tenures(holders: readonly Holder[], { from, to }: Span): Tenure[] {
  const edges = holders.flatMap((holder) => [holder.from, holder.to ?? to]).filter((at) => at > from && at < to)
  const cuts = [from, ...new Set(edges.toSorted()), to]
  return cuts.slice(0, -1).map((start, index) => ({
    from: start,
    to: cuts[index + 1] ?? to,
    holder: holderAt(holders, later(start, holders[0]?.from ?? start)),
  }))
}

function holderAt(holders: readonly Holder[], at: Instant): Tenure['holder'] {
  const found = holders.find(({ from, to }) => from <= at && (to === undefined || at < to))
  return found && { agency: found.agency, handler: found.handler }
}
