import { hash } from 'node:crypto'
import type { Caller } from '../domain/access.ts'
import { fromMs, MINUTE_MS, toMs, type Instant } from '../domain/instant.ts'
import { callerName, secondsToWait, type Counter } from '../work/call-limit.ts'
import type { Log } from '../work/deps.ts'
import type { CallerStore, KeptAnswer, KeyedCall, Lease } from '../store/caller-store.ts'

/** What a caller may send in a minute: some hundred times what the busiest source does. */
export const CALLS_A_MINUTE = 600
/** A function ends after 29 s; whoever has not answered by then never will. */
const LEASE_MS = 35_000
const KEPT_MS = 24 * 60 * MINUTE_MS
/** DynamoDB takes 400 KB. A larger answer is not kept, and a repeat is worked out anew. */
const MOST_KEPT = 300_000

interface Memory extends Counter {
  callers: CallerStore
  log: Pick<Log, 'error'>
}

/** @returns in how many seconds the caller may go on, where it has called too often */
export const tooOften = (counter: Counter, who: Caller): Promise<number | undefined> =>
  secondsToWait(counter, who, CALLS_A_MINUTE)

export type Once<A> =
  | { type: 'done'; answer: A | KeptAnswer; again: boolean }
  | { type: 'running' }
  | { type: 'reused' }

/** A good answer of which nothing expires before it does itself. */
export interface Answer {
  status: number
  body: unknown
  headers?: Readonly<Record<string, string>>
  keep?: false
}

export interface Keyed {
  who: Caller
  key: string
  /** All that makes the call what it is. */
  content: string
}

/**
 * Does a call under a key once: a repeat with the same content gets the same answer, another content is refused. What
 * was refused or failed did nothing, so it is not kept, and a repeat is judged anew.
 */
export async function once<A extends Answer>(
  memory: Memory,
  { who, key, content }: Keyed,
  work: () => Promise<A>,
): Promise<Once<A>> {
  const { callers } = memory
  const call: KeyedCall = { caller: callerName(who), key, fingerprint: hash('sha256', content) }
  const claim = await callers.claim(call, leaseAt(memory.now()))
  if (claim.type === 'answered') return { type: 'done', answer: claim.answer, again: true }
  if (claim.type !== 'claimed') return claim
  const answer = await orRelease(memory, call, work)
  try {
    await (isKept(answer) ? callers.keep(call, kept(answer), leaseAt(memory.now())) : release(memory, call))
  } catch (error) {
    // It is done: told of a failure, the caller would do it again.
    memory.log.error('an answer was not kept', { error: error instanceof Error ? error.name : String(error) })
  }
  return { type: 'done', answer, again: false }
}

async function orRelease<A>(memory: Memory, call: KeyedCall, work: () => Promise<A>): Promise<A> {
  try {
    return await work()
  } catch (error) {
    await release(memory, call)
    throw error
  }
}

const release = (memory: Memory, call: KeyedCall): Promise<void> => memory.callers.release(call, leaseAt(memory.now()))

const isKept = ({ status, body, keep }: Answer): boolean =>
  keep !== false && status < 300 && Buffer.byteLength(JSON.stringify(body)) <= MOST_KEPT

const kept = ({ status, body, headers }: Answer): KeptAnswer => ({
  status,
  // As it travels: without what JSON leaves out.
  body: JSON.parse(JSON.stringify(body)),
  ...(headers && { headers: { ...headers } }),
})

function leaseAt(now: Instant): Lease {
  const at = toMs(now)
  return { now, leaseUntil: fromMs(at + LEASE_MS), expiresAt: Math.ceil((at + KEPT_MS) / 1000) }
}
