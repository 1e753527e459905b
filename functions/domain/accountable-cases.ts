import type { AccountabilitySettings } from './deployment.ts'
import type { AccountableCase } from './accountability.ts'
import type { CohortItem } from './cohort.ts'
import { judgedBefore, type Directive } from './directive.ts'
import { explainUntil } from './accountability-plan.ts'
import { calendarOf } from './due.ts'
import type { Entry, EventType } from './event.ts'
import { foldCase } from './evolve.ts'
import { later, localDateOf, type Instant } from './instant.ts'
import { ledgerOf } from './ledger.ts'
import { definedOnly } from './objects.ts'
import type { Registry } from './registry.ts'
import type { CaseState } from './state.ts'
import { subjectName } from './subject-name.ts'
import { minutesPerDay } from './working-day.ts'

/** One case as it is stored. */
export interface Timeline {
  id: string
  entries: readonly Entry[]
}

export interface AccountabilityQuestion {
  asOf: Instant
  knownAt: Instant
  registry: Registry
  /** The rules as known at a moment, by which a frozen cohort was counted. */
  rulesAt: (knownAt: Instant) => Registry
  settings: AccountabilitySettings
  /** From when agencies see their part. */
  shownFrom: Instant
}

/** Not cleared before the date of its cohort. */
export const isLeft = (letter: Directive, { cohort, clearedAt }: CohortItem): boolean => {
  const before = letter.cohorts.find(({ id }) => id === cohort)?.before
  return before !== undefined && (clearedAt === undefined || clearedAt >= judgedBefore(before))
}

/** A case once per agency that has something of it left: two requests may have gone to two agencies. */
export function accountableCases(
  { id, entries, items }: Timeline & { items: readonly CohortItem[] },
  letter: Directive,
  question: AccountabilityQuestion,
): AccountableCase[] {
  const left = Map.groupBy(
    items.filter((item) => isLeft(letter, item)),
    ({ agency }) => agency,
  )
  if (left.size === 0) return []
  const state = foldCase(entries, question)
  const ledger = ledgerOf(id, entries, question)
  if (state === undefined || ledger === undefined) return []
  const { until } = explanationTime(question)
  return [...left].map(([agency, mine]) => {
    const { facts, progress, status } = state
    return definedOnly({
      id,
      kind: facts.kind,
      code: facts.code,
      subject: subjectName(facts, question.registry, localDateOf(question.asOf)),
      cohort: mine[0]?.cohort ?? '',
      agency,
      requests: mine.flatMap(({ request }) => request ?? []),
      status,
      receivedAt: facts.receivedAt,
      due: ledger.due,
      finishedAt: progress.phase === 'finished' ? progress.at : undefined,
      clearedLaterAt: lastClearing(mine),
      minutesPerDay: minutesPerDay(calendarOf(state, question.registry), ledger.due ?? facts.receivedAt),
      ledger,
      disputes: state.disputes.map((each) => definedOnly({ ...each, late: each.at > until })),
      answers: entries.filter((each) => isAnswer(each) && isKnown(each, question)),
      commitmentsBroken: commitmentsBroken(state),
    })
  })
}

/** When agencies may explain themselves. */
export function explanationTime({ registry, settings, shownFrom, asOf }: AccountabilityQuestion) {
  const calendar = registry.calendar('counter', localDateOf(asOf))
  return { from: shownFrom, until: explainUntil(shownFrom, { settings, calendar }) }
}

/** When all of it was cleared; undefined while something is left. */
const lastClearing = (items: readonly CohortItem[]): Instant | undefined =>
  items.some(({ clearedAt }) => clearedAt === undefined)
    ? undefined
    : items.map(({ clearedAt }) => clearedAt ?? '').reduce(later)

const isKnown = ({ occurredAt, recordedAt }: Entry, { asOf, knownAt }: AccountabilityQuestion): boolean =>
  occurredAt <= asOf && recordedAt <= knownAt

/** What an agency says of its case, besides what becomes of it. */
const isAnswer = ({ actor, event }: Entry): boolean => actor.role === 'agency' && !isTelling.has(event.type)
const isTelling = new Set<EventType>(['received', 'corrected', 'statusChanged', 'requestAnswered', 'handlerNamed'])

const commitmentsBroken = ({ commitments }: CaseState): number =>
  commitments.filter(({ ended }) => ended?.how === 'broken').length
