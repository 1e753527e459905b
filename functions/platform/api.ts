import middy from '@middy/core'
import httpHeaderNormalizer from '@middy/http-header-normalizer'
import httpJsonBodyParser from '@middy/http-json-body-parser'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import * as z from 'zod'
import { may, type Action, type Caller, type Owner } from '../domain/access.ts'
import { UnknownCalendarError } from '../domain/unknown-calendar.ts'
import { BadCursorError } from '../store/errors.ts'
import { fixedProblem, type Problem } from '../text/problem.ts'
import type { Log } from '../work/deps.ts'
import { BusyCaseError } from '../work/update-case.ts'
import { callerOf } from './caller.ts'
import { callerDeps } from './core.ts'
import { toldApart } from './log.ts'
import { once, tooOften } from './once.ts'
import { BadInputError, parse, RefusedError } from './refusal.ts'
import { checkText } from './request-body.ts'

export { BadInputError, parse, parseOuter, RefusedError } from './refusal.ts'

/** What a handler of a route gets: parsed, and from a caller who may do such a thing at all. */
export interface ApiRequest {
  caller: Caller
  path: Record<string, string>
  query: Record<string, string>
  body: unknown
  headers: Record<string, string>
}

export interface ApiAnswer {
  status: number
  body: unknown
  headers?: Readonly<Record<string, string>>
  /** It holds something that expires: a repeat under the same key is worked out anew. */
  keep?: false
}

/** @throws RefusedError when the thing is somebody else's */
export function demand(who: Caller, action: Action, owner?: Owner): void {
  if (!may(who, action, owner)) throw new RefusedError('forbidden')
}

type Handle = (request: ApiRequest) => Promise<ApiAnswer>

/**
 * The stack of every route: headers, caller and access, problem details. Errors sort by what happens next:
 * the caller mends the input (4xx), tries again (503), or the operators are told (500).
 */
const stack = (log: Log) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(toldApart)
    .use({
      after: ({ event, response }) =>
        log.info('answered', { route: event.routeKey, status: response?.statusCode, id: event.pathParameters?.['id'] }),
    })
    .use(httpHeaderNormalizer())
    .use({
      onError: (request) => {
        request.response = problemResponse(request.error, log)
      },
    })

/** @throws RefusedError */
function callerFor(event: APIGatewayProxyEventV2, action: Action): Caller {
  const who = callerOf(claimsOf(event))
  if (who === undefined) throw new RefusedError('unauthenticated')
  demand(who, action)
  return who
}

/** A route that only reads. */
export const readRoute = (action: Action, log: Log, handle: Handle) =>
  stack(log).handler(async (event) =>
    respond(await handle({ caller: callerFor(event, action), ...partsOf(event) }), JSON_TYPE),
  )

/** A route that tells everybody the same. */
export const openRoute = (log: Log, handle: () => Promise<ApiAnswer>) =>
  stack(log).handler(async () => respond(await handle(), JSON_TYPE))

/** What a deed needs beside its path may be nothing at all. */
const json = httpJsonBodyParser()

/** A route with a JSON body; of one caller no more than so many a minute, and under an `Idempotency-Key` once. */
export const writeRoute = (action: Action, log: Log, handle: Handle) =>
  stack(log)
    .use({ before: ({ event }) => checkText(event) })
    .use({ before: (request) => (request.event.body === undefined ? undefined : json.before?.(request)) })
    .handler(async (event) => {
      const who = callerFor(event, action)
      const memory = { ...callerDeps(), log }
      const wait = await tooOften(memory, who)
      if (wait !== undefined) throw new RefusedError('tooMany', wait)
      const request = { caller: who, ...partsOf(event) }
      const key = keyOf(request.headers)
      if (key === undefined) return respond(await handle(request), JSON_TYPE)
      const content = JSON.stringify([event.routeKey, request.path, request.query, request.body])
      const done = await once(memory, { who, key, content }, () => handle(request))
      if (done.type === 'running') throw new RefusedError('stillRunning', 35)
      if (done.type === 'reused') throw new RefusedError('keyReused')
      const { answer, again } = done
      return respond({ ...answer, headers: { ...answer.headers, ...(again && REPEATED) } }, JSON_TYPE)
    })

const KEY = 'idempotency-key'
const keyed = z.object({
  [KEY]: z
    .string()
    .regex(/^[\x20-\x7E]{1,200}$/, '1 to 200 printable ASCII characters')
    .optional(),
})
const keyOf = (headers: ApiRequest['headers']): string | undefined => parse(keyed, { [KEY]: headers[KEY] })[KEY]
const REPEATED = { 'idempotency-replayed': 'true' }

const authorizer = z.object({ authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }) })

const claimsOf = (event: APIGatewayProxyEventV2): unknown =>
  authorizer.safeParse(event.requestContext).data?.authorizer.jwt.claims

const defined = (record: Record<string, string | undefined> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(record).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))

const partsOf = (event: APIGatewayProxyEventV2): Omit<ApiRequest, 'caller'> => ({
  path: defined(event.pathParameters),
  query: defined(event.queryStringParameters),
  headers: defined(event.headers),
  body: event.body,
})

const JSON_TYPE = 'application/json'

type Told = Pick<ApiAnswer, 'status' | 'body'> & { headers?: Readonly<Record<string, string>> | undefined }

const respond = ({ status, body, headers }: Told, contentType: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': `${contentType}; charset=utf-8`, 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
})

function problemResponse(error: unknown, log: Log): APIGatewayProxyStructuredResultV2 {
  const problem = problemOf(error)
  const { status } = problem
  if (status >= 500) log.error('request failed', { error: describe(error), status })
  const wait = error instanceof RefusedError ? error.retryAfter : undefined
  const headers = wait === undefined ? {} : { 'retry-after': String(wait) }
  return respond({ status, body: problem, headers }, 'application/problem+json')
}

/** Middy's own errors carry the status that HTTP asks for. */
const withStatus = z.object({ statusCode: z.number() })

function problemOf(error: unknown): Problem {
  if (error instanceof BadInputError || error instanceof RefusedError) return error.problem
  if (error instanceof BusyCaseError) return fixedProblem('unavailable')
  if (error instanceof UnknownCalendarError) return fixedProblem('noCalendar')
  if (error instanceof BadCursorError) return fixedProblem('badCursor')
  const status = withStatus.safeParse(error).data?.statusCode
  if (status === 415) return fixedProblem('notJsonType')
  if (status === 422) return fixedProblem('notJson')
  return fixedProblem('unexpected')
}

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)
