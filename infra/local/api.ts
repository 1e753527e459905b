import { createServer, type Server } from 'node:http'

import { getRequestListener } from '@hono/node-server'
import { Hono, type Context } from 'hono'

import { apiEvent, apiResponse, problem, scopesOf } from './api-event.ts'
import type { Invoke } from './asl-thread.ts'
import type { Clock } from './clock.ts'
import type { VerifyToken } from './issuer.ts'
import type { RouteModel } from './model.ts'

export interface ApiOptions {
  readonly routes: readonly RouteModel[]
  readonly clock: Clock
  readonly invoke: Invoke
  readonly verify: VerifyToken
  readonly newRequestId: () => string
  /** What the local mode shows besides, by the path that it begins with. */
  readonly pages: Readonly<Record<string, Hono>>
}

/** What API Gateway takes. What Lambda takes is less, and refused there. */
const BODY_LIMIT = 10 * 1024 * 1024

/** The HTTP API: requests in, over a socket or in process, through the routes of the template. */
export class Api {
  readonly #options: ApiOptions
  readonly #app = new Hono()
  #server: Server | undefined

  constructor(options: ApiOptions) {
    this.#options = options
    for (const [path, page] of Object.entries(options.pages)) this.#app.route(path, page)
    for (const route of options.routes.toSorted(bySpecificity)) {
      const { method, path } = route
      const serveRoute = (context: Context) => this.#serve(route, context)
      if (method === 'ANY') this.#app.all(honoPath(path), serveRoute)
      else this.#app.on(method, honoPath(path), serveRoute)
    }
    this.#app.notFound(() => problem(404, 'Not Found'))
  }

  /** Answers a request without a socket; virtual time stands still meanwhile. */
  dispatch(request: Request): Promise<Response> {
    return this.#options.clock.busy(Promise.resolve(this.#app.fetch(request)))
  }

  /** On the loopback interface only. @throws Error that says so when the port is taken */
  async listen(port: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const listener = getRequestListener((request) => this.dispatch(request))
    const server = createServer((request, response) => void listener(request, response))
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`port ${port} is taken; choose another with --port`) : error),
    )
    server.listen(port, '127.0.0.1', resolve)
    this.#server = server
    return promise
  }

  async close(): Promise<void> {
    const server = this.#server
    if (!server?.listening) return
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }

  async #serve(route: RouteModel, context: Context): Promise<Response> {
    const { clock, invoke, newRequestId } = this.#options
    const request = context.req.raw
    const now = clock.now()
    const claims = route.authorizer && (await this.#authorize(route.authorizer, request, now))
    if (claims instanceof Response) return claims
    const body = Buffer.from(await request.arrayBuffer())
    if (body.length > BODY_LIMIT) return problem(413, 'Request Entity Too Large')
    const pathParameters = context.req.param() as Record<string, string>
    const event = apiEvent({ request, body, route, pathParameters, claims, requestId: newRequestId(), now })
    const outcome = await invoke(route.functionArn, event)
    if (outcome.type === 'ok') return apiResponse(outcome.payload)
    if (outcome.error === 'Lambda.RequestTooLargeException') return problem(413, 'Request Entity Too Large')
    return problem(500, 'Internal Server Error')
  }

  /** @returns the token's claims, or the refusal */
  async #authorize(authorizer: NonNullable<RouteModel['authorizer']>, request: Request, now: number) {
    const [, token = ''] = /^(?:Bearer\s+)?(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
    const claims = await this.#options.verify(token, authorizer, now)
    if (!claims) {
      const challenge = token === '' ? 'Bearer' : 'Bearer scope="" error="invalid_token"'
      return problem(401, 'Unauthorized', { 'www-authenticate': challenge })
    }
    const granted = scopesOf(claims)
    const allowed = authorizer.scopes.length === 0 || authorizer.scopes.some((scope) => granted.includes(scope))
    return allowed ? claims : problem(403, 'Forbidden')
  }
}

/** Fixed text before `{id}` before `{proxy+}` before `$default`, and a method before any. */
const bySpecificity = (a: RouteModel, b: RouteModel): number => (rank(a) < rank(b) ? -1 : 1)

const rank = ({ method, path }: RouteModel): string =>
  path.replaceAll(/\{[^}+]+\}/g, '\uFFFD').replaceAll(/\{[^}]+\+\}|\$default/g, '\uFFFE') +
  (method === 'ANY' ? '\uFFFF' : '')

const honoPath = (path: string): string =>
  path === '$default' ? '*' : path.replaceAll(/\{(\w+)\+\}/g, ':$1{.+}').replaceAll(/\{(\w+)\}/g, ':$1')
