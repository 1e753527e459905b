import { UNASSIGNED } from '../domain/counted-case.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { capitalised, placeName } from './names.ts'
import { UNKNOWN } from './words.ts'

/** The agency's name; `chưa xác định` where a case has none, the id where the registry has no name for it. */
export function agencyName(report: Pick<WeeklyReport, 'agencies'>, id: string): string {
  if (id === UNASSIGNED) return capitalised(UNKNOWN)
  return report.agencies.find((agency) => agency.id === id)?.name ?? id
}

/** The place that an administrative unit governs: `Thành phố Buôn Ma Thuột`. */
export const unitName = (report: Pick<WeeklyReport, 'agencies'>, unit: string): string =>
  placeName(agencyName(report, unit))

/** The centre as it calls itself in a sentence; its letterhead writes the name in capitals. */
export const centreName = (report: WeeklyReport): string =>
  report.agencies.find((agency) => agency.kind === 'centre')?.name ?? report.settings.issuingBody
