import type { Clock } from './clock.ts'
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

/** Pauses after the first and the second failure. */
const PAUSES_MS = [60_000, 120_000]
const EVENT_LIMIT = 1024 * 1024
const SHUFFLE_MS = 5000
const AGAIN_MS = 60_000

/** Asynchronous invocations: nobody waits, failures are tried again, what fails for good goes to its destination. */
export class LambdaEvents {
  readonly #options: LambdaEventsOptions

  constructor(options: LambdaEventsOptions) {
    this.#options = options
  }

  /** @throws Error for a function that does not exist and an event that Lambda would not take */
  send(functionArn: string, event: unknown): void {
    const { clock, functions, random, unruly } = this.#options
    const model = functions.find(({ arn }) => arn === functionArn)
    if (!model) throw new Error(`an event for ${functionArn}, which does not exist`)
    const bytes = Buffer.byteLength(JSON.stringify(event))
    if (bytes > EVENT_LIMIT) throw new Error(`an event of ${bytes} bytes for ${model.name}: Lambda takes 1 MB`)
    const delays = unruly ? [random() * SHUFFLE_MS, random() * AGAIN_MS] : [0]
    for (const delay of delays) {
      const from = clock.now() + Math.round(delay)
      this.#attempt({ model, event, from }, { at: from, tries: 1 })
    }
  }

  #attempt(
    job: { model: FunctionModel; event: unknown; from: number },
    { at, tries }: { at: number; tries: number },
  ): void {
    const { clock, lambda, onGivenUp } = this.#options
    const { model, event, from } = job
    const { retries, maxAgeSeconds, onFailure: destination } = model.events
    const run = async () => {
      const outcome = await lambda.invoke(model.arn, event)
      if (outcome.type === 'ok') return
      const again = clock.now() + (PAUSES_MS[tries - 1] ?? 0)
      if (tries <= retries && again - from <= maxAgeSeconds * 1000)
        return this.#attempt(job, { at: again, tries: tries + 1 })
      const { error, cause } = outcome
      onGivenUp({ at: clock.now(), function: model.name, tries, error, cause, event, destination })
    }
    clock.at(at, run, `event for ${model.name}`)
  }
}
