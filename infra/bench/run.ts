import { benchCalendar } from './calendar.ts'
import { benchDocuments } from './documents.ts'
import { benchColdStarts } from './cold-starts.ts'
import { benchDrafts } from './drafts.ts'
import { benchImportMemory, benchImports } from './imports.ts'
import type { Row } from './row.ts'
import { benchStore } from './store.ts'
import { benchTimers } from './timers.ts'

/** `npm run bench -- --large`: also a million cases, and 50,000 rows through the whole import. */
const large = process.argv.includes('--large')

/** Every speed that is claimed, as a ratio against a reference measured in the same run. */
const rows: Row[] = [
  ...(await benchStore()),
  ...(await benchImports(large ? { rounds: 1, rows: 50_000 } : { rounds: 3, rows: 2000 })),
  ...(await benchImportMemory()),
  ...(await benchDrafts(large ? [10_000, 100_000, 1_000_000] : [10_000, 100_000])),
  ...(await benchDocuments()),
  ...(await benchCalendar()),
  ...(await benchTimers()),
  ...(await benchColdStarts()),
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
