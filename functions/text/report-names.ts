import { UNASSIGNED } from '../domain/figures.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { UNKNOWN } from './words.ts'

/** The agency's name; `chưa xác định` where a case has none, the id where the registry has no name for it. */
export function agencyName(report: WeeklyReport, id: string): string {
  if (id === UNASSIGNED) return capitalised(UNKNOWN)
  return report.agencies.find((agency) => agency.id === id)?.name ?? id
}

/** The place that an administrative unit governs: `Thành phố Buôn Ma Thuột` for its People's Committee. */
export const placeName = (report: WeeklyReport, unit: string): string =>
  capitalised(agencyName(report, unit).replace(/^(UBND|Ủy ban nhân dân) /, ''))

/** The centre as it calls itself in a sentence; its letterhead writes the name in capitals. */
export const centreName = (report: WeeklyReport): string =>
  report.agencies.find((agency) => agency.kind === 'centre')?.name ?? report.settings.issuingBody

/** Capitals with Vietnamese letters. */
export const capitals = (text: string): string => text.toLocaleUpperCase('vi')

export const capitalised = (text: string): string => capitals(text.charAt(0)) + text.slice(1)
