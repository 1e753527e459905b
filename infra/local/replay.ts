import * as z from 'zod'
import { toMs } from '../../functions/domain/instant.ts'
import type { TimedRequest, Voice } from '../centre/sample-request.ts'
import type { VirtualClock } from './clock.ts'
import { issueToken } from './issuer.ts'
import type { SavedClock } from './saved-clock.ts'

/** What the replay needs of the world: its API. */
export interface ReplayWorld {
  dispatch(request: Request): Promise<Response>
}

export interface ReplayOptions {
  readonly world: ReplayWorld
  readonly clock: VirtualClock
  readonly stateDir: string
  readonly requests: readonly TimedRequest[]
  readonly saved: SavedClock
}

/** A refused item or call, as the API answered it. */
export interface Refusal {
  readonly path: string
  readonly status: number
  readonly answer: string
}

/** A source whose call fails tries again, as long as it is not told that the call itself is wrong. */
const RETRY_AFTER_MS = 60_000
const TRIES = 10

const batchAnswer = z.object({ rejected: z.int() })

/** Sends each request at its own moment through the API, as the callers of those days did; goes on where it was cut. */
export class Replay {
  readonly #options: ReplayOptions
  readonly #tokens = new Map<string, Promise<string>>()
  readonly #answered = new Set<number>()
  readonly refusals: Refusal[] = []

  constructor(options: ReplayOptions) {
    this.#options = options
    const { requests, saved, clock } = options
    requests.forEach((request, index) => {
      if (index >= saved.sent) clock.at(toMs(request.at), () => this.#send(request, index, 1), request.path)
    })
  }

  /** @returns when the clock shows `until` */
  async run(until: number, onProgress: (now: number) => void): Promise<void> {
    const { clock, saved } = this.#options
    await clock.runUntil(until, (now) => {
      saved.reached(now)
      onProgress(now)
    })
    saved.reached(until)
  }

  async #send(request: TimedRequest, index: number, attempt: number): Promise<void> {
    const { world, clock } = this.#options
    const response = await world.dispatch(await this.#asHttp(request, index))
    const answer = await response.text()
    const wait = waitFor(response)
    if (wait !== undefined && attempt < TRIES) {
      clock.at(clock.now() + wait, () => this.#send(request, index, attempt + 1), request.path)
      return
    }
    if (isRefused(response.status, answer)) this.refusals.push({ path: request.path, status: response.status, answer })
    this.#noteAnswered(index)
  }

  /** One that is tried again later holds back those after it: a restart begins with the first without an answer. */
  #noteAnswered(index: number): void {
    const { saved } = this.#options
    this.#answered.add(index)
    let next = saved.sent
    while (this.#answered.delete(next)) next += 1
    saved.sentUpTo(next)
  }

  async #asHttp({ method, path, body, as }: TimedRequest, index: number): Promise<Request> {
    return new Request(`http://localhost${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.#tokenFor(as)}`,
        'content-type': 'application/json',
        'idempotency-key': `replay-${index}`,
      },
      body: JSON.stringify(body),
    })
  }

  #tokenFor(voice: Voice): Promise<string> {
    const key = JSON.stringify(voice)
    const known = this.#tokens.get(key) ?? issueToken(this.#options.stateDir, voice)
    this.#tokens.set(key, known)
    return known
  }
}

/** In milliseconds; undefined of an answer that stands. */
function waitFor({ status, headers }: Response): number | undefined {
  const asked = headers.get('retry-after')
  if (asked !== null) return Number(asked) * 1000
  return status >= 500 ? RETRY_AFTER_MS : undefined
}

function isRefused(status: number, answer: string): boolean {
  if (status >= 400) return true
  const batch = batchAnswer.safeParse(JSON.parse(answer))
  return batch.success && batch.data.rejected > 0
}
