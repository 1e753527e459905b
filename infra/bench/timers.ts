import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as eventLoopTurn } from 'node:timers/promises'
import { compileMachine } from '../local/asl-machine.ts'
import { RealClock } from '../local/clock.ts'
import { ExecutionJournal } from '../local/execution-store.ts'
import { Executions } from '../local/executions.ts'
import type { Row } from './row.ts'

const TIMERS = 100_000
const SPAN_MS = 60_000
const ARN = 'arn:aws:states:ap-southeast-1:123456789012:stateMachine:escalation'

/**
 * How late waiting executions of the escalation's own machine fire, each change of theirs on disk, on the real clock,
 * since on the virtual one nothing can be late. They are due within one minute where ten would do: ten times as dense,
 * and in a tenth of the time. The function answers at once, for what it does is not the timer's. Beside them, bare
 * `setTimeout`s of the same number, due at the same distances.
 */
export async function benchTimers(): Promise<Row[]> {
  const ours = await run(executions, 30_000)
  const theirs = await run(timeouts, 2_000)
  return [
    {
      name: `${TIMERS / 1000},000 waiting executions due within a minute: lateness`,
      ours: shown(ours),
      reference: `setTimeout: ${shown(theirs)}`,
      ratio: at(theirs.late, 0.99) / at(ours.late, 0.99),
      aim: 'p99 < 1,000 ms',
    },
  ]
}

interface Waited {
  /** Milliseconds between due and fired, in ascending order. */
  readonly late: readonly number[]
  /** What all of them take while they wait. */
  readonly heldMb: number
}

interface Listener {
  /** Timer `n` fires. */
  readonly fired: (n: number) => void
  /** All that it set off is over. */
  readonly ended: () => void
}

/** Sets so many timers. @returns what closes it */
type Contender = (dueOf: (n: number) => number, listener: Listener) => Promise<() => void>

/** @param settingMs within which all must wait, before the first is due */
async function run(contender: Contender, settingMs: number): Promise<Waited> {
  const before = memoryMb()
  const begin = Math.ceil((Date.now() + settingMs) / 1000) * 1000
  const { promise, resolve } = Promise.withResolvers<void>()
  const late: number[] = []
  const dueOf = (n: number): number => begin + Math.floor(((n * 7919) % TIMERS) * (SPAN_MS / TIMERS / 1000)) * 1000
  let left = TIMERS
  const close = await contender(dueOf, {
    fired: (n) => void late.push(Date.now() - dueOf(n)),
    ended: () => void ((left -= 1) === 0 && resolve()),
  })
  const heldMb = memoryMb() - before
  if (Date.now() > begin) throw new Error(`${TIMERS} timers took longer than ${settingMs} ms to set`)
  await promise
  close()
  return { late: late.toSorted((a, b) => a - b), heldMb }
}

const executions: Contender = async (dueOf, listener) => {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-timers-'))
  const definition = readFileSync(join(import.meta.dirname, '../../workflows/escalation.asl.json'), 'utf8')
  const clock = new RealClock()
  const journal = new ExecutionJournal(join(folder, 'executions.ndjson'))
  const running = new Executions({
    clock,
    random: Math.random,
    store: journal,
    machines: [{ arn: ARN, roleArn: 'role', machine: compileMachine(JSON.parse(definition)), revision: '1' }],
    invoke: async (_, payload) => {
      listener.fired(numberOf(payload))
      return { type: 'ok', payload: { next: 'stop' } }
    },
    onStatusChange: ({ status }) => status !== 'RUNNING' && listener.ended(),
  })
  for (let n = 0; n < TIMERS; n++) {
    const waitUntil = new Date(dueOf(n)).toISOString()
    running.start(ARN, `case-${n}`, {
      input: JSON.stringify({ contract: 2, caseId: String(n), timerVersion: 1, waitUntil }),
    })
    if (n % 100 === 0) await eventLoopTurn()
  }
  return () => {
    clock.stop()
    journal.close()
    rmSync(folder, { recursive: true })
  }
}

const numberOf = (payload: unknown): number =>
  typeof payload === 'object' && payload !== null && 'caseId' in payload ? Number(payload.caseId) : NaN

const timeouts: Contender = async (dueOf, { fired, ended }) => {
  const fire = (n: number): void => {
    fired(n)
    ended()
  }
  for (let n = 0; n < TIMERS; n++) setTimeout(fire, dueOf(n) - Date.now(), n)
  return () => {}
}

const memoryMb = (): number => Math.round(process.memoryUsage.rss() / 1024 ** 2)
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
const shown = ({ late, heldMb }: Waited): string =>
  `p50 ${at(late, 0.5)}, p99 ${at(late, 0.99)}, max ${at(late, 1)} ms; ${heldMb} MB`

if (import.meta.main) console.table(await benchTimers())
