import { setImmediate as eventLoopTurn } from 'node:timers/promises'

import { NOT_QUEUED, TimerQueue, type QueuedTimer } from './timer-queue.ts'

export interface Timer {
  /** Once it has fired, cancelling does nothing. */
  cancel(): void
}

/** The one clock that every wait of the local mode stands on: schedules, Waits, retry pauses and time-outs. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /**
   * Runs `run` at `ms` (epoch), or as soon as possible if that is past; equal instants in the order of the calls.
   * A promise that `run` returns counts as work in flight, so it must not itself wait for a later instant.
   */
  at(ms: number, run: () => Promise<void> | void, label?: string): Timer
  /** Declares work in flight (an invocation, an HTTP request): virtual time stands still until it settles. */
  busy<T>(work: Promise<T>): Promise<T>
}

/** Node fires a longer `setTimeout` at once; waking each minute also notices a machine that slept. */
const LONGEST_NAP_MS = 60_000

/**
 * A clock that stands still until told to advance.
 *
 * Timers fire strictly one after the other, those of one instant too, and each only when all that the previous one set
 * off has come to rest. So two replays of the same history do the same things in the same order, which is worth more
 * here than the second core: the clock itself adds some microseconds per timer.
 */
export class VirtualClock implements Clock {
  readonly #timers = new TimerQueue()
  #stoodAt: number
  #order = 0
  #inFlight = 0
  #atRest: (() => void) | undefined
  #wakeUp: (() => void) | undefined
  #realOffset: number | undefined

  constructor(startMs: number) {
    this.#stoodAt = startMs
  }

  now(): number {
    return this.#realOffset === undefined ? this.#stoodAt : Date.now() + this.#realOffset
  }

  at(ms: number, run: () => Promise<void> | void, label = 'timer'): Timer {
    if (Number.isNaN(ms)) throw new RangeError(`${label}: not an instant`)
    const due = Math.max(ms, this.now())
    const timer: QueuedTimer = { ms: due, order: this.#order++, run, label, place: NOT_QUEUED }
    this.#timers.add(timer)
    if (this.#timers.peek() === timer) this.#wakeUp?.()
    return { cancel: () => this.#timers.remove(timer) }
  }

  busy<T>(work: Promise<T>): Promise<T> {
    this.#inFlight++
    return work.finally(() => {
      this.#inFlight--
      if (this.#inFlight === 0) this.#atRest?.()
    })
  }

  /**
   * Fires, one by one, every timer due up to and including `ms`, also those set on the way, and leaves the clock there.
   * @throws whatever a timer throws, with its label; the clock then stands where that timer was
   */
  async runUntil(ms: number, onProgress?: (now: number) => void): Promise<void> {
    if (this.#realOffset !== undefined) throw new Error('the clock follows real time: it cannot be advanced')
    await this.#rest()
    for (let timer = this.#timers.takeDue(ms); timer; timer = this.#timers.takeDue(ms)) {
      this.#stoodAt = timer.ms
      await fire(timer)
      await this.#rest()
      onProgress?.(this.#stoodAt)
    }
    this.#stoodAt = Math.max(this.#stoodAt, ms)
  }

  /**
   * Goes on at the pace of the real clock from where it stands. Timers then fire when due, whatever is in flight, as on
   * AWS; one that throws ends the process. Returns what makes the clock stand still again.
   */
  follow(): () => void {
    if (this.#realOffset !== undefined) throw new Error('the clock already follows real time')
    this.#realOffset = this.#stoodAt - Date.now()
    let nap: NodeJS.Timeout | undefined
    const tick = () => {
      for (let due = this.#timers.takeDue(this.now()); due; due = this.#timers.takeDue(this.now())) void fire(due)
      const next = this.#timers.peek()
      clearTimeout(nap)
      if (next) nap = setTimeout(tick, Math.min(Math.max(next.ms - this.now(), 1), LONGEST_NAP_MS))
    }
    this.#wakeUp = () => {
      clearTimeout(nap)
      nap = setTimeout(tick, 0)
    }
    this.#wakeUp()
    return () => {
      clearTimeout(nap)
      this.#stoodAt = this.now()
      this.#wakeUp = undefined
      this.#realOffset = undefined
    }
  }

  /** Nothing is in flight, and what the last answer set off has had its turn and started nothing new. */
  async #rest(): Promise<void> {
    do {
      if (this.#inFlight > 0) {
        const { promise, resolve } = Promise.withResolvers<void>()
        this.#atRest = resolve
        await promise
      }
      await eventLoopTurn()
    } while (this.#inFlight > 0)
  }
}

/** The real clock: a virtual one that has followed real time from the start. */
export class RealClock implements Clock {
  readonly #clock = new VirtualClock(Date.now())
  readonly #stop = this.#clock.follow()

  now(): number {
    return this.#clock.now()
  }

  at(ms: number, run: () => Promise<void> | void, label?: string): Timer {
    return this.#clock.at(ms, run, label)
  }

  busy<T>(work: Promise<T>): Promise<T> {
    return this.#clock.busy(work)
  }

  /** No timer fires after this, and none keeps the process alive. */
  stop(): void {
    this.#stop()
  }
}

async function fire(timer: QueuedTimer): Promise<void> {
  try {
    await timer.run()
  } catch (error) {
    throw new Error(`${timer.label} failed`, { cause: error })
  }
}
