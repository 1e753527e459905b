import { endOfWorkingDay, lastWorkingDayOnOrBefore, type Calendar } from './calendar.ts'
import type { Entry, EventOf, Rhythm } from './event.ts'
import { addDays, fromMs, localDateOf, type Instant, type LocalDate } from './instant.ts'
import { newEpisode, setBy } from './set-date.ts'
import type { CaseState } from './state.ts'

/** A report on a standing task begins the next round; of a dated task it leaves the date where it is. */
export function reportProgress(state: CaseState, event: EventOf<'progressReported'>, entry: Entry): CaseState {
  const { report, due } = event
  const told = { ...state, progressReports: [...state.progressReports, { at: entry.occurredAt, report }] }
  return due === undefined ? told : newEpisode({ ...told, statutory: setBy('source', due) }, entry)
}

/**
 * The next day on which a standing task is to be reported, at the end of that day: the Friday of a week, the last
 * working day of a month or quarter, always after the day of `after`.
 */
export function nextReportingDate(calendar: Calendar, rhythm: Rhythm, after: Instant): Instant {
  const day = localDateOf(after)
  for (let end = endOfRound(rhythm, day); ; end = endOfRound(rhythm, addDays(end, 1))) {
    const working = lastWorkingDayOnOrBefore(calendar, end)
    if (working > day) return fromMs(endOfWorkingDay(calendar, working))
  }
}

const FRIDAY = 5

/** The last day of the week (its Friday), month or quarter in which the date lies; after Friday, of the next week. */
function endOfRound(rhythm: Rhythm, date: LocalDate): LocalDate {
  switch (rhythm) {
    case 'weekly':
      return addDays(date, (FRIDAY - weekdayOf(date) + 7) % 7)
    case 'monthly':
      return lastOfMonth(date)
    case 'quarterly':
      return lastOfMonth(`${date.slice(0, 4)}-${twoDigits(Math.ceil(Number(date.slice(5, 7)) / 3) * 3)}-01`)
    default:
      return rhythm satisfies never
  }
}

/** 0 is Sunday. */
const weekdayOf = (date: LocalDate): number => new Date(`${date}T00:00:00Z`).getUTCDay()

function lastOfMonth(date: LocalDate): LocalDate {
  const inNextMonth = addDays(`${date.slice(0, 7)}-28`, 4)
  return addDays(`${inNextMonth.slice(0, 7)}-01`, -1)
}

const twoDigits = (n: number): string => String(n).padStart(2, '0')
