import { benchCalendar } from './calendar.ts'
import { benchImports } from './imports.ts'
import type { Row } from './row.ts'
import { benchStore } from './store.ts'
import { benchTimers } from './timers.ts'

/** Every speed that is claimed, as a ratio against a reference measured in the same run. */
const rows: Row[] = [
  ...(await benchStore()),
  ...(await benchImports()),
  ...(await benchCalendar()),
  ...(await benchTimers()),
]

console.table(
  rows.map(({ name, ours, reference, ratio, aim }) => ({
    name,
    ours,
    reference,
    ratio: Number(ratio.toPrecision(3)),
    aim,
  })),
)
