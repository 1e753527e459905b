import { dayAt, dateOf, dayNumber, midnightOf } from '../../functions/domain/calendar.ts'
import { DAY_MS, type LocalDate } from '../../functions/domain/instant.ts'

/**
 * The Vietnamese lunar calendar, computed from the moon and the sun at UTC+7. Series after J. Meeus, "Astronomical
 * Algorithms", good to a few minutes in our century.
 */

const JULIAN_DAY_OF_1970 = 2_440_587.5
const LUNATION_DAYS = 29.530588861
const sin = (degrees: number): number => Math.sin((degrees * Math.PI) / 180)
const wrap = (degrees: number): number => ((degrees % 360) + 360) % 360

/** The local day of the `k`th new moon since January 2000. */
function newMoonDay(k: number): number {
  const t = k / 1236.85
  const sun = 2.5534 + 29.1053567 * k
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t
  const node = 160.7108 + 390.67050284 * k - 0.0016118 * t * t
  const mean = 2_451_550.09766 + LUNATION_DAYS * k + 0.00015437 * t * t
  const periodic =
    -0.4072 * sin(moon) +
    0.17241 * sin(sun) +
    0.01608 * sin(2 * moon) +
    0.01039 * sin(2 * node) +
    0.00739 * sin(moon - sun) -
    0.00514 * sin(moon + sun) +
    0.00208 * sin(2 * sun) -
    0.00111 * sin(moon - 2 * node) -
    0.00057 * sin(moon + 2 * node) +
    0.00056 * sin(2 * moon + sun) -
    0.00042 * sin(3 * moon) +
    0.00042 * sin(sun + 2 * node) +
    0.00038 * sin(sun - 2 * node) -
    0.00024 * sin(2 * moon - sun)
  const dynamicalTimeAhead = 70 / 86_400
  return dayAt((mean + periodic - dynamicalTimeAhead - JULIAN_DAY_OF_1970) * DAY_MS)
}

/** The apparent longitude of the sun at local midnight, in degrees. */
function sunLongitude(day: number): number {
  const t = (midnightOf(day) / DAY_MS + JULIAN_DAY_OF_1970 - 2_451_545) / 36_525
  const anomaly = 357.52911 + 35_999.05029 * t
  const centre = 1.914602 * sin(anomaly) + 0.019993 * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly)
  const aberrationAndNutation = -0.00569 - 0.00478 * sin(125.04 - 1934.136 * t)
  return wrap(280.46646 + 36_000.76983 * t + centre + aberrationAndNutation)
}

/** The sun's principal term, 0 to 11 from the spring equinox. */
const termAt = (day: number): number => Math.floor(sunLongitude(day) / 30)

/** Month 1 is the lunation in which the sun enters term 11 (rain water, 330°), month 2 term 0, and so on; others are leap. */
const holdsTermOf = (month: number, k: number): boolean => {
  const term = (month + 10) % 12
  return termAt(newMoonDay(k)) !== term && termAt(newMoonDay(k + 1)) === term
}

/** The solar date of a day of the first half of a lunar year, leap months aside. */
export function solarDate(lunar: { year: number; month: number; day: number }): LocalDate {
  const spring = dayNumber(`${lunar.year}-01-01`)
  const first = Math.round((spring - dayNumber('2000-01-06')) / LUNATION_DAYS)
  for (let k = first - 1; k < first + 9; k++)
    if (holdsTermOf(lunar.month, k)) return dateOf(newMoonDay(k) + lunar.day - 1)
  throw new RangeError(`no month ${lunar.month} found in ${lunar.year}`)
}
