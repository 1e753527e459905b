import * as z from 'zod'
import type { Instant } from '../domain/instant.ts'

/** What was answered to a call, to be said again word for word. */
export const keptAnswer = z.strictObject({
  status: z.int(),
  body: z.unknown(),
  headers: z.record(z.string(), z.string()).optional(),
})
export type KeptAnswer = z.output<typeof keptAnswer>

/** A call under a key of the caller's choosing. `fingerprint` tells one content from another. */
export interface KeyedCall {
  caller: string
  key: string
  fingerprint: string
}

/** While it runs nobody else may; what it answered is kept for a while. */
export const callRecord = z.strictObject({
  fingerprint: z.string(),
  /** Until when whoever claimed it may be at work. */
  leaseUntil: z.string(),
  answer: keptAnswer.optional(),
  /** Epoch seconds; then the table forgets it by itself. */
  expiresAt: z.int(),
})
export type CallRecord = z.output<typeof callRecord>

export type Claim =
  | { type: 'claimed' }
  | { type: 'answered'; answer: KeptAnswer }
  | { type: 'running' }
  /** Another content came under this key. */
  | { type: 'reused' }

export interface Lease {
  now: Instant
  leaseUntil: Instant
  /** Epoch seconds. */
  expiresAt: number
}

/** What the API remembers of its callers: answers under their keys, and how often they called in a minute. */
export interface CallerStore {
  claim(call: KeyedCall, lease: Lease): Promise<Claim>
  /** Keeps what a claimed call was answered. */
  keep(call: KeyedCall, answer: KeptAnswer, lease: Lease): Promise<void>
  /** Nothing was done: the key is free. */
  release(call: KeyedCall, lease: Lease): Promise<void>
  /** @returns how many calls the caller has made in the minute, this one included */
  count(caller: string, minute: Instant, expiresAt: number): Promise<number>
}

/** Whether the record still says anything at that moment. */
export const isStanding = ({ answer, leaseUntil, expiresAt }: CallRecord, now: Instant): boolean =>
  expiresAt * 1000 > Date.parse(now) && (answer !== undefined || leaseUntil > now)

export function claimOf(record: CallRecord, { fingerprint }: KeyedCall): Claim {
  if (record.fingerprint !== fingerprint) return { type: 'reused' }
  return record.answer === undefined ? { type: 'running' } : { type: 'answered', answer: record.answer }
}

const nameOf = ({ caller, key }: KeyedCall): string => `${caller} ${key}`
const put = ({ fingerprint }: KeyedCall, { leaseUntil, expiresAt }: Lease): CallRecord => ({
  fingerprint,
  leaseUntil,
  expiresAt,
})

/** The double. */
export function inMemoryCallerStore(): CallerStore {
  const records = new Map<string, CallRecord>()
  const counts = new Map<string, number>()
  return {
    async claim(call, lease) {
      const found = records.get(nameOf(call))
      if (found !== undefined && isStanding(found, lease.now)) return structuredClone(claimOf(found, call))
      records.set(nameOf(call), put(call, lease))
      return { type: 'claimed' }
    },
    async keep(call, answer, lease) {
      records.set(nameOf(call), { ...put(call, lease), answer: structuredClone(answer) })
    },
    async release(call) {
      records.delete(nameOf(call))
    },
    async count(caller, minute) {
      const calls = (counts.get(`${caller} ${minute}`) ?? 0) + 1
      counts.set(`${caller} ${minute}`, calls)
      return calls
    },
  }
}
