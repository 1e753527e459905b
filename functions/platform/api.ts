import middy from '@middy/core'
import httpHeaderNormalizer from '@middy/http-header-normalizer'
import httpJsonBodyParser from '@middy/http-json-body-parser'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import * as z from 'zod'
import { may, type Action, type Caller, type Owner } from '../domain/access.ts'
import type { Rejection } from '../domain/rejection.ts'
import { inputProblem } from '../text/input-words.ts'
import { fixedProblem, type FixedProblem, type Problem } from '../text/problem.ts'
import { rejectionProblem } from '../text/rejection-words.ts'
import type { Log } from '../work/deps.ts'
import { BusyCaseError } from '../work/update-case.ts'
import { callerOf } from './caller.ts'

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
}

/** Input that a schema refuses; told field by field. */
export class BadInputError extends Error {
  override readonly name = 'BadInputError'
  readonly problem: Problem
  constructor(issues: readonly z.core.$ZodIssue[], input: unknown) {
    super('input refused by its schema')
    this.problem = inputProblem(issues, input)
  }
}

/** A refusal with a sentence of its own: forbidden, not JSON, and the like. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly problem: Problem
  constructor(refusal: FixedProblem | Rejection) {
    super(typeof refusal === 'string' ? refusal : refusal.code)
    this.problem = typeof refusal === 'string' ? fixedProblem(refusal) : rejectionProblem(refusal)
  }
}

/** Parses at the boundary. @throws BadInputError */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw new BadInputError(parsed.error.issues, input)
  return parsed.data
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
    .use(httpHeaderNormalizer())
    .use({
      onError: (request) => {
        request.response = problemResponse(request.error, log)
      },
    })

const answer = (action: Action, handle: Handle) => async (event: APIGatewayProxyEventV2) => {
  const who = callerOf(claimsOf(event))
  if (who === undefined) throw new RefusedError('unauthenticated')
  demand(who, action)
  const { status, body } = await handle({ caller: who, ...partsOf(event) })
  return respond(status, body, 'application/json')
}

/** A route that only reads. */
export const readRoute = (action: Action, log: Log, handle: Handle) => stack(log).handler(answer(action, handle))

/** A route that tells everybody the same. */
export const openRoute = (log: Log, handle: () => Promise<ApiAnswer>) =>
  stack(log).handler(async () => {
    const { status, body } = await handle()
    return respond(status, body, 'application/json')
  })

/** A route with a JSON body. */
export const writeRoute = (action: Action, log: Log, handle: Handle) =>
  stack(log).use(httpJsonBodyParser()).handler(answer(action, handle))

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

const respond = (statusCode: number, body: unknown, contentType: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': `${contentType}; charset=utf-8`, 'cache-control': 'no-store' },
  body: JSON.stringify(body),
})

function problemResponse(error: unknown, log: Log): APIGatewayProxyStructuredResultV2 {
  const problem = problemOf(error)
  if (problem.status >= 500) log.error('request failed', { error: describe(error), status: problem.status })
  return respond(problem.status, problem, 'application/problem+json')
}

/** Middy's own errors carry the status that HTTP asks for. */
const withStatus = z.object({ statusCode: z.number() })

function problemOf(error: unknown): Problem {
  if (error instanceof BadInputError || error instanceof RefusedError) return error.problem
  if (error instanceof BusyCaseError) return fixedProblem('unavailable')
  const status = withStatus.safeParse(error).data?.statusCode
  if (status === 415 || status === 422) return fixedProblem('notJson')
  return fixedProblem('unexpected')
}

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)
