import * as z from 'zod'
import { endOfWorkingDay, isWorkingDay, workingDaysBetween, type Calendar } from './calendar.ts'
import type { CohortItem } from './cohort.ts'
import { chaseBy } from './deadline.ts'
import { cohort, judgedBefore, type Cohort, type Directive } from './directive.ts'
import { addDays, earlier, fromMs, instant, localDate, localDateOf, toMs, type Instant } from './instant.ts'

const count = z.int().min(0)

/** total = cleared + left. What is cleared after the date stays among the left, and is told beside them. */
export const burnDownFigures = z.strictObject({
  total: count,
  cleared: count,
  left: count,
  clearedLater: count,
  /** Cleared per working day since the letter came in; absent before the first one is over. */
  pace: z.number().min(0).optional(),
  /** To be cleared on each working day that is left; absent where none is. */
  needed: count.optional(),
  /** What will be left at the date, at the pace so far; absent without one, and once the date is over. */
  forecast: count.optional(),
})
export type BurnDownFigures = z.output<typeof burnDownFigures>

export const cohortBurnDown = z.strictObject({
  cohort,
  /** Judged by this moment, exclusive; chased to the last closing ahead of it. */
  judgedBefore: instant,
  chasedTo: instant,
  /** The date is over: nothing more is chased, and the figures stand. */
  closed: z.boolean(),
  workingDaysLeft: count,
  ...burnDownFigures.shape,
  byAgency: z.array(burnDownFigures.extend({ agency: z.string() })),
  /** What was left at the end of each day since the letter came in, up to the moment asked about. */
  byDay: z.array(z.strictObject({ date: localDate, left: count })),
})
export type CohortBurnDown = z.output<typeof cohortBurnDown>

/** How far the cohorts of a letter have been cleared: the block that a weekly report carries while the letter runs. */
export const burnDown = z.strictObject({
  directive: z.string(),
  title: z.string(),
  asOf: instant,
  cohorts: z.array(cohortBurnDown),
})
export type BurnDown = z.output<typeof burnDown>

export interface BurnDownQuestion {
  asOf: Instant
  calendar: Calendar
}

/** @param items of all cohorts of the letter, as they stood at `asOf` */
export const burnDownOf = (letter: Directive, items: readonly CohortItem[], question: BurnDownQuestion): BurnDown => ({
  directive: letter.id,
  title: letter.number ?? letter.title,
  asOf: question.asOf,
  cohorts: letter.cohorts.map((each) =>
    cohortOf(
      each,
      items.filter((item) => item.cohort === each.id),
      { ...question, since: letter.receivedAt },
    ),
  ),
})

type Course = BurnDownQuestion & { since: Instant }

function cohortOf(of: Cohort, items: readonly CohortItem[], course: Course): CohortBurnDown {
  const before = judgedBefore(of.before)
  const agencies = [...new Set(items.map(({ agency }) => agency))].toSorted()
  const pace = { ...course, before, workingDaysLeft: workingDaysLeft(course, before) }
  return {
    cohort: of,
    judgedBefore: before,
    chasedTo: chaseBy(course.calendar, before),
    closed: course.asOf >= before,
    workingDaysLeft: pace.workingDaysLeft,
    ...figuresOf(items, pace),
    byAgency: agencies.map((agency) => ({
      agency,
      ...figuresOf(
        items.filter((item) => item.agency === agency),
        pace,
      ),
    })),
    byDay: daysOf(items, pace),
  }
}

type Pace = Course & { before: Instant; workingDaysLeft: number }

function figuresOf(items: readonly CohortItem[], { asOf, since, before, calendar, workingDaysLeft: days }: Pace) {
  const cleared = items.filter(({ clearedAt }) => clearedAt !== undefined && clearedAt < before)
  const left = items.length - cleared.length
  const clearedLater = items.filter(({ clearedAt }) => clearedAt !== undefined && clearedAt >= before).length
  const elapsed = workingDaysLeft({ asOf: since, calendar }, before) - days
  const pace =
    elapsed === 0 ? undefined : cleared.filter(({ clearedAt }) => (clearedAt ?? '') >= since).length / elapsed
  return {
    total: items.length,
    cleared: cleared.length,
    left,
    clearedLater,
    ...(pace !== undefined && { pace: Math.round(pace * 10) / 10 }),
    ...(days > 0 && { needed: Math.ceil(left / days) }),
    ...(pace !== undefined && asOf < before && { forecast: Math.max(0, left - Math.floor(pace * days)) }),
  }
}

/** Working days whose closing lies ahead, up to that of the last one before the date; today counts until it closes. */
function workingDaysLeft({ asOf, calendar }: BurnDownQuestion, before: Instant): number {
  const last = chaseBy(calendar, before)
  if (asOf >= last) return 0
  const today = localDateOf(asOf)
  const closes = isWorkingDay(calendar, today) && toMs(asOf) < endOfWorkingDay(calendar, today)
  return workingDaysBetween(calendar, toMs(asOf), toMs(last) - 1) + Number(closes)
}

function daysOf(items: readonly CohortItem[], { since, asOf, before }: Pace): CohortBurnDown['byDay'] {
  const last = localDateOf(earlier(asOf, fromMs(toMs(before) - 1)))
  const days: CohortBurnDown['byDay'] = []
  for (let date = localDateOf(since); date <= last; date = addDays(date, 1)) {
    const end = judgedBefore(addDays(date, 1))
    days.push({ date, left: items.filter(({ clearedAt }) => clearedAt === undefined || clearedAt >= end).length })
  }
  return days
}
