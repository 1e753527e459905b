import { weekdayOf } from '../domain/calendar-tally.ts'
import { dayNumber, Weekday } from '../domain/calendar.ts'
import { fromMs, localDateOf, localTimeOf, toMs, type Instant, type LocalDate } from '../domain/instant.ts'
import { formatDate } from './format.ts'
import { words } from './words.ts'

/** Half open: `to` itself is excluded. */
export interface Span {
  from: Instant
  to: Instant
}

/**
 * `07:00–11:30 thứ Hai, ngày 18/10/2021`, or `từ 17:00 thứ Sáu, ngày 22/10/2021 đến 07:00 thứ Hai, ngày 25/10/2021`;
 * of whole days the days alone: `từ thứ Bảy, ngày 23/10/2021 đến hết Chủ nhật, ngày 24/10/2021`.
 */
export function spanWords({ from, to }: Span): string {
  const [first, last] = [localDateOf(from), lastDate({ from, to })]
  const wholeDays = isMidnight(from) && isMidnight(to) && from < to
  if (first === last) return wholeDays ? dayWords(first) : `${localTimeOf(from)}–${endTime(to)} ${dayWords(first)}`
  if (wholeDays) return `từ ${dayWords(first)} đến hết ${dayWords(last)}`
  return `từ ${localTimeOf(from)} ${dayWords(first)} đến ${endTime(to)} ${dayWords(last)}`
}

const isMidnight = (at: Instant): boolean => localTimeOf(at) === '00:00'
const endTime = (to: Instant): string => (isMidnight(to) ? '24:00' : localTimeOf(to))

/** A span that ends at midnight ends on the day before. */
const lastDate = ({ from, to }: Span): LocalDate =>
  from < to && isMidnight(to) ? localDateOf(fromMs(toMs(to) - 1)) : localDateOf(to)

const weekdayIn = (date: LocalDate): Weekday => Weekday.options[weekdayOf(dayNumber(date))] ?? 'mon'

/** `thứ Hai, ngày 18/10/2021`. */
const dayWords = (date: LocalDate): string => `${words.weekday[weekdayIn(date)]}, ngày ${formatDate(date)}`
