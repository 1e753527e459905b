import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { RealClock, VirtualClock, type Timer } from '../../infra/local/clock.ts'

const MINUTE = 60_000
const DAY = 86_400_000

async function turns(n: number): Promise<void> {
  for (let i = 0; i < n; i++) await new Promise((resolve) => setImmediate(resolve))
}

describe('a virtual clock', () => {
  test('fires in the order of time, equal instants in the order of the calls', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ ms: fc.integer({ min: 0, max: 20 }), cancelled: fc.boolean() }), { size: 'large' }),
        async (wanted) => {
          const clock = new VirtualClock(0)
          const fired: number[] = []
          const timers = wanted.map(({ ms }, call) => clock.at(ms, () => void fired.push(call)))
          wanted.forEach(({ cancelled }, call) => cancelled && timers[call]?.cancel())

          await clock.runUntil(20)

          const expected = wanted
            .map(({ ms, cancelled }, call) => ({ ms, cancelled, call }))
            .filter(({ cancelled }) => !cancelled)
            .toSorted((a, b) => a.ms - b.ms || a.call - b.call)
          expect(fired).toEqual(expected.map(({ call }) => call))
        },
      ),
    )
  })

  test('never runs backwards, whatever timers set more timers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 30 }), async (steps) => {
        const clock = new VirtualClock(1_000)
        const seen: number[] = []
        const follow = (rest: number[]) => {
          seen.push(clock.now())
          const [step, ...later] = rest
          if (step !== undefined) clock.at(clock.now() + step, () => follow(later))
        }
        clock.at(0, () => follow(steps))

        await clock.runUntil(10_000)

        expect(seen).toHaveLength(steps.length + 1)
        expect(seen).toEqual(seen.toSorted((a, b) => a - b))
        expect(seen[0]).toBe(1_000)
      }),
    )
  })

  test('stands at the asked instant afterwards and has fired what was due exactly then, nothing later', async () => {
    const clock = new VirtualClock(0)
    const fired: string[] = []
    clock.at(40 * DAY, () => void fired.push('due'))
    clock.at(40 * DAY + 1, () => void fired.push('later'))

    await clock.runUntil(40 * DAY)

    expect(fired).toEqual(['due'])
    expect(clock.now()).toBe(40 * DAY)
  })

  test('stands still while work is in flight and while its answer sets off more', async () => {
    const clock = new VirtualClock(0)
    const log: string[] = []
    clock.at(MINUTE, () => {
      void clock
        .busy(turns(5))
        .then(() => clock.busy(turns(5)))
        .then(() => log.push(`answered at ${clock.now()}`))
    })
    clock.at(MINUTE, () => void log.push('next of the same instant'))
    clock.at(2 * MINUTE, () => void log.push(`next at ${clock.now()}`))

    await clock.runUntil(DAY)

    expect(log).toEqual([`answered at ${MINUTE}`, 'next of the same instant', `next at ${2 * MINUTE}`])
  })

  test('passes on what the work answers, also when it fails', async () => {
    const clock = new VirtualClock(0)
    await expect(clock.busy(Promise.resolve(7))).resolves.toBe(7)
    await expect(clock.busy(Promise.reject(new Error('no')))).rejects.toThrow('no')
    await clock.runUntil(1)
    expect(clock.now()).toBe(1)
  })

  test('a timer that throws stops the run, with its label', async () => {
    const clock = new VirtualClock(0)
    clock.at(5, () => Promise.reject(new Error('broken')), 'sweep')
    await expect(clock.runUntil(10)).rejects.toThrow('sweep failed')
    expect(clock.now()).toBe(5)
  })

  test('reports how far it is', async () => {
    const clock = new VirtualClock(0)
    clock.at(1, () => {})
    clock.at(3, () => {})
    const seen: number[] = []
    await clock.runUntil(9, (now) => seen.push(now))
    expect(seen).toEqual([1, 3])
  })

  test('refuses an instant that is none', () => {
    expect(() => new VirtualClock(0).at(Number.NaN, () => {})).toThrow(RangeError)
  })
})

describe('at the pace of the real clock', () => {
  beforeEach(() => vi.useFakeTimers({ now: Date.UTC(2026, 0, 1), toFake: ['Date', 'setTimeout', 'clearTimeout'] }))
  afterEach(() => vi.useRealTimers())

  test('a virtual clock goes on from where it stands, over waits longer than Node can sleep', async () => {
    const start = Date.UTC(2021, 9, 29)
    const clock = new VirtualClock(start)
    const fired: number[] = []
    clock.at(start + 40 * DAY, () => void fired.push(clock.now()))
    const stop = clock.follow()

    await vi.advanceTimersByTimeAsync(40 * DAY - 1)
    expect(fired).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(fired).toEqual([start + 40 * DAY])

    stop()
    await vi.advanceTimersByTimeAsync(DAY)
    expect(clock.now()).toBe(start + 40 * DAY)
  })

  test('a timer set later but due earlier is not missed, and a cancelled one stays silent', async () => {
    const clock = new VirtualClock(0)
    const stop = clock.follow()
    const fired: string[] = []
    clock.at(50_000, () => void fired.push(`late at ${clock.now()}`))
    const silent: Timer = clock.at(5_000, () => void fired.push('cancelled'))
    await vi.advanceTimersByTimeAsync(1_000)
    clock.at(2_000, () => void fired.push(`early at ${clock.now()}`))
    silent.cancel()

    await vi.advanceTimersByTimeAsync(60_000)

    expect(fired).toEqual(['early at 2000', 'late at 50000'])
    stop()
  })

  test('work in flight holds nobody up', async () => {
    const clock = new VirtualClock(0)
    const stop = clock.follow()
    const fired: string[] = []
    clock.at(1_000, () => clock.busy(new Promise<void>(() => {})))
    clock.at(2_000, () => void fired.push('next'))
    await vi.advanceTimersByTimeAsync(2_000)
    expect(fired).toEqual(['next'])
    stop()
  })

  test('cannot be advanced by hand meanwhile', async () => {
    const clock = new VirtualClock(0)
    const stop = clock.follow()
    await expect(clock.runUntil(1)).rejects.toThrow('follows real time')
    expect(() => clock.follow()).toThrow('already')
    stop()
    await clock.runUntil(1)
  })

  test('the real clock tells the real time', async () => {
    const clock = new RealClock()
    const fired: number[] = []
    clock.at(Date.now() + 90_000, () => void fired.push(clock.now()))
    await vi.advanceTimersByTimeAsync(90_000)
    expect(fired).toEqual([Date.UTC(2026, 0, 1) + 90_000])
    expect(await clock.busy(Promise.resolve(1))).toBe(1)
    clock.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
