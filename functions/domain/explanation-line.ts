import type { SkipKind } from './calendar-span.ts'
import type { CalendarDefinition, DayReason } from './calendar.ts'
import type { Cause } from './case-changes.ts'
import type { Due } from './due.ts'
import type { Instant, LocalDate } from './instant.ts'
import type { DueLine } from './limit-explain.ts'
import type { Limit } from './limit.ts'
import type { RuleSource } from './rule-source.ts'
import type { Holder } from './state.ts'
import type { Phase, Status } from './status.ts'

/** The two dates a case may have: the one that stands against the agency, and the one last promised to the citizen. */
export type Clock = 'statutory' | 'promised'

/** What held the clock: a state of the dossier, with the citizen's own date if there is one, or somebody's word. */
export type Stoppage = Cause &
  ({ status: Status; due: Instant | undefined } | { reason: string | undefined; document: string | undefined })

export type Outcome = 'onTime' | 'late' | 'inTime' | 'overdue' | 'noDue'

/** What a day unlike its weekday rests on. */
export interface NamedDays {
  reason: DayReason
  sources: readonly string[]
  /** Not yet certain. */
  assumed: boolean
}

interface Span {
  from: Instant
  /** Exclusive. */
  to: Instant
}

export interface Postponed {
  due: Instant
  previous: Instant | undefined
  reason: string | undefined
  /** The rule that says how often and how far, where there is one. */
  rule: RuleSource | undefined
}

interface Facts {
  /** The start of the clock: `filed` for a dossier that nobody took in yet, `taken` for one that reached `status`. */
  started: Cause & { why: 'filed' | 'taken' | 'reported' | 'reopened'; status: Status; agency: string | undefined }
  limitRule: { limit: Limit; code: string; source: RuleSource | undefined }
  calendar: {
    id: string
    chosenBy: 'limitRule' | 'agency' | 'default'
    dayEndsAt: CalendarDefinition['dayEndsAt']
    source: RuleSource | undefined
  }
  noCalendar: { on: LocalDate }
  /** The source gave the date, or corrected the one before. */
  pinned: Cause & { due: Instant; previous: Instant | undefined }
  /** One line of the limit: counted, skipped, paused, added for the pauses, rolled off a day off. */
  term: Span & {
    part: DueLine['kind']
    units: number
    unit: Limit['unit']
    days: NamedDays | undefined
    stops: readonly Stoppage[]
  }
  /** A pause that moves no date; one in which the clock began moved its start. No end while it lasts. */
  stoodStill: {
    from: Instant
    to: Instant | undefined
    effect: 'none' | 'startMoved'
    stops: readonly Stoppage[]
  }
  extended: Cause & Postponed
  rescheduled: Cause & Postponed
  due: { clock: Clock; due: Instant; basis: Due['basis'] }
  /** A date that follows on days off is chased to the last closing before them, and judged by itself. */
  chasedTo: { due: Instant; closing: Instant }
  paused: { since: Instant; stops: readonly Stoppage[] }
  noLimit: { on: LocalDate; codes: readonly string[] }
  /** The agency says that the case is not its own; until an operator answers its clock runs on. */
  declined: Cause & { agency: string | undefined; proposed: string | undefined; reason: string | undefined }
  /** Without a reason where a source moved it. */
  handedOver: Cause & { from: string | undefined; to: string | undefined; reason: string | undefined }
  ended: Cause & { status: Status; reason: string | undefined }
  reopened: Cause & { reason: string | undefined }
  open: { asOf: Instant; status: Status; phase: Phase }
  notChased: { agency: string }
  /** One line from the due date to the end; of a long delay a `stretch` runs from one day off to the next. */
  delay: Span & {
    clock: Clock
    part: 'counted' | SkipKind | 'stretch'
    minutes: number
    days: NamedDays | undefined
    /** Whose time it was; nobody's between an end and a reopening. */
    holder: Pick<Holder, 'agency' | 'handler'> | undefined
  }
  /** `minutes` by which the end lies before or after the due date; `minutesPerDay` make one working day. */
  verdict: {
    clock: Clock
    outcome: Outcome
    status: Status
    due: Instant | undefined
    end: Instant
    minutes: number | undefined
    minutesPerDay: number | undefined
  }
}

export type LineKind = keyof Facts
export type LineOf<K extends LineKind> = { kind: K } & Facts[K]

/** One line of why a due date is what it is and a case late or on time. To add a kind: a row above and its words. */
export type ExplanationLine = { [K in LineKind]: LineOf<K> }[LineKind]
