import * as z from 'zod'
import {
  calendarDay,
  calendarDefinition,
  compileCalendar,
  type Calendar,
  type CalendarDefinition,
} from '../../functions/domain/calendar.ts'
import { atLocal, localDateOf, localTimeOf, type Instant } from '../../functions/domain/instant.ts'
import definitions from '../../infra/centre/daklak/calendars.json' with { type: 'json' }
import dayRows from '../../infra/centre/daklak/days.json' with { type: 'json' }

export const calendars = z.array(calendarDefinition).parse(definitions)
export const days = z.array(calendarDay).parse(dayRows)

const definitionOf = (id: string): CalendarDefinition => {
  const found = calendars.find((each) => each.id === id)
  if (found === undefined) throw new Error(`no calendar ${id}`)
  return found
}

export const counterDefinition = definitionOf('counter')
export const counter: Calendar = compileCalendar(counterDefinition, days)
export const counterToMidnight: Calendar = compileCalendar({ ...counterDefinition, dayEndsAt: '24:00' }, days)
export const roundTheClock: Calendar = compileCalendar(definitionOf('round-the-clock'), days)

/** `vn('2021-10-29 17:00')`, or with seconds: the instant at which a Vietnamese clock shows that. */
export const vn = (text: string): Instant => {
  const [date = '', time = '00:00'] = text.split(' ')
  const at = atLocal(date, time.slice(0, 5))
  return time.length > 5 ? at.replace(':00.000Z', `:${time.slice(6)}.000Z`) : at
}

/** The same text back, without zero seconds. */
export const wall = (at: Instant): string => {
  const seconds = at.slice(17, 19)
  return `${localDateOf(at)} ${localTimeOf(at)}${seconds === '00' ? '' : `:${seconds}`}`
}
