import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { JWTPayload } from 'jose'
import * as z from 'zod'

import type { RouteModel } from './model.ts'
import { ACCOUNT } from './intrinsics.ts'

export interface ApiCall {
  readonly request: Request
  readonly body: Buffer
  readonly route: RouteModel
  /** Decoded. */
  readonly pathParameters: Readonly<Record<string, string>>
  readonly claims: JWTPayload | undefined
  readonly requestId: string
  /** Epoch milliseconds. */
  readonly now: number
}

/** The library's type wants an `authorizer` with fields that only other kinds of it have. */
type ApiEvent = APIGatewayProxyEventV2 & { requestContext: { authorizer?: { jwt: JwtContext } } }

interface JwtContext {
  readonly claims: Readonly<Record<string, string>>
  /** Null on a route that asks for none. */
  readonly scopes: readonly string[] | null
}

/** All else arrives in base64, forms too. */
const TEXT = /^(text\/|application\/(json|javascript|xml)\b)/

/** The event, payload format 2.0, that API Gateway makes of a request. */
export function apiEvent({ request, body, route, pathParameters, claims, requestId, now }: ApiCall): ApiEvent {
  const url = new URL(request.url)
  const headers = Object.fromEntries([...request.headers].filter(([name]) => name !== 'cookie'))
  const cookies = request.headers.get('cookie')?.split('; ')
  const query = [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name).join(',')])
  const isText = TEXT.test(headers['content-type'] ?? '')
  // Unlike REST APIs and function URLs, an HTTP API hands over the path decoded.
  const path = decodeURIComponent(url.pathname)
  const routeKey = route.path === '$default' ? '$default' : `${route.method} ${route.path}`
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: url.search.slice(1),
    headers,
    ...(cookies && { cookies }),
    ...(query.length > 0 && { queryStringParameters: Object.fromEntries(query) }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters: { ...pathParameters } }),
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      ...(claims && { authorizer: { jwt: jwtContext(claims, route) } }),
      domainName: url.host,
      domainPrefix: 'local',
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: clfTime(now),
      timeEpoch: now,
    },
  }
}

export const scopesOf = ({ scope }: JWTPayload): string[] => (typeof scope === 'string' ? scope.split(' ') : [])

/** Claims reach a function as text: a list as `[a b]`. */
const jwtContext = (claims: JWTPayload, { authorizer }: RouteModel): JwtContext => ({
  claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(value)])),
  scopes: authorizer && authorizer.scopes.length > 0 ? scopesOf(claims) : null,
})

function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(String).join(' ')}]`
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** `14/Oct/2021:01:00:00 +0000` */
const clfTime = (now: number): string => {
  const [, day, month, year, time] = new Date(now).toUTCString().split(' ')
  return `${day}/${month}/${year}:${time} +0000`
}

const answerSchema = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
})

/** The response that a function's answer stands for; one without `statusCode` is the body of a 200. */
export function apiResponse(answer: unknown): Response {
  if (typeof answer !== 'object' || answer === null || !('statusCode' in answer)) {
    const body = typeof answer === 'string' ? answer : JSON.stringify(answer)
    return new Response(body, { headers: { 'content-type': 'application/json' } })
  }
  const parsed = answerSchema.safeParse(answer)
  if (!parsed.success) return problem(500, 'Internal Server Error')
  const { statusCode, headers, cookies, body = '', isBase64Encoded } = parsed.data
  const response = new Response(
    [204, 205, 304].includes(statusCode) ? null : isBase64Encoded ? Buffer.from(body, 'base64') : body,
    { status: statusCode, headers: { 'content-type': 'text/plain;charset=utf-8', ...lowerCase(headers) } },
  )
  for (const cookie of cookies) response.headers.append('set-cookie', cookie)
  return response
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** API Gateway's own words. */
export const problem = (status: number, message: string, headers: Record<string, string> = {}): Response =>
  Response.json({ message }, { status, headers })
