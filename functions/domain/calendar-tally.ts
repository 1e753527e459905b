/**
 * A whole-numbered quantity that local days hold: the same every week, but for the days that are named.
 * Days are numbered from 1970-01-01. Both questions cost the same for any distance, forwards and backwards.
 */
export interface Tally {
  /** What all days before `day` hold; the count starts at an arbitrary Monday and goes below zero before it. */
  before: (day: number) => number
  /** The day that holds the `n`th unit: `before(day) <= n < before(day + 1)`. */
  dayOf: (n: number) => number
}

const DAYS_A_WEEK = 7
/** 1970-01-01 was a Thursday. */
const THURSDAY = 3

/** 0 for Monday to 6 for Sunday. */
export const weekdayOf = (day: number): number => (((day + THURSDAY) % DAYS_A_WEEK) + DAYS_A_WEEK) % DAYS_A_WEEK

/**
 * @param week what Monday to Sunday hold; not all zero
 * @param named what single days hold instead
 */
export function compileTally(week: readonly number[], named: ReadonlyMap<number, number>): Tally {
  const weekly = weeklyTally(week)
  const days = Int32Array.from(named.keys()).toSorted()
  const before = new Float64Array(days.length)
  const after = new Float64Array(days.length)
  /** By how much the first k named days differ from their weekdays. */
  const shift = new Float64Array(days.length + 1)
  for (const [k, day] of days.entries()) {
    const moved = shift[k] ?? 0
    before[k] = weekly.before(day) + moved
    after[k] = before[k] + (named.get(day) ?? 0)
    shift[k + 1] = after[k] - weekly.before(day + 1)
  }
  return {
    before: (day) => weekly.before(day) + (shift[countBelow(days, day)] ?? 0),
    dayOf(n) {
      const k = countBelow(after, n + 1)
      return n >= (before[k] ?? Infinity) ? (days[k] ?? 0) : weekly.dayOf(n - (shift[k] ?? 0))
    },
  }
}

function weeklyTally(week: readonly number[]): Tally {
  const sums = [0]
  for (const amount of week) sums.push((sums.at(-1) ?? 0) + amount)
  const aWeek = sums[DAYS_A_WEEK] ?? 0
  return {
    before: (day) => Math.floor((day + THURSDAY) / DAYS_A_WEEK) * aWeek + (sums[weekdayOf(day)] ?? 0),
    dayOf(n) {
      const weeks = Math.floor(n / aWeek)
      const rest = n - weeks * aWeek
      let weekday = 0
      while ((sums[weekday + 1] ?? Infinity) <= rest) weekday++
      return weeks * DAYS_A_WEEK + weekday - THURSDAY
    },
  }
}

/** How many of the ascending values lie below the bound, by bisection. */
function countBelow(ascending: Int32Array | Float64Array, bound: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) < bound) low = middle + 1
    else high = middle
  }
  return low
}
