import { createServer, type RequestOptions, type Server } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'

import { localHttp, type Answering, type HttpModule } from '../../infra/local/local-http.ts'

const URL_OF_OURS = 'http://127.0.0.1:1'
const ours = { host: '127.0.0.1', port: 1, method: 'POST', path: '/path?a=1' }

const echo: Answering = async ({ method, url, headers, body }) => ({
  status: 201,
  headers: { 'x-heard': headers['x-said'] ?? 'nothing' },
  body: `${method} ${url} ${String(body)}`,
})

/** Sends `body` as the SDK does. */
function send(module: HttpModule, body: string, options: RequestOptions = ours) {
  const { promise, resolve, reject } = Promise.withResolvers<Readable>()
  const request = module.request(options, resolve)
  request.on('error', reject)
  request.end(body)
  return promise
}

describe('a call to the service in this process', () => {
  it('arrives whole and is answered with status, headers and length', async () => {
    const response = await send(localHttp(URL_OF_OURS, echo), 'đủ dấu', { ...ours, headers: { 'X-Said': 1 } })
    expect(response).toMatchObject({ statusCode: 201, statusMessage: 'Created' })
    const body = await text(response)
    expect(response).toMatchObject({ headers: { 'x-heard': '1', 'content-length': String(Buffer.byteLength(body)) } })
    expect(body).toBe('POST /path?a=1 đủ dấu')
  })

  it('may be a stream, large, and wait for leave to send', async () => {
    const large = Array.from({ length: 50 }, (_, n) => String(n % 10).repeat(100_000))
    const options = { ...ours, headers: { Expect: '100-continue' } }
    const module = localHttp(URL_OF_OURS, echo)
    const { promise, resolve } = Promise.withResolvers<Readable>()
    const request = module.request(options, resolve)
    request.once('continue', () => Readable.from(large).pipe(request))
    expect(await text(await promise)).toBe(`POST /path?a=1 ${large.join('')}`)
  })

  it('notices when it is broken off, and when the service fails', async () => {
    const broken = localHttp(URL_OF_OURS, async () => undefined)
    await expect(send(broken, '')).rejects.toMatchObject({ code: 'ECONNRESET' })
    const failing = localHttp(URL_OF_OURS, async () => {
      throw new Error('no luck')
    })
    await expect(send(failing, '')).rejects.toThrow('no luck')
  })

  it('that was given up is not answered', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    let answered = 0
    const module = localHttp(URL_OF_OURS, async (asked) => {
      await promise
      return echo(asked)
    })
    const request = module.request(ours, () => void (answered += 1))
    request.end('x')
    request.destroy()
    resolve()
    await send(module, 'y')
    expect(answered).toBe(0)
  })
})

describe('a call to any other server', () => {
  let server: Server
  beforeAll(async () => {
    server = createServer((request, response) => void text(request).then((body) => response.end(`socket ${body}`)))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  it('takes the usual way', async () => {
    const { port } = z.object({ port: z.number() }).parse(server.address())
    const options = { ...ours, port, agent: false }
    expect(await text(await send(localHttp(URL_OF_OURS, echo), 'a', options))).toBe('socket a')
  })
})
