/** When a rule fires. */
export interface Schedule {
  /** The first instant later than `ms`; epoch milliseconds, undefined when there is none any more. */
  next(ms: number): number | undefined
}

interface Field {
  readonly name: string
  readonly min: number
  readonly max: number
  /** Names for min, min + 1, …. */
  readonly words?: readonly string[]
}

interface Day {
  readonly day: number
  /** 1 is Sunday. */
  readonly weekday: number
  /** The month's last day. */
  readonly last: number
}

type DayTest = (day: Day) => boolean

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const [SUNDAY, SATURDAY] = [1, 7]

const FIELDS = {
  minute: { name: 'minutes', min: 0, max: 59 },
  hour: { name: 'hours', min: 0, max: 23 },
  day: { name: 'day-of-month', min: 1, max: 31 },
  month: { name: 'month', min: 1, max: 12, words: MONTHS },
  weekday: { name: 'day-of-week', min: 1, max: 7, words: WEEKDAYS },
  year: { name: 'year', min: 1970, max: 2199 },
} satisfies Record<string, Field>

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const UNITS_MS = { minute: MINUTE_MS, hour: 60 * MINUTE_MS, day: DAY_MS }

/**
 * `rate(5 minutes)` or `cron(0 1 * * ? *)`, in UTC.
 * @param createdAt epoch milliseconds; a rate counts from that minute
 * @throws Error for what EventBridge refuses or does not describe
 */
export function parseSchedule(expression: string, createdAt: number): Schedule {
  const [, kind, body = ''] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? []
  if (kind === 'rate') return parseRate(body, createdAt)
  if (kind === 'cron') return parseCron(body)
  throw new Error(`'${expression}' is neither rate(…) nor cron(…)`)
}

function parseRate(text: string, createdAt: number): Schedule {
  const [, count, unit, plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(text) ?? []
  if ((unit !== 'minute' && unit !== 'hour' && unit !== 'day') || (count === '1') === (plural === 's')) {
    throw new Error(`rate(${text}) is not understood`)
  }
  const period = Number(count) * UNITS_MS[unit]
  const start = Math.floor(createdAt / MINUTE_MS) * MINUTE_MS
  return { next: (ms) => start + Math.max(Math.floor((ms - start) / period) + 1, 1) * period }
}

/**
 * Cron as EventBridge means it: six fields in UTC, Sunday is 1, `?` for the day field that does not matter.
 *
 * Own code, because the one library for this dialect, aws-cron-parser 1.1.12, gets wrong what it accepts: `31 * ?` also
 * fires on 1 May and `29 2 ?` on 1 March, `18,6` skips 06:00, `0,10/20` skips minute 10, `1,L` drops the L, and `L` as day
 * of the week throws at the first use. Other libraries number the days differently.
 */
function parseCron(fields: string): Schedule {
  const [minute, hour, day, month, weekday, year, ...rest] = fields.trim().split(/\s+/)
  if (!minute || !hour || !day || !month || !weekday || !year || rest.length > 0) {
    throw new Error(`cron(${fields}): six fields are needed`)
  }
  if ((day === '?') === (weekday === '?')) {
    throw new Error(`cron(${fields}): exactly one of day-of-month and day-of-week must be '?'`)
  }
  const times = valuesOf(hour, FIELDS.hour).flatMap((h) =>
    valuesOf(minute, FIELDS.minute).map((m) => (h * 60 + m) * MINUTE_MS),
  )
  const months = new Set(valuesOf(month, FIELDS.month))
  const years = new Set(valuesOf(year, FIELDS.year))
  const dayTest = day === '?' ? weekdayTest(weekday) : monthDayTest(day)
  return {
    next(ms) {
      for (let midnight = startOfDay(ms); midnight <= LAST_DAY; midnight += DAY_MS) {
        const date = new Date(midnight)
        if (!years.has(date.getUTCFullYear()) || !months.has(date.getUTCMonth() + 1)) continue
        if (!dayTest(dayOf(date))) continue
        const time = times.find((offset) => midnight + offset > ms)
        if (time !== undefined) return midnight + time
      }
      return undefined
    },
  }
}

const LAST_DAY = Date.UTC(FIELDS.year.max, 11, 31)

const startOfDay = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS

const dayOf = (date: Date): Day => ({
  day: date.getUTCDate(),
  weekday: date.getUTCDay() + 1,
  last: new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
})

function monthDayTest(text: string): DayTest {
  if (text === 'L') return ({ day, last }) => day === last
  const [, nearest] = /^(\d+)W$/.exec(text) ?? []
  if (nearest !== undefined) {
    const wanted = valueOf(nearest, FIELDS.day)
    return (day) => day.day === nearestWeekday(wanted, day)
  }
  const days = new Set(valuesOf(text, FIELDS.day))
  return ({ day }) => days.has(day)
}

/** Monday to Friday nearest to the month's day `wanted`, never in another month; none if the month has no such day. */
function nearestWeekday(wanted: number, { day, weekday, last }: Day): number | undefined {
  if (wanted > last) return undefined
  const wantedWeekday = ((((weekday - 1 + wanted - day) % 7) + 7) % 7) + 1
  if (wantedWeekday === SATURDAY) return wanted === 1 ? 3 : wanted - 1
  if (wantedWeekday === SUNDAY) return wanted === last ? last - 2 : wanted + 1
  return wanted
}

function weekdayTest(text: string): DayTest {
  if (text === 'L') return ({ weekday }) => weekday === SATURDAY
  const [, lastOf] = /^(\w+)L$/.exec(text) ?? []
  if (lastOf !== undefined) {
    const wanted = valueOf(lastOf, FIELDS.weekday)
    return ({ day, weekday, last }) => weekday === wanted && day > last - 7
  }
  const [, nth, count] = /^(\w+)#([1-5])$/.exec(text) ?? []
  if (nth !== undefined) {
    const wanted = valueOf(nth, FIELDS.weekday)
    return ({ day, weekday }) => weekday === wanted && Math.ceil(day / 7) === Number(count)
  }
  const weekdays = new Set(valuesOf(text, FIELDS.weekday))
  return ({ weekday }) => weekdays.has(weekday)
}

/** The values of a comma-separated list of values, ranges and steps, ascending. */
function valuesOf(text: string, field: Field): number[] {
  const values = text.split(',').flatMap((part) => {
    const [range = '', step, ...more] = part.split('/')
    const [from, to] = boundsOf(range, field, step !== undefined)
    const by = step === undefined ? 1 : valueOf(step, { ...field, min: 1, words: [] })
    if (more.length > 0 || to < from) throw new Error(`${field.name}: '${part}' is not understood`)
    return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by)
  })
  return [...new Set(values)].toSorted((a, b) => a - b)
}

function boundsOf(range: string, field: Field, stepped: boolean): [number, number] {
  if (range === '*') return [field.min, field.max]
  const [from = '', to, ...more] = range.split('-')
  if (more.length > 0) throw new Error(`${field.name}: '${range}' is not understood`)
  const first = valueOf(from, field)
  if (to !== undefined) return [first, valueOf(to, field)]
  return [first, stepped ? field.max : first]
}

function valueOf(text: string, { name, min, max, words = [] }: Field): number {
  const word = words.indexOf(text.toUpperCase())
  const value = word >= 0 ? min + word : /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw new Error(`${name}: '${text}' is not between ${min} and ${max}`)
}
