import { lazily } from '../domain/objects.ts'
import { UNASSIGNED } from '../domain/counted-case.ts'
import { figureIn } from '../domain/figure-list.ts'
import { addUp } from '../domain/figures.ts'
import { outstanding as outstandingOf } from '../domain/figure-measures.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { agencyName } from './report-names.ts'

export interface AgencyFigures {
  id: string
  name: string
  figures: WeeklyReport['byAgency'][number]
  /** What the agency still has to do: requests not done and overdue field reports. */
  outstanding: number
  /** Bodies that are only informed, and cases that belong to nobody yet, are never ranked. */
  ranked: boolean
}

/**
 * Agencies with figures in the period, or with fewer than in the last one, so that a column of changes adds up: the
 * ranked ones first, the most outstanding work at the top.
 */
export function rankAgencies(report: WeeklyReport): AgencyFigures[] {
  const unranked = unrankedIn(report)
  return [...report.byAgency, ...withoutFigures(report)]
    .filter((of) => of.processingRequests.issued + of.fieldReports.received > 0 || hasChanged(report, of.agency))
    .map((figures) => ({
      id: figures.agency,
      name: agencyName(report, figures.agency),
      figures,
      outstanding: outstandingOf(figures),
      ranked: !unranked.has(figures.agency),
    }))
    .toSorted(
      (a, b) =>
        Number(b.ranked) - Number(a.ranked) ||
        b.outstanding - a.outstanding ||
        shareOutstanding(b) - shareOutstanding(a) ||
        vietnameseOrder().compare(a.name, b.name),
    )
}

/** Agencies that have nothing at all any more. */
function withoutFigures({ agencies, byAgency }: WeeklyReport): WeeklyReport['byAgency'] {
  const counted = new Set(byAgency.map(({ agency }) => agency))
  const ids = [...agencies.map(({ id }) => id), UNASSIGNED].filter((id) => !counted.has(id))
  return ids.map((agency) => ({ ...addUp([]), agency }))
}

const hasChanged = (report: WeeklyReport, of: string): boolean =>
  (figureIn(report, 'outstanding', { by: 'agency', of }).change ?? 0) !== 0

/** The ranked agencies that still have something to do, worst first. */
export const worstAgencies = (report: WeeklyReport, most: number): AgencyFigures[] =>
  rankAgencies(report)
    .filter(({ ranked, outstanding }) => ranked && outstanding > 0)
    .slice(0, most)

const vietnameseOrder = lazily(() => new Intl.Collator('vi'))

const shareOutstanding = ({ outstanding, figures }: AgencyFigures): number =>
  outstanding / Math.max(1, figures.processingRequests.issued + figures.fieldReports.received)

export interface AgencyBacklog {
  id: string
  ranked: boolean
}

/** Agencies with something open at the end of the period, whenever received: as above, the most overdue first. */
export function agenciesWithBacklog(report: WeeklyReport): AgencyBacklog[] {
  const unranked = unrankedIn(report)
  return report.byAgency
    .map(({ agency: id, dossiers, fieldReports }) => ({
      id,
      ranked: !unranked.has(id),
      open: dossiers.backlog.open + fieldReports.backlog.open,
      overdue: dossiers.backlog.overdue + fieldReports.backlog.overdue,
    }))
    .filter(({ open }) => open > 0)
    .toSorted((a, b) => Number(b.ranked) - Number(a.ranked) || b.overdue - a.overdue || b.open - a.open)
}

const unrankedIn = ({ agencies }: WeeklyReport): ReadonlySet<string> =>
  new Set([UNASSIGNED, ...agencies.filter(({ chased }) => !chased).map(({ id }) => id)])
