import { hash } from 'node:crypto'
import middy from '@middy/core'
import httpHeaderNormalizer from '@middy/http-header-normalizer'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { PAGE_SCRIPT } from '../text/page-frame.ts'
import { refusalPage } from '../text/answer-refusal.ts'
import { PAGE_STYLE } from '../text/page-style.ts'
import type { Log } from '../work/deps.ts'
import { cleanInput } from './clean-input.ts'
import { toldApart } from './log.ts'

export interface Page {
  status: number
  page: string
}

const source = (content: string): string => `'sha256-${hash('sha256', content, 'base64')}'`

/** Nothing runs or looks that is not ours, nothing is sent elsewhere, and nobody shows the page in a frame of theirs. */
const policy = [
  "default-src 'none'",
  `style-src ${source(PAGE_STYLE)}`,
  `script-src ${source(PAGE_SCRIPT)}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The address of the page is the right to answer: it goes into no cache, no search engine and no other site's log. */
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
}

const respond = ({ status, page }: Page): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers,
  body: page,
})

/** The stack of a route that people open in a browser: a page in every case, also where something fails. */
export const pageRoute = (log: Log) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(toldApart)
    .use(httpHeaderNormalizer())
    .use({
      onError: (request) => {
        const { error } = request
        const isForeign = error !== null && 'statusCode' in error && error.statusCode === 415
        if (!isForeign) log.error('page failed', { error: error instanceof Error ? error.name : String(error) })
        request.response = respond(refusalPage(isForeign ? 'foreign' : 'unexpected'))
      },
    })

/** What a handler of a page gets and gives. */
export const showing =
  (handle: (token: string, body: unknown) => Promise<Page>) =>
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { value, issues } = cleanInput(event.body)
    if (issues.length > 0) return respond(refusalPage('foreign'))
    return respond(await handle(event.pathParameters?.['token'] ?? '', value))
  }
