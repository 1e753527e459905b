import { fromMs, localDateOf, localTimeOf, toMs, type Instant } from '../domain/instant.ts'
import { formatDate, formatDateTime, formatNumber } from './format.ts'

/** `17:00 ngày 29/10/2021`; a date that ends at midnight is the end of the day before: `hết ngày 29/10/2021`. */
export function dueWords(due: Instant): string {
  if (localTimeOf(due) !== '00:00') return formatDateTime(due)
  return `hết ngày ${formatDate(localDateOf(fromMs(toMs(due) - 1)))}`
}

/** Time as the case's calendar counts it, and how many minutes of it make one day: 480, say, or 1440 round the clock. */
export interface WorkingTime {
  minutes: number
  minutesPerDay: number
}

const MINUTES_A_DAY = 1440
const MINUTES_AN_HOUR = 60

/** In whole days, below one in whole hours, rounded down: `9 ngày làm việc`, `3 giờ làm việc`, `dưới 1 giờ làm việc`. */
export function workingTimeWords({ minutes, minutesPerDay }: WorkingTime): string {
  const worked = minutesPerDay < MINUTES_A_DAY ? ' làm việc' : ''
  if (minutes >= minutesPerDay) return `${formatNumber(Math.floor(minutes / minutesPerDay))} ngày${worked}`
  if (minutes < MINUTES_AN_HOUR) return `dưới 1 giờ${worked}`
  return `${Math.floor(minutes / MINUTES_AN_HOUR)} giờ${worked}`
}
