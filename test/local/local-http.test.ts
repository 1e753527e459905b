import http, { createServer, type RequestListener, type Server } from 'node:http'
import { text } from 'node:stream/consumers'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'

import { localHttp } from '../../infra/local/local-http.ts'

let server: Server
let url: string
let connections: number
let serve: RequestListener
beforeEach(async () => {
  connections = 0
  server = createServer((request, response) => serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = z.object({ port: z.number() }).parse(server.address())
  url = `http://127.0.0.1:${port}/path?a=1`
  server.on('connection', (socket) => {
    // A stream of ours has no address.
    if ('remoteAddress' in socket && socket.remoteAddress !== undefined) connections++
  })
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** Sends `body` as the SDK does, with an agent of the module that it was given. */
function send(module: typeof http, body: string, agent = new module.Agent({ keepAlive: true, maxSockets: 2 })) {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const request = module.request(
    url,
    { method: 'POST', agent },
    (response) => void text(response).then(resolve, reject),
  )
  request.on('error', reject)
  request.end(body)
  return promise
}

const echo: RequestListener = (request, response) =>
  void text(request).then((body) => response.end(`${request.method} ${request.url} ${body}`))

describe('a call to the server in this process', () => {
  it('arrives and is answered without a connection', async () => {
    serve = echo
    const large = 'x'.repeat(500_000)
    expect(await send(localHttp(server, url), large)).toBe(`POST /path?a=1 ${large}`)
    expect(connections).toBe(0)
    await send(http, 'over a socket')
    expect(connections).toBe(1)
  })

  it('uses its line again, also for many at a time', async () => {
    serve = echo
    const module = localHttp(server, url)
    const agent = new module.Agent({ keepAlive: true, maxSockets: 2 })
    const bodies = Array.from({ length: 20 }, (_, n) => String(n))
    const answers = await Promise.all(bodies.map((body) => send(module, body, agent)))
    expect(answers).toEqual(bodies.map((body) => `POST /path?a=1 ${body}`))
  })

  it('notices when the server breaks it off', async () => {
    serve = (request) => request.socket.destroy()
    await expect(send(localHttp(server, url), '')).rejects.toMatchObject({ code: 'ECONNRESET' })
  })
})

describe('a call to any other server', () => {
  it('takes the usual way', async () => {
    serve = echo
    expect(await send(localHttp(server, 'http://127.0.0.1:1'), 'a')).toBe('POST /path?a=1 a')
    expect(connections).toBe(1)
  })
})
