import { addBusinessDays } from 'date-fns'
import dayjs from 'dayjs'
import businessTime from 'dayjs-business-time'
import * as z from 'zod'
import {
  addWorkingDays,
  addWorkingMinutes,
  calendarDay,
  calendarDefinition,
  compileCalendar,
  isWorkingDay,
  workingMinutesBetween,
  type Calendar,
  type CalendarDefinition,
} from '../../functions/domain/calendar.ts'
import { atLocal, toMs } from '../../functions/domain/instant.ts'
import definitions from '../centre/daklak/calendars.json' with { type: 'json' }
import dayRows from '../centre/daklak/days.json' with { type: 'json' }
import { measure, shown } from './measure.ts'
import type { Row } from './row.ts'

/** The peers know no make-up Saturdays: everybody is given the days off alone. */
const daysOff = z
  .array(calendarDay)
  .parse(dayRows)
  .filter(({ kind }) => kind === 'off')

/**
 * Calendar arithmetic against `date-fns`, which counts days, and `dayjs-business-time`, the fastest of the kept
 * packages that know hours (moment-business-time takes 2 to 4 times as long).
 */
export async function benchCalendar(): Promise<Row[]> {
  const definition = z
    .array(calendarDefinition)
    .parse(definitions)
    .find(({ id }) => id === 'counter')
  if (definition === undefined) throw new Error('no calendar counter')
  prepareDayjs(definition)
  const calendar = compileCalendar(definition, daysOff)
  const samples = samplesOf(calendar)
  return [
    ...contests(calendar).map((contest) => hold(contest, samples)),
    distanceRow(calendar, samples),
    compileRow(definition),
  ]
}

/** A working morning of 2021–2025, off any edge: in Vietnam, and as the peers have it by the clock of this machine. */
interface Sample {
  at: number
  end: number
  date: Date
  day: dayjs.Dayjs
  endDay: dayjs.Dayjs
  days: number
  minutes: number
}

function samplesOf(calendar: Calendar): Sample[] {
  const mornings = Array.from({ length: 1500 }, (_, i) => dayjs(new Date(2021, 0, 4 + i, 9, 17)))
  return mornings
    .filter((day) => isWorkingDay(calendar, day.format('YYYY-MM-DD')))
    .map((day, i) => {
      const days = 1 + ((i * 53) % 250)
      const endDay = day.add(days, 'day')
      return {
        at: inVietnam(day),
        end: inVietnam(endDay),
        date: day.toDate(),
        day,
        endDay,
        days,
        minutes: 60 * (1 + (i % 40)),
      }
    })
}

/** Epoch ms at which a clock in Vietnam shows what the machine's clock showed. */
const inVietnam = (shownHere: dayjs.Dayjs): number =>
  toMs(atLocal(shownHere.format('YYYY-MM-DD'), shownHere.format('HH:mm')))

/** One question, to us and to a peer. */
interface Contest {
  name: string
  peer: string
  ours: (sample: Sample) => number
  theirs: (sample: Sample) => dayjs.Dayjs | Date | number
}

function contests(calendar: Calendar): Contest[] {
  const addDays = addBusinessDaysWithDaysOff()
  const daysFromUs = ({ at, days }: Sample): number => addWorkingDays(calendar, at, days)
  return [
    {
      name: 'add 1–250 working days',
      peer: 'date-fns',
      ours: daysFromUs,
      theirs: ({ date, days }) => addDays(date, days),
    },
    {
      name: 'add 1–250 working days',
      peer: 'dayjs-business-time',
      ours: daysFromUs,
      theirs: ({ day, days }) => day.addBusinessDays(days),
    },
    {
      name: 'add 1–40 working hours',
      peer: 'dayjs-business-time',
      ours: ({ at, minutes }) => addWorkingMinutes(calendar, at, minutes),
      theirs: ({ day, minutes }) => day.addBusinessMinutes(minutes),
    },
    {
      name: 'working minutes in 1–250 days',
      peer: 'dayjs-business-time',
      ours: ({ at, end }) => workingMinutesBetween(calendar, at, end),
      theirs: ({ day, endDay }) => day.businessMinutesDiff(endDay),
    },
  ]
}

/** @throws when the peer does not agree: then there is nothing to compare. */
function hold({ name, peer, ours, theirs }: Contest, samples: readonly Sample[]): Row {
  for (const sample of samples) {
    const answer = theirs(sample)
    const read = typeof answer === 'number' ? answer : inVietnam(dayjs(answer))
    if (read !== ours(sample)) throw new Error(`${peer} disagrees on ${name} from ${sample.day.format()}`)
  }
  const pick = picker(samples)
  const [our, their] = measure(
    (call) => ours(pick(call)),
    (call) => theirs(pick(call)),
  )
  return { name, ours: shown(our), reference: `${peer}: ${shown(their)}`, ratio: their / our, aim: '≥ 10' }
}

function picker<T>(samples: readonly T[]): (call: number) => T {
  const [first] = samples
  if (first === undefined) throw new Error('no samples')
  return (call) => samples[call % samples.length] ?? first
}

/** What a user of `addBusinessDays` writes to leave out days off: as many days more as were off on the way. */
function addBusinessDaysWithDaysOff(): (date: Date, days: number) => Date {
  const off = daysOff.map(({ date }) => dayjs(date).toDate()).filter((date) => date.getDay() % 6 !== 0)
  const offUpTo = (date: Date): number => {
    let [low, high] = [0, off.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((off[middle] ?? date) <= date) low = middle + 1
      else high = middle
    }
    return low
  }
  return (date, days) => {
    const before = offUpTo(date)
    let end = addBusinessDays(date, days)
    for (let skipped = 0; ;) {
      const found = offUpTo(end) - before
      if (found === skipped) return end
      skipped = found
      end = addBusinessDays(date, days + skipped)
    }
  }
}

function prepareDayjs({ segments }: CalendarDefinition): void {
  const hours = (weekday: keyof typeof segments): { start: string; end: string }[] | null =>
    segments[weekday]?.map(([start, end]) => ({ start: `${start}:00`, end: `${end}:00` })) ?? null
  dayjs.extend(businessTime)
  dayjs.setBusinessTime({
    sunday: hours('sun'),
    monday: hours('mon'),
    tuesday: hours('tue'),
    wednesday: hours('wed'),
    thursday: hours('thu'),
    friday: hours('fri'),
    saturday: hours('sat'),
  })
  dayjs.setHolidays(daysOff.map(({ date }) => date))
}

/** Far must cost as little as near. */
function distanceRow(calendar: Calendar, samples: readonly Sample[]): Row {
  const pick = picker(samples)
  const [far, near] = measure(
    (call) => addWorkingDays(calendar, pick(call).at, 2000),
    (call) => addWorkingDays(calendar, pick(call).at, 2),
  )
  return {
    name: 'add 2,000 working days',
    ours: shown(far),
    reference: `add 2: ${shown(near)}`,
    ratio: near / far,
    aim: '≥ 0.5',
  }
}

const COMPILE_BUDGET_NS = 10e6

function compileRow(definition: CalendarDefinition): Row {
  const compile = (): Calendar => compileCalendar(definition, daysOff)
  const [ns] = measure(compile, compile)
  return {
    name: 'compile a calendar',
    ours: shown(ns),
    reference: `budget: ${shown(COMPILE_BUDGET_NS)}`,
    ratio: COMPILE_BUDGET_NS / ns,
    aim: '≥ 1',
  }
}
