import { parseArgs } from 'node:util'
import { atLocal, toMs } from '../../functions/domain/instant.ts'

/** What `npm start -- …` was asked for. */
export interface StartOptions {
  /** Where everything is left: report, mail, cases.ndjson, run.json, logs, state. */
  readonly out: string
  /** End after the replay instead of staying up. */
  readonly exit: boolean
  /** Epoch ms up to which the replay runs, if not to its end. */
  readonly until: number | undefined
  /** A list of cases to be replayed in place of the letter's fortnight, and the profile that reads it. */
  readonly data: string | undefined
  readonly mapping: string | undefined
  /** The real clock and no replay. */
  readonly live: boolean
  readonly port: number
  /** A cloud assembly to run instead of synthesizing one. */
  readonly app: string | undefined
  /** The seed of everything that goes wrong on purpose; without one nothing does. */
  readonly hostile: number | undefined
}

/** An option that cannot be understood; the message is the one line that the user sees. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** @throws UsageError */
export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parse(args)
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new UsageError(`--port ${values.port}: a whole number from 1 to 65535`)
  const { out, exit, live, data, mapping, app } = values
  if (data === undefined && mapping !== undefined)
    throw new UsageError(`--mapping ${mapping}: reads a file, --data FILE`)
  if (data !== undefined && live) throw new UsageError(`--live: replays nothing, and --data ${data} is to be replayed`)
  const hostile = readSeed(values.hostile)
  return { out, exit, live, port, data, mapping, app, hostile, until: readUntil(values.until) }
}

function parse(args: readonly string[]) {
  const options = {
    out: { type: 'string', default: 'out' },
    exit: { type: 'boolean', default: false },
    until: { type: 'string' },
    data: { type: 'string' },
    mapping: { type: 'string' },
    live: { type: 'boolean', default: false },
    port: { type: 'string', default: '4566' },
    app: { type: 'string' },
    hostile: { type: 'string' },
  } as const
  try {
    return parseArgs({ args: [...args], options })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** A date is its end: `--until 2021-10-20` replays that whole day. */
function readUntil(date: string | undefined): number | undefined {
  if (date === undefined) return undefined
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date)))
    throw new UsageError(`--until ${date}: a date such as 2021-10-29`)
  return toMs(atLocal(date, '24:00'))
}

function readSeed(seed: string | undefined): number | undefined {
  if (seed === undefined) return undefined
  if (!/^\d{1,9}$/.test(seed)) throw new UsageError(`--hostile ${seed}: a seed of up to nine digits`)
  return Number(seed)
}
