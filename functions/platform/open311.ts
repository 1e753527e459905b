import middy from '@middy/core'
import httpHeaderNormalizer from '@middy/http-header-normalizer'
import httpUrlencodeBodyParser from '@middy/http-urlencode-body-parser'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import * as z from 'zod'
import { inputProblem } from '../text/input-words.ts'
import { open311Errors, type Refusal } from '../text/open311-errors.ts'
import { open311Xml } from '../text/open311-xml.ts'
import type { Log } from '../work/deps.ts'
import { Open311RefusedError, type Fields } from '../work/open311-wire.ts'
import { BusyCaseError } from '../work/update-case.ts'
import { cleanInput } from './clean-input.ts'

/** A call as GeoReport v2 words it. */
export interface Open311Request {
  /** Below the endpoint, without the format: `requests`, or `services` and `giao-thong`. */
  resource: string
  id: string | undefined
  query: Fields
  form: Fields
  /** Where the endpoint is, as the caller sees it. */
  url: string
}

/** The name of the XML's root, and the answer's JSON. */
export interface Open311Answer {
  root: string
  value: unknown
}

const ENDPOINT = '/open311/v2'

const stack = (log: Log) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(httpHeaderNormalizer())
    .use({
      onError: (request) => {
        const refusals = refusalsOf(request.error)
        const errors = refusals.flatMap(open311Errors)
        const status = errors[0]?.code ?? 500
        if (status >= 500) log.error('open311 failed', { error: describe(request.error), status })
        const response = respond(request.event, status, { root: 'errors', value: errors })
        request.response = { ...response, headers: { ...response.headers, ...retryAfter(refusals) } }
      },
    })

function retryAfter(refusals: readonly Refusal[]): Record<string, string> {
  const waits = refusals.flatMap((refusal) => (refusal.why === 'tooMany' ? [refusal.seconds] : []))
  return waits.length === 0 ? {} : { 'retry-after': String(Math.max(...waits)) }
}

type Handle = (request: Open311Request) => Promise<Open311Answer>

const answer = (handle: Handle) => async (event: APIGatewayProxyEventV2) => {
  if (formatOf(event) === undefined) throw new Open311RefusedError({ why: 'formatUnknown' })
  return respond(event, 200, await handle(requestOf(event)))
}

/** A route that anybody may read. */
export const open311Read = (log: Log, handle: Handle) => stack(log).handler(answer(handle))

/** A route that takes a form, from whoever holds a key. */
export const open311Write = (log: Log, handle: Handle) =>
  stack(log)
    .use({ before: ({ event }) => refuseLarge(event) })
    .use(httpUrlencodeBodyParser())
    .handler(answer(handle))

/** What the longest fields take, several times: the citizen is one item of the table. */
const MOST_CHARACTERS = 100_000

function refuseLarge({ body = '' }: APIGatewayProxyEventV2): void {
  if (body.length > MOST_CHARACTERS) throw new Open311RefusedError({ why: 'tooLarge' })
}

const form = z.record(z.string(), z.unknown())

function requestOf(event: APIGatewayProxyEventV2): Open311Request {
  const { headers, requestContext, queryStringParameters = {} } = event
  const path = event.rawPath.slice(event.rawPath.indexOf(ENDPOINT) + ENDPOINT.length + 1).replace(FORMAT, '')
  const slash = path.indexOf('/')
  return {
    resource: slash < 0 ? path : path.slice(0, slash),
    id: slash < 0 ? undefined : path.slice(slash + 1),
    query: cleaned(queryStringParameters),
    // The parser's object has no prototype.
    form: cleaned({ ...form.safeParse(event.body).data }),
    url: `${headers['x-forwarded-proto'] ?? 'http'}://${requestContext.domainName}${ENDPOINT}`,
  }
}

/** @throws Open311RefusedError for what no table or answer could carry */
function cleaned(fields: Fields): Fields {
  const { value, issues } = cleanInput(fields)
  if (issues.length > 0) throw new Open311RefusedError({ why: 'input', problem: inputProblem(issues, fields) })
  return form.parse(value)
}

const FORMAT = /\.(json|xml)$/

const formatOf = ({ rawPath }: APIGatewayProxyEventV2): string | undefined => FORMAT.exec(rawPath)?.[1]

/** XML is what every server must speak: it answers whoever named no format. */
function respond(
  event: APIGatewayProxyEventV2,
  statusCode: number,
  { root, value }: Open311Answer,
): APIGatewayProxyStructuredResultV2 {
  const isJson = formatOf(event) === 'json'
  return {
    statusCode,
    headers: {
      'content-type': isJson ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
    body: isJson ? JSON.stringify(value) : open311Xml(root, value),
  }
}

/** Middy's own errors carry the status that HTTP asks for. */
const withStatus = z.object({ statusCode: z.number() })

function refusalsOf(error: unknown): readonly Refusal[] {
  if (error instanceof Open311RefusedError) return error.refusals
  if (error instanceof BusyCaseError) return [{ why: 'unavailable' }]
  return [{ why: withStatus.safeParse(error).data?.statusCode === 415 ? 'notForm' : 'unexpected' }]
}

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)
