import * as z from 'zod'
import { lastWorkingDayOnOrBefore } from './calendar.ts'
import { countedCase, figures, period, type Period } from './figures.ts'
import { addDays, atLocal, DAY_MS, instant, localDate, toMs, type Instant, type LocalDate } from './instant.ts'
import { agency, cityService, reportSettings, slug, type Registry, type ReportSettings } from './registry.ts'

/** ISO week of the report day, `2021-W43`. */
export const isoWeek = z.string().regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, 'ISO week such as 2021-W43')

/** What the letter orders the report to say. The three of `serviceSections` stand once per running city service. */
export const generalSections = ['operatingProcesses', 'communication', 'expansion', 'other', 'difficulties'] as const
export const serviceSections = ['features', 'dataUpdates', 'effectiveness'] as const
export const reportSection = z.enum([...generalSections, ...serviceSections])
export type ReportSection = z.output<typeof reportSection>

/** A paragraph that a person contributes. Figures are never contributed: they are counted. */
export const contribution = z.strictObject({
  section: reportSection,
  cityService: slug.optional(),
  text: z.string().normalize().trim().min(1).max(8000),
})
export const storedContribution = contribution.extend({ author: z.string(), storedAt: instant })
export type Contribution = z.output<typeof contribution>
export type StoredContribution = z.output<typeof storedContribution>

/** draft: before the review closes; signed: has number and force; unsigned: went out marked as a draft. */
export const reportStatus = z.enum(['draft', 'signed', 'unsigned'])

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
  services: z.array(cityService),
  agencies: z.array(agency),
  contributions: z.array(storedContribution),
  cases: z.array(countedCase),
})
export type WeeklyReport = z.output<typeof weeklyReport>

/** `110/BC-DAKLAKIOC`; undefined while it has no number. */
export const documentNumber = (report: Pick<WeeklyReport, 'number' | 'settings'>): string | undefined =>
  report.number === undefined ? undefined : `${report.number}/${report.settings.number.symbol}`

/** Sections that nobody has written yet, in the order of the report. */
export function missingSections(
  services: readonly { id: string }[],
  contributions: readonly Contribution[],
): { section: ReportSection; cityService?: string }[] {
  const wanted = [
    ...generalSections.map((section) => ({ section })),
    ...services.flatMap(({ id }) => serviceSections.map((section) => ({ section, cityService: id }))),
  ]
  return wanted.filter(
    (each) =>
      !contributions.some(
        (given) =>
          given.section === each.section &&
          given.cityService === ('cityService' in each ? each.cityService : undefined),
      ),
  )
}

const FRIDAY = 4
const FORTNIGHT_MS = 13 * DAY_MS

/** Report day is Friday; where that is a day off, the last working day before it. */
export function reportDayOf(date: LocalDate, registry: Registry): LocalDate {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
  const friday = addDays(date, FRIDAY - weekday)
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
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
  const thursday = addDays(date, 3 - weekday)
  const year = thursday.slice(0, 4)
  const days = (toMs(`${thursday}T00:00:00Z`) - toMs(`${year}-01-01T00:00:00Z`)) / DAY_MS
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`
}
