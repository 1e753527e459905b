import { createServer } from 'node:net'

import { Hono } from 'hono'
import type { JWTPayload } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod'

import { Api } from '../../infra/local/api.ts'
import type { InvokeOutcome } from '../../infra/local/asl-thread.ts'
import { VirtualClock } from '../../infra/local/clock.ts'
import type { RouteModel } from '../../infra/local/model.ts'

const NOW = Date.UTC(2021, 9, 14, 1)
const authorizer = { issuer: 'https://issuer', audience: ['client'], scopes: [] }
const route = (method: string, path: string, rest: Partial<RouteModel> = {}): RouteModel => ({
  method,
  path,
  functionArn: `${method} ${path}`,
  ...rest,
})

type Answer = (functionArn: string, event: unknown) => unknown
const echo: Answer = (functionArn, event) => ({ functionArn, event })

let opened: Api[] = []
afterEach(async () => {
  for (const each of opened) await each.close()
  opened = []
})

function api(routes: readonly RouteModel[], answer: Answer = echo, claims?: JWTPayload): Api {
  const made = new Api({
    routes,
    clock: new VirtualClock(NOW),
    invoke: async (functionArn, event): Promise<InvokeOutcome> => {
      const payload = answer(functionArn, event)
      return payload instanceof Error ? { type: 'error', error: payload.name, cause: '' } : { type: 'ok', payload }
    },
    verify: async (token) => (token === 'good' ? claims : undefined),
    newRequestId: () => 'request-1',
    pages: { '/outbox': new Hono().get('/', (context) => context.text('outbox')) },
  })
  opened.push(made)
  return made
}
const request = (method: string, path: string, init: RequestInit = {}) =>
  new Request(`http://127.0.0.1:8787${path}`, { method, ...init })
const echoed = z.object({ functionArn: z.string(), event: z.record(z.string(), z.unknown()) })
const called = async (to: Api, ...of: Parameters<typeof request>) =>
  echoed.parse(await (await to.dispatch(request(...of))).json())

describe('a request', () => {
  it('reaches its function as API Gateway would word it', async () => {
    const { event } = await called(
      api([route('POST', '/cases/{id}/commands')]),
      'POST',
      '/cases/dossier%3A1%2F2/commands?a=1&b=x%20y&a=2',
      {
        body: '{"do":"it"}',
        headers: { 'content-type': 'application/json; charset=utf-8', cookie: 'a=1; b=2', 'User-Agent': 'test' },
      },
    )
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'POST /cases/{id}/commands',
      rawPath: '/cases/dossier:1/2/commands',
      rawQueryString: 'a=1&b=x%20y&a=2',
      cookies: ['a=1', 'b=2'],
      headers: { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'test' },
      queryStringParameters: { a: '1,2', b: 'x y' },
      pathParameters: { id: 'dossier:1/2' },
      body: '{"do":"it"}',
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        apiId: 'local',
        domainName: '127.0.0.1:8787',
        domainPrefix: 'local',
        requestId: 'request-1',
        routeKey: 'POST /cases/{id}/commands',
        stage: '$default',
        http: {
          method: 'POST',
          path: '/cases/dossier:1/2/commands',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        time: '14/Oct/2021:01:00:00 +0000',
        timeEpoch: NOW,
      },
    })
  })

  it.each([
    ['application/x-www-form-urlencoded', 'a=1', true],
    ['application/pdf', '%PDF', true],
    ['text/csv', 'á', false],
  ])('brings a body of %s as it is or in base64', async (type, body, coded) => {
    const { event } = await called(api([route('POST', '/x')]), 'POST', '/x', {
      body,
      headers: { 'content-type': type },
    })
    expect(event).toMatchObject({ body: coded ? Buffer.from(body).toString('base64') : body, isBase64Encoded: coded })
  })

  it('takes the most specific route, whatever their order', async () => {
    const many = ['$default', '/a/{proxy+}', '/a/{id}', '/a/b', '/a/{id}/c'].map((path) => route('GET', path))
    const routed = api([...many, route('ANY', '/a/b')])
    const arn = async (method: string, path: string) => (await called(routed, method, path)).functionArn
    expect(await arn('GET', '/a/b')).toBe('GET /a/b')
    expect(await arn('PUT', '/a/b')).toBe('ANY /a/b')
    expect(await arn('GET', '/a/z')).toBe('GET /a/{id}')
    expect(await arn('GET', '/a/z/c')).toBe('GET /a/{id}/c')
    expect(await arn('GET', '/a/z/d/e')).toBe('GET /a/{proxy+}')
    expect(await arn('GET', '/z')).toBe('GET $default')
  })

  it.each([
    ['POST', '/cases'],
    ['GET', '/'],
    ['GET', '/cases/1/2'],
  ])('without a route is not found: %s %s', async (method, path) => {
    const response = await api([route('GET', '/cases'), route('GET', '/cases/{id}')]).dispatch(request(method, path))
    expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }])
  })

  it('may be too large for API Gateway, or for Lambda', async () => {
    const send = (to: Api, bytes: number) => to.dispatch(request('POST', '/x', { body: Buffer.alloc(bytes) }))
    expect((await send(api([route('POST', '/x')]), 10 * 1024 * 1024 + 1)).status).toBe(413)
    const tooLarge = () => Object.assign(new Error(), { name: 'Lambda.RequestTooLargeException' })
    expect((await send(api([route('POST', '/x')], tooLarge), 1)).status).toBe(413)
  })
})

describe('an answer', () => {
  const answering = (answer: unknown) => api([route('GET', '/x')], () => answer).dispatch(request('GET', '/x'))

  it('has the status, headers, cookies and body that the function gives', async () => {
    const response = await answering({
      statusCode: 201,
      headers: { 'Content-Type': 'text/html', 'X-Count': 3 },
      cookies: ['a=1', 'b=2'],
      body: Buffer.from('é').toString('base64'),
      isBase64Encoded: true,
    })
    expect([response.status, await response.text()]).toEqual([201, 'é'])
    expect(response.headers.get('content-type')).toBe('text/html')
    expect(response.headers.get('x-count')).toBe('3')
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('without a status is the body of a good one', async () => {
    const response = await answering({ a: 1 })
    expect([response.status, response.headers.get('content-type'), await response.json()]).toEqual([
      200,
      'application/json',
      { a: 1 },
    ])
  })

  it('may have no body', async () => {
    expect((await answering({ statusCode: 204 })).status).toBe(204)
  })

  it.each([new Error('no'), { statusCode: '200' }, { statusCode: 42 }])('is an error of ours: %o', async (answer) => {
    const response = await answering(answer)
    expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }])
  })
})

describe('a route with an authorizer', () => {
  const claims = { sub: 'me', 'cognito:groups': ['operator', 'signer'], exp: 4, admin: true, scope: 'a b' }
  const guarded = (scopes: string[] = []) =>
    api([route('GET', '/x', { authorizer: { ...authorizer, scopes } })], echo, claims)
  const withToken = (token: string) => ({ headers: { authorization: token } })

  it('hands the claims on as text', async () => {
    for (const token of ['Bearer good', 'bearer good', 'good']) {
      const { event } = await called(guarded(), 'GET', '/x', withToken(token))
      expect(event['requestContext']).toMatchObject({
        authorizer: {
          jwt: {
            claims: { sub: 'me', 'cognito:groups': '[operator signer]', exp: '4', admin: 'true', scope: 'a b' },
            scopes: null,
          },
        },
      })
    }
  })

  it.each(['', 'Bearer bad', 'Basic good'])('refuses: %j', async (token) => {
    const response = await guarded().dispatch(request('GET', '/x', withToken(token)))
    expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }])
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/)
  })

  it('asks for one of its scopes', async () => {
    const status = async (scopes: string[]) =>
      (await guarded(scopes).dispatch(request('GET', '/x', withToken('Bearer good')))).status
    expect([await status(['c', 'b']), await status(['c'])]).toEqual([200, 403])
  })
})

describe('the server', () => {
  const freePort = async () => {
    const probe = createServer()
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
    const { port } = z.object({ port: z.number() }).parse(probe.address())
    await new Promise((resolve) => probe.close(resolve))
    return port
  }

  it('answers over a socket what it answers in process, and shows the pages of the local mode', async () => {
    const port = await freePort()
    await api([route('GET', '/x')]).listen(port)
    expect(await (await fetch(`http://127.0.0.1:${port}/x`)).json()).toMatchObject({ functionArn: 'GET /x' })
    expect(await (await fetch(`http://127.0.0.1:${port}/outbox`)).text()).toBe('outbox')
  })

  it('says so when its port is taken', async () => {
    const port = await freePort()
    await api([]).listen(port)
    await expect(api([]).listen(port)).rejects.toThrow(`port ${port} is taken`)
  })
})
