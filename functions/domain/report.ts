import * as z from 'zod'
import { burnDown } from './burn-down.ts'
import { weekdayOf } from './calendar-tally.ts'
import { dayNumber, lastWorkingDayOnOrBefore } from './calendar.ts'
import { storedContribution } from './contribution.ts'
import { countedCase } from './counted-case.ts'
import { figures } from './figures.ts'
import { addDays, atLocal, DAY_MS, instant, localDate, toMs, type Instant, type LocalDate } from './instant.ts'
import { period, type Period } from './period.ts'
import { agency, cityService, type Registry, type ReportSettings } from './registry.ts'
import { reportSettings } from './report-settings.ts'
import { caseKind } from './status.ts'

/** ISO week of the report day, `2021-W43`. */
export const isoWeek = z.string().regex(/^(19|20|21)\d{2}-W(0[1-9]|[1-4]\d|5[0-3])$/, 'ISO week such as 2021-W43')

/** draft: before the review closes; signed: has number and force; unsigned: went out marked as a draft. */
export const reportStatus = z.enum(['draft', 'signed', 'unsigned'])

/** What a case of the report is about, by its procedure or category. */
export const subject = z.strictObject({ kind: caseKind, code: z.string(), name: z.string(), field: z.string() })

/** The figures of a report before, by their ids, as it was frozen. */
export const earlierReport = z.strictObject({
  week: isoWeek,
  period,
  number: z.int().min(1).optional(),
  figures: z.record(z.string(), z.number()),
})
export type EarlierReport = z.output<typeof earlierReport>

/** A report shows so many in a row, itself the last. */
export const TREND = 8

/** A figure that was another before; absent where there was nothing to measure. */
export const figureChange = z.strictObject({
  id: z.string(),
  before: z.number().optional(),
  after: z.number().optional(),
})
export type FigureChange = z.output<typeof figureChange>

/** What a correction changed in a published report. It keeps number and date; the report before it stays as it was. */
export const correction = z.strictObject({
  at: instant,
  by: z.string(),
  reason: z.string(),
  /** The version of the content that it corrects. */
  corrects: z.int().min(1),
  figures: z.array(figureChange),
  contributions: z.array(storedContribution.pick({ section: true, cityService: true })),
})

/** Mails that did not arrive: how often that began in the period, how often it ended, and how many are still so. */
export const deliveryIncidentFigures = z.strictObject({
  begun: z.int().min(0),
  ended: z.int().min(0),
  open: z.int().min(0),
})

/** The one content model of a weekly report: every document and mail is rendered from it, no figure is typed twice. */
export const weeklyReport = z.strictObject({
  week: isoWeek,
  version: z.int().min(1),
  status: reportStatus,
  period,
  /** The figures count what was known at this moment. */
  knownAt: instant,
  /** The day it carries; a draft carries the report day. */
  date: localDate,
  number: z.int().min(1).optional(),
  signedAt: instant.optional(),
  settings: reportSettings,
  ...figures.shape,
  /** The newest first. */
  earlier: z.array(earlierReport).max(TREND - 1),
  services: z.array(cityService),
  agencies: z.array(agency),
  subjects: z.array(subject),
  contributions: z.array(storedContribution),
  deliveryIncidents: deliveryIncidentFigures.optional(),
  /** Of the letters that run, or ran until this period. */
  burnDowns: z.array(burnDown).default([]),
  corrections: z.array(correction),
  cases: z.array(countedCase),
})
export type WeeklyReport = z.output<typeof weeklyReport>

/** `110/BC-DAKLAKIOC`; undefined while it has no number. */
export const documentNumber = (report: Pick<WeeklyReport, 'number' | 'settings'>): string | undefined =>
  report.number === undefined ? undefined : `${report.number}/${report.settings.number.symbol}`

const FRIDAY = 4
const FORTNIGHT_MS = 13 * DAY_MS

/** Report day is Friday; where that is a day off, the last working day before it. */
export function reportDayOf(date: LocalDate, registry: Registry): LocalDate {
  const friday = addDays(date, FRIDAY - weekdayOf(dayNumber(date)))
  return lastWorkingDayOnOrBefore(registry.calendar('counter', friday), friday)
}

/**
 * The period that a report drafted on `date` covers: from the end of the last report to the midnight before `date`.
 * Undefined where `date` is no report day, or the rhythm (registry data) asks for none yet.
 */
export function periodDue(date: LocalDate, registry: Registry, lastEnd: Instant | undefined): Period | undefined {
  const settings = registry.find('report', 'weekly', date)
  if (settings === undefined || reportDayOf(date, registry) !== date) return undefined
  const span = { from: lastEnd ?? settings.lastEnd, to: atLocal(date, '00:00') }
  return toMs(span.to) - toMs(span.from) >= shortest[settings.rhythm] ? span : undefined
}

const shortest: Record<ReportSettings['rhythm'], number> = { weekly: DAY_MS, fortnightly: FORTNIGHT_MS }

/** ISO 8601 week of a Vietnam date. */
export function isoWeekOf(date: LocalDate): string {
  const thursday = addDays(date, 3 - weekdayOf(dayNumber(date)))
  const year = thursday.slice(0, 4)
  const days = (toMs(`${thursday}T00:00:00Z`) - toMs(`${year}-01-01T00:00:00Z`)) / DAY_MS
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`
}

/** The Wednesday of an ISO week. */
export function dateInWeek(week: string): LocalDate {
  const [year = '', number = ''] = week.split('-W')
  // 4 January lies in week 1.
  const fourth = `${year}-01-04`
  const monday = addDays(fourth, -weekdayOf(dayNumber(fourth)))
  return addDays(monday, (Number(number) - 1) * 7 + 2)
}
