import http from 'node:http'
import { Readable, Writable } from 'node:stream'

import type { AwsReply } from './aws.ts'

/** A request as it arrived whole, by a socket or without one; names of headers in lower case. */
export interface Asked {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** @returns nothing when the connection is to break instead of an answer */
export type Answering = (asked: Asked) => Promise<AwsReply | undefined>

/** Of Node's `http`, what the SDK uses to call a service. */
export interface HttpModule {
  readonly Agent: typeof http.Agent
  request(options: http.RequestOptions, answered: (response: Readable) => void): Writable
}

/**
 * Node's `http` for code that runs in this process: what it sends to `url` is answered without a connection. A call of
 * the database takes half as long as by a socket, since nothing is written as HTTP only to be parsed again.
 */
export function localHttp(url: string, answer: Answering): HttpModule {
  const { hostname, port } = new URL(url)
  return {
    ...http,
    request: (options, answered) =>
      options.host === hostname && String(options.port) === port
        ? new LocalRequest(options, { answer, answered })
        : http.request(options, answered),
  }
}

interface LocalRequestOptions {
  readonly answer: Answering
  readonly answered: (response: Readable) => void
}

/** A request that is being written; its end is what sends it. */
class LocalRequest extends Writable {
  readonly #chunks: Buffer[] = []
  readonly #send: (body: Buffer) => Promise<AwsReply | undefined>
  readonly #answered: (response: Readable) => void

  constructor({ method = 'GET', path, headers = {} }: http.RequestOptions, { answer, answered }: LocalRequestOptions) {
    super()
    const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const)
    const asked = { method, url: path ?? '/', headers: Object.fromEntries(named) }
    this.#send = (body) => answer({ ...asked, body })
    this.#answered = answered
    if (asked.headers['expect'] === '100-continue') process.nextTick(() => this.emit('continue'))
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, written: () => void): void {
    this.#chunks.push(chunk)
    written()
  }

  override _final(ended: (error?: Error) => void): void {
    this.#ask().then(
      () => ended(),
      (error: unknown) => ended(error instanceof Error ? error : new Error(String(error))),
    )
  }

  /** @throws Error as Node's, where the connection breaks */
  async #ask(): Promise<void> {
    const reply = await this.#send(Buffer.concat(this.#chunks))
    if (reply === undefined) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    if (!this.destroyed) this.#answered(asResponse(reply))
  }
}

function asResponse({ status, headers = {}, body = '' }: AwsReply): Readable {
  const content = Buffer.from(body)
  const response = new Readable({ read: () => {} })
  response.push(content)
  response.push(null)
  return Object.assign(response, {
    statusCode: status,
    statusMessage: http.STATUS_CODES[status] ?? '',
    headers: { ...headers, 'content-length': String(content.length) },
  })
}
