import { hash } from 'node:crypto'
import type { Caller } from '../domain/access.ts'
import { fromMs, MINUTE_MS, toMs, type Instant } from '../domain/instant.ts'
import type { CallerStore } from '../store/caller-store.ts'

export interface Counter {
  callers: Pick<CallerStore, 'count'>
  now(): Instant
}

/** Names the caller in keys; a token's subject stands nowhere in clear. */
export const callerName = (who: Caller): string =>
  hash('sha256', JSON.stringify(Object.entries(who).toSorted(([a], [b]) => a.localeCompare(b)))).slice(0, 32)

/** Counts this call. @returns in how many seconds the caller may go on, where it calls more often than `most` a minute */
export async function secondsToWait(counter: Counter, who: Caller, most: number): Promise<number | undefined> {
  const at = toMs(counter.now())
  const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS
  const calls = await counter.callers.count(callerName(who), fromMs(minute), Math.ceil((minute + 2 * MINUTE_MS) / 1000))
  return calls > most ? Math.ceil((minute + MINUTE_MS - at) / 1000) : undefined
}
