import { changesOf } from './case-changes.ts'
import { calendarInForce, dueOf, statutoryDue } from './due.ts'
import type { Entry } from './event.ts'
import { delayLines, endOf, outcomeOf } from './explanation-delay.ts'
import { basisLines, dueLines } from './explanation-due.ts'
import { lifeLines } from './explanation-life.ts'
import type { ExplanationLine, Outcome } from './explanation-line.ts'
import { runningLimit, storyOf, type Question, type Story } from './explanation-story.ts'
import type { Instant } from './instant.ts'
import { countings, delayBetween, type Counting, type Limit } from './limit.ts'

/** What lists, digests and reports say of the case at that time; the lines sum to it. */
export interface ExplanationFigures {
  /** The date that the case is chased by. */
  due: Instant | undefined
  statutoryDue: Instant | undefined
  finishedAt: Instant | undefined
  /** By the date that the case is chased by. */
  outcome: Outcome
  /** Working minutes from the date it is chased by to the end, or to the moment asked about; 0 in time. */
  delayMinutes: number | undefined
  statutoryDelayMinutes: number | undefined
  /** The limit that is told line by line, in the minutes or days that it counts in. */
  counted: { limit: Limit; in: Counting['counts']; units: number } | undefined
}

export interface Explanation {
  asOf: Instant
  knownAt: Instant
  lines: readonly ExplanationLine[]
  figures: ExplanationFigures
}

/**
 * Why the due date is what it is, and why the case is late or on time, line by line, as the system would have told it
 * at `asOf`, or with what was known at `knownAt`. Undefined where the case was not there yet, or not known.
 * @param question the registry must be the one known at `knownAt`
 */
export function explain(entries: readonly Entry[], question: Question): Explanation | undefined {
  const { asOf, knownAt = asOf } = question
  const story = storyOf(changesOf(entries, { asOf, knownAt }), { ...question, knownAt })
  if (story === undefined) return undefined
  const lines = [...basisLines(story), ...dueLines(story), ...lifeLines(story), ...delayLines(story)]
  return { asOf, knownAt, lines, figures: figuresOf(story) }
}

function figuresOf(story: Story): ExplanationFigures {
  const { state, registry } = story
  const due = dueOf(state, registry)?.at
  const statutory = statutoryDue(state, registry)?.at
  return {
    due,
    statutoryDue: statutory,
    finishedAt: state.progress.phase === 'finished' ? state.progress.at : undefined,
    outcome: outcomeOf(story, due),
    delayMinutes: delayOf(story, due),
    statutoryDelayMinutes: delayOf(story, statutory),
    counted: countedOf(story),
  }
}

function delayOf(story: Story, due: Instant | undefined): number | undefined {
  const calendar = calendarInForce(story.state, story.registry)
  return due === undefined || calendar === undefined ? undefined : delayBetween(calendar, due, endOf(story))
}

function countedOf({ ruled, registry }: Story): ExplanationFigures['counted'] {
  const running = ruled && runningLimit(ruled, registry)
  if (running === undefined) return undefined
  const { limit } = running
  const { counts, perUnit } = countings[limit.unit]
  return { limit, in: counts, units: limit.amount * perUnit }
}
