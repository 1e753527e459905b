import { dayNumber, lastWorkingDayOnOrBefore, planOn, type Calendar } from './calendar.ts'
import { localDateOf, MINUTE_MS, type Instant } from './instant.ts'

/** How many minutes make a working day: that of the instant, or the last one before it. */
export const minutesPerDay = (calendar: Calendar, at: Instant): number =>
  planOn(calendar, dayNumber(lastWorkingDayOnOrBefore(calendar, localDateOf(at)))).worked / MINUTE_MS
