export interface QueuedTimer {
  /** Epoch milliseconds at which it is due. */
  readonly ms: number
  /** Insertion number: breaks ties, so that equal instants keep the order in which they were asked for. */
  readonly order: number
  readonly run: () => Promise<void> | void
  readonly label: string
  /** Where it stands in the heap; {@link NOT_QUEUED} before and after. Only the queue writes it. */
  place: number
}

export const NOT_QUEUED = -1

const before = (a: QueuedTimer, b: QueuedTimer): boolean => a.ms < b.ms || (a.ms === b.ms && a.order < b.order)

/**
 * Timers by instant, then by insertion: a binary heap in which every timer knows its place, so that adding, taking
 * and cancelling cost O(log n) and a cancelled timer leaves nothing behind.
 */
export class TimerQueue {
  readonly #heap: QueuedTimer[] = []

  /** The next timer that is due, left in the queue. */
  peek(): QueuedTimer | undefined {
    return this.#heap[0]
  }

  add(timer: QueuedTimer): void {
    this.#rise(timer, this.#heap.length)
  }

  /** Takes the next timer if it is due at `ms` or earlier. */
  takeDue(ms: number): QueuedTimer | undefined {
    const first = this.#heap[0]
    if (!first || first.ms > ms) return undefined
    this.remove(first)
    return first
  }

  /** Does nothing if the timer has already been taken. */
  remove(timer: QueuedTimer): void {
    const place = timer.place
    if (place === NOT_QUEUED) return
    timer.place = NOT_QUEUED
    const last = this.#heap.pop()
    if (!last || last === timer) return
    const parent = this.#heap[(place - 1) >> 1]
    if (parent && place > 0 && before(last, parent)) this.#rise(last, place)
    else this.#sink(last, place)
  }

  #put(timer: QueuedTimer, place: number): void {
    this.#heap[place] = timer
    timer.place = place
  }

  #rise(timer: QueuedTimer, from: number): void {
    let place = from
    while (place > 0) {
      const up = (place - 1) >> 1
      const parent = this.#heap[up]
      if (!parent || before(parent, timer)) break
      this.#put(parent, place)
      place = up
    }
    this.#put(timer, place)
  }

  #sink(timer: QueuedTimer, from: number): void {
    let place = from
    for (;;) {
      const left = 2 * place + 1
      const [a, b] = [this.#heap[left], this.#heap[left + 1]]
      const child = a && b && before(b, a) ? b : a
      if (!child || before(timer, child)) break
      this.#put(child, place)
      place = child === a ? left : left + 1
    }
    this.#put(timer, place)
  }
}
