import { benchCalendar } from './calendar.ts'
import { benchDocuments } from './documents.ts'
import { benchColdStarts } from './cold-starts.ts'
import { benchDrafts } from './drafts.ts'
import { benchImportMemory, benchImports } from './imports.ts'
import type { Row } from './row.ts'
import { benchSizes } from './sizes.ts'
import { benchStore } from './store.ts'
import { benchTimers } from './timers.ts'

/**
 * `npm run bench -- --large`: also a million cases, and 50,000 rows through the whole import. `--record`: keeps what the
 * functions took as what the sizes of the template are held against.
 */
const large = process.argv.includes('--large')
const record = process.argv.includes('--record')

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
  ...(await benchSizes({ record, on: new Date().toISOString().slice(0, 10) })),
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
