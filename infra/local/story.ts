import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { firstRegistry } from '../centre/first-registry.ts'
import { HistoryError, readHistory } from '../centre/history.ts'
import { requestsAfter, sampleRequests } from '../centre/sample.ts'
import type { TimedRequest } from '../centre/sample-request.ts'
import { atLocal, fromMs, toMs } from '../../functions/domain/instant.ts'
import type { RegistryRow } from '../../functions/domain/registry.ts'
import { refusedSheet } from '../../functions/work/refused-rows.ts'
import { UsageError } from './options.ts'
import type { RunCounts } from './results.ts'

/** What is replayed: what the world told the centre, from when to when, and under which registry. */
export interface Story {
  /** A state goes on with its own story only. */
  readonly name: string
  /** Epoch ms. */
  readonly start: number
  /** Epoch ms at which the replay ends unless it is told otherwise. */
  readonly end: number
  readonly registry: () => readonly RegistryRow[]
  readonly requests: () => readonly TimedRequest[]
  /** Of a file: what was read of it. */
  readonly history?: RunCounts['history']
  /** The rows that could not be, with the reason of each, as a CSV file. */
  readonly refused?: Uint8Array
}

/** The fortnight of the governing letter, up to its report of Friday 29/10/2021; replayed on, what the letter caused. */
export const letter: Story = {
  name: 'letter',
  start: toMs(atLocal('2021-10-14', '00:00')),
  end: toMs(atLocal('2021-10-29', '15:00')),
  registry: firstRegistry,
  requests: () => [...sampleRequests(), ...requestsAfter()],
}

export interface HistoryFile {
  readonly data: string
  /** Without one, the profile that knows most of the columns. */
  readonly mapping?: string | undefined
}

/** A list of cases as exported. @throws UsageError in one line, for a file or a profile that tells no history */
export async function storyOf({ data, mapping }: HistoryFile): Promise<Story> {
  const bytes = readFileSync(data)
  const history = await readHistory(bytes, mapping, fromMs(Date.now())).catch((error: unknown) => {
    throw error instanceof HistoryError ? new UsageError(`${data}: ${error.message}`) : error
  })
  const { registry, requests, rows, refused, headings } = history
  return {
    name: `${history.mapping} ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`,
    start: toMs(history.start),
    end: toMs(history.end),
    registry: () => registry,
    requests: () => requests,
    history: { file: basename(data), mapping: history.mapping, rows, refused: refused.length },
    ...(refused.length > 0 && { refused: refusedSheet(headings, refused) }),
  }
}
