import http, { type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

import { AwsError, type AwsCall, type AwsReply, type AwsService } from './aws.ts'
import type { Clock } from './clock.ts'
import { localHttp, type Asked, type HttpModule } from './local-http.ts'
import type { FunctionModel } from './model.ts'
import { permits, type Statement } from './role.ts'

export interface EndpointOptions {
  readonly clock: Clock
  /** The functions whose calls are checked against their roles; any other caller may do everything. */
  readonly functions: readonly FunctionModel[]
  readonly onDenied?: (denial: Denial) => void
  /** Told of each call that a service answered without refusing it. */
  readonly onServed?: (call: AwsCall) => void
}

/** A call that a function's role does not allow. */
export interface Denial {
  readonly caller: string
  readonly action: string
  readonly resource: string
}

/** AWS behind one address. Signatures say who calls, they are not verified. */
export class Endpoint {
  readonly #options: EndpointOptions
  readonly #server: Server
  readonly #roles: ReadonlyMap<string, readonly Statement[]>
  readonly url: string
  /** Node's `http` for those in this process: the shorter way. */
  readonly http: HttpModule
  #services: Readonly<Record<string, AwsService>> = {}

  private constructor(options: EndpointOptions, server: Server) {
    const address = server.address()
    this.#options = options
    this.#roles = new Map(options.functions.map(({ name, role }) => [name, role]))
    this.#server = server
    this.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    this.http = localHttp(this.url, (asked) => this.#answer(asked))
    server.on('request', (request, response) => {
      this.#respond(request, response).catch(() => request.socket.destroy())
    })
  }

  static async open(options: EndpointOptions): Promise<Endpoint> {
    const server = http.createServer({ keepAliveTimeout: 0 })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new Endpoint(options, server)
  }

  /** @param services by the name that the signature's scope gives them */
  serve(services: Readonly<Record<string, AwsService>>): void {
    this.#services = services
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request
    const sent = Buffer.concat(await request.toArray())
    const reply = await this.#answer({ method, url, headers: textsOf(request.headers), body: sent })
    if (!reply) return void request.socket.destroy()
    const { status, headers, body } = reply
    // By our date the SDK would set its clock, and then take any refusal for the wrong clock's and repeat the call.
    response.sendDate = false
    response.writeHead(status, headers)
    response.end(body)
  }

  async #answer(asked: Asked): Promise<AwsReply | undefined> {
    const call = readCall(asked)
    const service = this.#services[call.service]
    if (!service) return { status: 501, body: `The local mode has no service '${call.service}'` }
    try {
      this.#checkExpiry(call)
      this.#checkRole(service, call)
      const reply = await service.handle(call)
      this.#options.onServed?.(call)
      return reply
    } catch (error) {
      const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500)
      return service.refuse(known)
    }
  }

  #checkRole(service: AwsService, call: AwsCall): void {
    const role = this.#roles.get(call.caller)
    const refused = role && service.accesses(call).find((access) => !permits(role, access))
    if (!refused) return
    const { action, resource } = refused
    this.#options.onDenied?.({ caller: call.caller, action, resource })
    const message = `User: ${call.caller} is not authorized to perform: ${action} on resource: ${resource}`
    throw new AwsError(service.deniedCode, message, 403)
  }

  /** Of a presigned address. */
  #checkExpiry({ query }: AwsCall): void {
    const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? []
    if (parts.length === 0) return
    const [year = 0, month = 1, ...rest] = parts.map(Number)
    const signedAt = Date.UTC(year, month - 1, ...rest)
    const seconds = Number(query.get('X-Amz-Expires'))
    if (signedAt + seconds * 1000 < this.#options.clock.now())
      throw new AwsError('AccessDenied', 'Request has expired', 403)
  }
}

const textsOf = (headers: IncomingHttpHeaders): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

function readCall({ method, url, headers, body: sent }: Asked): AwsCall {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const credential =
    /Credential=([^,\s]+)/.exec(headers['authorization'] ?? '')?.[1] ?? searchParams.get('X-Amz-Credential') ?? ''
  const [caller = '', , , service = ''] = credential.split('/')
  const body = headers['x-amz-content-sha256']?.startsWith('STREAMING-') ? decodeChunks(sent) : sent
  return {
    service,
    caller,
    method,
    path: decodeURIComponent(pathname),
    query: searchParams,
    headers,
    body,
    ...('x-amz-target' in headers && { json: JSON.parse(body.toString()) }),
  }
}

/** `aws-chunked`: each chunk behind its length in hexadecimal, an empty one at the end, trailers after it. */
function decodeChunks(body: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let at = 0; ;) {
    const lineEnd = body.indexOf('\r\n', at)
    const length = Number.parseInt(body.toString('latin1', at, lineEnd), 16)
    if (!(length > 0)) return Buffer.concat(chunks)
    chunks.push(body.subarray(lineEnd + 2, lineEnd + 2 + length))
    at = lineEnd + 2 + length + 2
  }
}
