import { lastClosing, type Calendar } from './calendar.ts'
import { fromMs, toMs, type Instant } from './instant.ts'

/**
 * Until when work is chased that is to be done before an instant: the last closing of working time ahead of it. It is
 * judged by the instant itself, so that work on the days off in between is still in time.
 */
export const chaseBy = (calendar: Calendar, before: Instant): Instant => fromMs(lastClosing(calendar, toMs(before)))
