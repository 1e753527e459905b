import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'

import { describe, expect, it } from 'vitest'

import type { InvokeOutcome } from '../../infra/local/asl-thread.ts'
import { VirtualClock } from '../../infra/local/clock.ts'
import {
  EventJournal,
  LambdaEvents,
  type GivenUpEvent,
  type LambdaEventsOptions,
} from '../../infra/local/lambda-events.ts'
import type { FunctionModel } from '../../infra/local/model.ts'
import { seededRandom } from '../../infra/local/random.ts'
import { functionModel } from './models.ts'

const NOW = Date.UTC(2021, 9, 14)
const DAY = 86_400_000

const model = (events: FunctionModel['events']): FunctionModel => functionModel({ events })

/** A function that fails the first `failures` times, and what became of the event that it was sent. */
async function send(failures: number, events: FunctionModel['events'], options: Partial<LambdaEventsOptions> = {}) {
  const clock = new VirtualClock(NOW)
  const calls: { after: number; event: unknown }[] = []
  const givenUp: GivenUpEvent[] = []
  const queue = new LambdaEvents({
    lambda: {
      invoke: async (_, event): Promise<InvokeOutcome> => {
        calls.push({ after: clock.now() - NOW, event })
        return calls.length > failures ? { type: 'ok', payload: null } : { type: 'error', error: 'Busy', cause: 'why' }
      },
    },
    functions: [model(events)],
    clock,
    random: seededRandom(1),
    unruly: false,
    onGivenUp: (record) => givenUp.push(record),
    ...options,
  })
  queue.send('arn:work', { n: 1 })
  queue.send('arn:work', { n: 2 })
  await clock.runUntil(NOW + DAY)
  return { calls, givenUp, minutes: calls.map(({ after }) => after / 60_000) }
}

describe('an event for a function', () => {
  it('is handed over once when all is well', async () => {
    const { calls, givenUp } = await send(0, { retries: 2, maxAgeSeconds: 21_600 })
    expect(calls).toEqual([
      { after: 0, event: { n: 1 } },
      { after: 0, event: { n: 2 } },
    ])
    expect(givenUp).toEqual([])
  })

  it('is tried again after one minute and after two more', async () => {
    const { minutes, givenUp } = await send(4, { retries: 2, maxAgeSeconds: 21_600 })
    expect(minutes).toEqual([0, 0, 1, 1, 3, 3])
    expect(givenUp).toEqual([])
  })

  it('is given up after the last try, and goes where the template says', async () => {
    const { minutes, givenUp } = await send(99, { retries: 1, maxAgeSeconds: 21_600, onFailure: 'arn:queue' })
    expect(minutes).toEqual([0, 0, 1, 1])
    expect(givenUp[0]).toEqual({
      at: NOW + 60_000,
      function: 'work',
      tries: 2,
      error: 'Busy',
      cause: 'why',
      event: { n: 1 },
      destination: 'arn:queue',
    })
  })

  it('is not tried again once it is too old', async () => {
    const { minutes } = await send(99, { retries: 2, maxAgeSeconds: 90 })
    expect(minutes).toEqual([0, 0, 1, 1])
  })

  it('comes twice, late and out of order in the hostile mode', async () => {
    const { calls } = await send(0, { retries: 2, maxAgeSeconds: 21_600 }, { unruly: true })
    const times = (n: number) => calls.filter(({ event }) => isDeepStrictEqual(event, { n })).length
    expect([times(1), times(2)]).toEqual([2, 2])
    expect(new Set(calls.map(({ after }) => after)).size).toBe(4)
  })

  it('survives the process: a try in flight is made again, a pause goes on, and what was taken is forgotten', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'events-'))
    const path = join(folder, 'events.ndjson')
    const after = (start: number, invoke: () => Promise<InvokeOutcome>) => {
      const clock = new VirtualClock(start)
      const journal = new EventJournal(path)
      const more = { functions: [model({ retries: 2, maxAgeSeconds: 21_600 })], random: seededRandom(1), unruly: false }
      return { clock, queue: new LambdaEvents({ lambda: { invoke }, clock, journal, onGivenUp: () => {}, ...more }) }
    }
    // given one event taken, and one whose first try failed
    const busy: InvokeOutcome = { type: 'error', error: 'Busy', cause: 'why' }
    const ok: InvokeOutcome = { type: 'ok', payload: null }
    const answers = [ok, busy]
    const first = after(NOW, async () => answers.shift() ?? busy)
    first.queue.send('arn:work', { n: 1 })
    first.queue.send('arn:work', { n: 2 })
    await first.clock.runUntil(NOW + 30_000)
    first.queue.close()
    // when the second process dies while it tries
    const second = after(NOW + 30_000, () => new Promise(() => {}))
    void second.clock.runUntil(NOW + 60_000)
    await new Promise(setImmediate)
    second.queue.close()
    // then the third makes that try again, and the fourth has nothing left to do
    const tries: number[] = []
    for (const _ of ['third', 'fourth']) {
      const next = after(NOW + 60_000, async () => ok)
      await next.clock.runUntil(NOW + DAY, (now) => tries.push(now - NOW))
      next.queue.close()
    }
    expect(tries).toEqual([60_000])
    rmSync(folder, { recursive: true })
  })

  it('is refused when nobody could take it', () => {
    const queue = new LambdaEvents({
      lambda: { invoke: () => Promise.reject(new Error('never')) },
      functions: [model({ retries: 0, maxAgeSeconds: 60 })],
      clock: new VirtualClock(NOW),
      random: seededRandom(1),
      unruly: false,
      onGivenUp: () => {},
    })
    expect(() => queue.send('arn:nobody', {})).toThrow('does not exist')
    expect(() => queue.send('arn:work', 'x'.repeat(1024 * 1024))).toThrow('1 MB')
  })
})
