import { randomUUID } from 'node:crypto'

import * as z from 'zod'

import type { Clock } from './clock.ts'
import { Journal } from './journal.ts'
import type { Lambda } from './lambda.ts'
import type { FunctionModel } from './model.ts'

export interface LambdaEventsOptions {
  readonly lambda: Pick<Lambda, 'invoke'>
  readonly functions: readonly FunctionModel[]
  readonly clock: Clock
  /** Delivered twice, and out of order. */
  readonly unruly: boolean
  /** Uniform in [0, 1), seeded. */
  readonly random: () => number
  /** Keeps what is on its way over a restart. */
  readonly journal?: EventJournal
  /** Told of an event that all tries have failed on. */
  readonly onGivenUp: (record: GivenUpEvent) => void
}

/** What Lambda hands to a function's destination for failures. */
export interface GivenUpEvent {
  readonly at: number
  readonly function: string
  readonly tries: number
  readonly error: string
  readonly cause: string
  readonly event: unknown
  /** ARN of the queue or topic; without one the event is lost on AWS. */
  readonly destination?: string | undefined
}

/** An event on its way: Lambda holds it until a function has taken it, or all tries have failed. */
const waitingEvent = z.object({
  id: z.string(),
  functionArn: z.string(),
  event: z.unknown(),
  /** Epoch ms since when. */
  from: z.number(),
  /** Epoch ms of the next try, or of the one that is being made. */
  at: z.number(),
  tries: z.int(),
})
type WaitingEvent = z.output<typeof waitingEvent>

/** Events on disk while they are on their way. */
export class EventJournal extends Journal<WaitingEvent> {
  constructor(path: string) {
    super({ path, schema: waitingEvent, keyOf: ({ id }) => id })
  }
}

/** Pauses after the first and the second failure. */
const PAUSES_MS = [60_000, 120_000]
const EVENT_LIMIT = 1024 * 1024
const SHUFFLE_MS = 5000
const NO_FUNCTION = { error: 'ResourceNotFoundException', cause: 'the function is no more' }
const AGAIN_MS = 60_000

/** Asynchronous invocations: nobody waits, failures are tried again, what fails for good goes to its destination. */
export class LambdaEvents {
  readonly #options: LambdaEventsOptions

  /** Picks up what the journal holds: a try in flight is made again. */
  constructor(options: LambdaEventsOptions) {
    this.#options = options
    const known = new Set(options.functions.map(({ arn }) => arn))
    for (const waiting of options.journal?.load() ?? [])
      if (known.has(waiting.functionArn)) this.#arm(waiting)
      else this.#giveUp(waiting, { name: waiting.functionArn }, NO_FUNCTION)
  }

  /** @throws Error for a function that does not exist and an event that Lambda would not take */
  send(functionArn: string, event: unknown): void {
    const { clock, random, unruly } = this.#options
    const { name } = this.#modelOf(functionArn)
    const bytes = Buffer.byteLength(JSON.stringify(event))
    if (bytes > EVENT_LIMIT) throw new Error(`an event of ${bytes} bytes for ${name}: Lambda takes 1 MB`)
    const delays = unruly ? [random() * SHUFFLE_MS, random() * AGAIN_MS] : [0]
    for (const delay of delays) {
      const from = clock.now() + Math.round(delay)
      this.#keep({ id: randomUUID(), functionArn, event, from, at: from, tries: 1 })
    }
  }

  /** What is on its way stays in the journal. */
  close(): void {
    this.#options.journal?.close()
  }

  #keep(waiting: WaitingEvent): void {
    this.#options.journal?.put(waiting)
    this.#arm(waiting)
  }

  #arm(waiting: WaitingEvent): void {
    const { name } = this.#modelOf(waiting.functionArn)
    this.#options.clock.at(waiting.at, () => this.#attempt(waiting), `event for ${name}`)
  }

  async #attempt(waiting: WaitingEvent): Promise<void> {
    const { clock, lambda, journal } = this.#options
    const { id, functionArn, event, from, tries } = waiting
    const { name, events } = this.#modelOf(functionArn)
    const outcome = await lambda.invoke(functionArn, event)
    if (outcome.type === 'ok') return journal?.forget(id)
    const again = clock.now() + (PAUSES_MS[tries - 1] ?? 0)
    if (tries <= events.retries && again - from <= events.maxAgeSeconds * 1000)
      return this.#keep({ ...waiting, at: again, tries: tries + 1 })
    this.#giveUp(waiting, { name, destination: events.onFailure }, outcome)
  }

  #giveUp(
    { id, event, tries }: WaitingEvent,
    { name, destination }: { name: string; destination?: string | undefined },
    { error, cause }: Pick<GivenUpEvent, 'error' | 'cause'>,
  ): void {
    const { clock, journal, onGivenUp } = this.#options
    onGivenUp({ at: clock.now(), function: name, tries, error, cause, event, destination })
    journal?.forget(id)
  }

  #modelOf(functionArn: string): FunctionModel {
    const model = this.#options.functions.find(({ arn }) => arn === functionArn)
    if (!model) throw new Error(`an event for ${functionArn}, which does not exist`)
    return model
  }
}
