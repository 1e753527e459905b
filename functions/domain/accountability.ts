import * as z from 'zod'
import { burnDownFigures } from './burn-down.ts'
import { coverage } from './coverage.ts'
import { accountabilitySettings } from './deployment.ts'
import { directive } from './directive.ts'
import { entry, handler, reason } from './event.ts'
import { instant, localDate } from './instant.ts'
import { heldBy, ledger } from './ledger.ts'
import { agency, slug } from './registry.ts'
import { caseKind } from './status.ts'

const count = z.int().min(0)

/** Working minutes by who held the case; who held none is left out. */
export const minutesByHolder = z.partialRecord(heldBy, count)
export type MinutesByHolder = z.output<typeof minutesByHolder>

/** An agency's objection to a part of a ledger. It stays visible, also where it was not upheld. */
export const disputed = z.strictObject({
  entry: z.int().min(1),
  at: instant,
  reason: z.string(),
  /** Said when the time to explain was over. */
  late: z.boolean(),
  answer: z.strictObject({ at: instant, upheld: z.boolean(), reason: z.string() }).optional(),
})

/** A case with something left at the date: what, why it is late by whose time, and what its agencies said. */
export const accountableCase = z.strictObject({
  id: z.string(),
  kind: caseKind,
  code: z.string(),
  /** Name of the procedure or category. */
  subject: z.string(),
  cohort: z.string(),
  agency: z.string(),
  /** Processing requests that were left; empty where the case itself was. */
  requests: z.array(z.string()),
  status: z.string(),
  receivedAt: instant,
  due: instant.optional(),
  finishedAt: instant.optional(),
  /** Cleared after the date, before the moment asked about. */
  clearedLaterAt: instant.optional(),
  minutesPerDay: count,
  ledger,
  disputes: z.array(disputed),
  /** What agencies answered, as the timeline has it. */
  answers: z.array(entry),
  commitmentsBroken: count,
})
export type AccountableCase = z.output<typeof accountableCase>

/** Whose time it was at an agency. Without a handler: "chưa xác định". */
export const accountablePerson = z.strictObject({
  handler: handler.optional(),
  cases: count,
  minutes: count,
  lateMinutes: count,
})
export type AccountablePerson = z.output<typeof accountablePerson>

export const accountableAgency = z.strictObject({
  agency: z.string(),
  ...burnDownFigures.pick({ total: true, cleared: true, left: true, clearedLater: true }).shape,
  /** Late minutes of the cases left, while they were this agency's. */
  lateMinutes: minutesByHolder,
  persons: z.array(accountablePerson),
  cases: z.array(accountableCase),
  answers: count,
  disputesOpen: count,
  commitmentsBroken: count,
})
export type AccountableAgency = z.output<typeof accountableAgency>

const common = {
  directive: directive.omit({ tasks: true, cohorts: true, reports: true }),
  asOf: instant,
  knownAt: instant,
  /** Agencies see their part from the first moment, and may explain until the second; issued after it. */
  explanations: z.strictObject({ from: instant, until: instant }),
  settings: accountabilitySettings,
  agencies: z.array(agency),
}

const itemFigures = burnDownFigures.pick({ total: true, cleared: true, left: true, clearedLater: true })

export const backlogReport = z.strictObject({
  kind: z.literal('backlog'),
  ...common,
  summary: z.strictObject({
    ...itemFigures.shape,
    byCohort: z.array(
      itemFigures.extend({
        cohort: z.string(),
        type: z.enum(['frozen', 'becomesOverdue']),
        judgedBefore: instant,
        chasedTo: instant,
      }),
    ),
    /** Cases that stand behind what is left. */
    cases: count,
    /** Agencies with something left. */
    agencies: count,
    /** Persons known to have had late time, and cases in which some late time is of an agency's unknown person. */
    persons: count,
    casesWithUnknownPerson: count,
    lateMinutes: minutesByHolder,
    answers: count,
    disputesOpen: count,
    commitmentsBroken: count,
  }),
  /** The most left first. */
  byAgency: z.array(accountableAgency),
})
export type BacklogReport = z.output<typeof backlogReport>

const pilotFigures = { units: count, onTime: count, late: count, notDeployed: count, reports: count }

export const pilotReport = z.strictObject({
  kind: z.literal('pilot'),
  ...common,
  summary: z.strictObject(pilotFigures),
  byProvider: z.array(
    z.strictObject({ provider: z.string(), ...pilotFigures, daysLate: count, daysWithoutReport: count }),
  ),
  coverage,
})
export type PilotReport = z.output<typeof pilotReport>

/**
 * Whose responsibility it is that a letter was not carried out: of what was left at its date, or of a pilot. The only
 * reports that name persons. Every document is rendered from it.
 */
export const accountabilityReport = z.discriminatedUnion('kind', [backlogReport, pilotReport])
export type AccountabilityReport = z.output<typeof accountabilityReport>

/** What an agency or provider says of its part as a whole; late where the time to explain was over. */
export const explanation = z.strictObject({ by: slug, at: instant, text: reason })
export type Explanation = z.output<typeof explanation>

/** The one frozen content of a version: every document is rendered from it. It has number and force only once signed. */
export const accountabilityContent = z.strictObject({
  version: z.int().min(1),
  status: z.enum(['draft', 'signed']),
  /** The day it carries; a draft carries the day it was made. */
  date: localDate,
  number: z.int().min(1).optional(),
  signedAt: instant.optional(),
  explanations: z.array(explanation.extend({ late: z.boolean() })),
  report: accountabilityReport,
})
export type AccountabilityContent = z.output<typeof accountabilityContent>
