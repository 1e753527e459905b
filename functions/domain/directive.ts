import * as z from 'zod'
import { taskNumber } from './case-id.ts'
import { directiveTaskFacts, documentNumber, type DirectiveTaskFacts } from './event.ts'
import { period } from './period.ts'
import { atLocal, instant, localDate, type Instant, type LocalDate } from './instant.ts'
import { definedOnly } from './objects.ts'
import { slug, type Registry } from './registry.ts'
import { nextReportingDate } from './standing-task.ts'

const line = z.string().normalize().trim().min(1).max(300)
const lines = z.array(line).max(60).default([])

/** Stands in the ids of the letter's tasks. */
export const directiveId = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,39}$/, 'letter id such as cv-3419')

/** A task as the letter gives it: before a date, standing with a rhythm, or neither. */
export const orderedTask = z
  .strictObject({
    number: taskNumber,
    ...directiveTaskFacts.pick({ title: true, agency: true, coordinators: true, copies: true, rhythm: true }).shape,
    /** "Trước ngày 15/11/2021": to be done before that day begins. */
    before: localDate.optional(),
    /** Whose word it is, where it is not the letter's: a leader's remark on it. */
    remark: line.optional(),
  })
  .refine(({ before, rhythm }) => before === undefined || rhythm === undefined, {
    path: ['rhythm'],
    message: 'or before is given, not both',
  })
export type OrderedTask = z.output<typeof orderedTask>

/**
 * Cases that a letter orders to be cleared before a date, known by what was true of them at a moment. `frozen` are the
 * processing requests of a period that were not done at its end, and its field reports that were overdue, as a report
 * counted them; `becomesOverdue` is what passes its due date unfinished from then until the date.
 */
export const cohort = z.strictObject({
  id: slug,
  /** The task of the letter that it belongs to; each agency gets its part of it. */
  task: taskNumber,
  before: localDate,
  of: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('frozen'), period, knownAt: instant }),
    z.strictObject({ type: z.literal('becomesOverdue'), from: instant }),
  ]),
})
export type Cohort = z.output<typeof cohort>

/** `backlog`: whose it is that cohorts were not cleared. `pilot`: whose it is that services did not begin as ordered. */
export const reportKind = z.enum(['backlog', 'pilot'])
export type ReportKind = z.output<typeof reportKind>

/** A letter that orders (văn bản chỉ đạo). Number and day may be blank, as in the specimen of November 2021. */
export const directive = z.strictObject({
  id: directiveId,
  number: documentNumber.optional(),
  date: localDate.optional(),
  /** Number and symbol as far as they stand on the letter, or what else it is called by. */
  title: line,
  subject: line,
  issuer: line,
  signatory: z.strictObject({ capacity: line, name: line }),
  addressees: lines,
  recipients: lines,
  attachments: lines,
  /** Earlier letters that it refers to. */
  earlier: lines,
  text: z.string().normalize().trim().max(30_000).optional(),
  /** When it came in; its tasks begin there. */
  receivedAt: instant,
  tasks: z.array(orderedTask).max(50).default([]),
  cohorts: z.array(cohort).max(10).default([]),
  /** Reports on whose responsibility it is; each one's task is done when it is issued, and says until when that must be. */
  reports: z
    .array(z.strictObject({ kind: reportKind, task: taskNumber }))
    .max(2)
    .default([]),
})
export type Directive = z.output<typeof directive>

/** The instant that "before a date" is judged by: what was finished earlier is in time. */
export const judgedBefore = (before: LocalDate): Instant => atLocal(before, '00:00')

/** The task as a case. A standing one is first due with the first round of its rhythm after the letter came in. */
export function taskFacts(letter: Directive, task: OrderedTask, registry: Registry): DirectiveTaskFacts {
  const { number, title, agency, coordinators, copies, rhythm, before } = task
  const { receivedAt } = letter
  const calendar = registry.calendar('counter', before ?? receivedAt.slice(0, 10))
  const standing = rhythm && nextReportingDate(calendar, rhythm, receivedAt)
  return definedOnly({
    kind: 'directiveTask' as const,
    code: `${letter.number ?? letter.title} (${number})`,
    directive: letter.id,
    number,
    title,
    agency,
    coordinators,
    copies,
    receivedAt,
    due: before === undefined ? standing : judgedBefore(before),
    rhythm,
  })
}

/** The tasks that are cases of their own: one that has a cohort is a case of each agency that has part in it. */
export const singleTasks = ({ tasks, cohorts }: Directive): OrderedTask[] =>
  tasks.filter(({ number }) => !cohorts.some((each) => each.task === number))
