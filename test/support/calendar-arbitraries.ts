import * as fc from 'fast-check'
import {
  calendarDefinition,
  compileCalendar,
  dateOf,
  Weekday,
  type Calendar,
  type CalendarDay,
  type CalendarDefinition,
} from '../../functions/domain/calendar.ts'
import { DAY_MS, fromMs, MINUTE_MS, VIETNAM_OFFSET_MS } from '../../functions/domain/instant.ts'
import { counter, counterDefinition, counterToMidnight, days, roundTheClock } from './calendars.ts'

const quarter = (n: number): string =>
  `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`

/** None to three segments, from 00:00 to 24:00. */
const daySegments = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 })
  .map((times) => times.toSorted((a, b) => a - b).map(quarter))
  .map((times) =>
    times.flatMap((opens, i): [string, string][] => (i % 2 === 0 && times[i + 1] ? [[opens, times[i + 1]!]] : [])),
  )

const definition: fc.Arbitrary<CalendarDefinition> = fc
  .record({
    week: fc.tuple(...Weekday.options.map(() => daySegments)),
    dayEndsAt: fc.constantFrom('closing' as const, '24:00' as const),
    daysOff: fc.boolean(),
  })
  .filter(({ week }) => week.some((segments) => segments.length > 0))
  .map(({ week, ...rest }) =>
    calendarDefinition.parse({
      id: 'any',
      segments: Object.fromEntries(
        Weekday.options.flatMap((name, i) => (week[i]?.length === 0 ? [] : [[name, week[i]]])),
      ),
      ...rest,
    }),
  )

const FIRST_DAY = 18_628
const LAST_DAY = 20_818
const aDay = fc.integer({ min: FIRST_DAY, max: LAST_DAY })

/** Days close together, so that they meet each other and the weekends. */
const namedDays: fc.Arbitrary<CalendarDay[]> = fc
  .tuple(aDay, fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }), fc.infiniteStream(fc.nat(7)))
  .map(([first, offsets, kinds]) =>
    offsets.map((offset): CalendarDay => {
      const facts = { date: dateOf(first + offset), reason: 'other' as const, source: 'generated' }
      const like = Weekday.options[kinds.next().value - 1]
      return like === undefined ? { ...facts, kind: 'off' } : { ...facts, kind: 'working', like }
    }),
  )

/** A calendar with what it was compiled from. */
export interface Compiled {
  definition: CalendarDefinition
  days: readonly CalendarDay[]
  calendar: Calendar
}

export const anyCompiled: fc.Arbitrary<Compiled> = fc.oneof(
  fc.constant({ definition: counterDefinition, days, calendar: counter }),
  fc.record({ definition, days: namedDays }).map((from) => ({
    definition: from.definition,
    days: from.days,
    calendar: compileCalendar(from.definition, from.days),
  })),
)

/** The centre's calendars as often as made-up ones. */
export const anyCalendar: fc.Arbitrary<Calendar> = fc.oneof(
  fc.constantFrom(counter, counterToMidnight, roundTheClock),
  anyCompiled.map(({ calendar }) => calendar),
)

/** Calendars whose working days are all alike: there a working day more or less is exact. */
export const anyEvenCalendar = fc.constantFrom(counter, counterToMidnight, roundTheClock)

const minuteOfDay = fc.oneof(
  fc.constantFrom(0, 419, 420, 421, 689, 690, 691, 750, 809, 810, 811, 1019, 1020, 1021, 1439),
  fc.nat(1439),
)

/** Epoch ms in 2021–2026, often at the edges of working time; whole minutes, or not. */
export const anyMinute: fc.Arbitrary<number> = fc
  .tuple(aDay, minuteOfDay)
  .map(([day, minute]) => day * DAY_MS + minute * MINUTE_MS - VIETNAM_OFFSET_MS)
export const anyTime: fc.Arbitrary<number> = fc.oneof(
  anyMinute,
  fc.tuple(anyMinute, fc.nat(MINUTE_MS - 1)).map(([minute, ms]) => minute + ms),
)
export const anyInstant = anyTime.map(fromMs)
/** The earlier first. */
export const twoTimes = fc.tuple(anyTime, anyTime).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)

/** Asks a property of very many cases. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it ties the arbitraries to the predicate's arguments
export const holds = <T extends [unknown, ...unknown[]]>(...args: Parameters<typeof fc.property<T>>): void => {
  fc.assert(fc.property(...args), { numRuns: 10_000 })
}

/** A working day seen without any arithmetic: the definition and the days read as they are written. */
export function worksAt({ definition: { segments, daysOff }, days: named }: Compiled, at: number): boolean {
  const local = fromMs(at + VIETNAM_OFFSET_MS)
  const [date, time] = [local.slice(0, 10), local.slice(11, 16)]
  const day = daysOff ? named.find((each) => each.date === date) : undefined
  if (day?.kind === 'off') return false
  const weekday = Weekday.options[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!
  return (segments[day?.like ?? weekday] ?? []).some(([opens, closes]) => opens <= time && time < closes)
}
