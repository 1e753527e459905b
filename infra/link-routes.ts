import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Parts, Route } from './api.ts'

const { GET, POST } = HttpMethod

const BY_LINK =
  'The link is the authorization: signed, expiring, for one mail or one page of figures. Officials and leaders have no accounts.'

/** Whoever opens a link, a mail scanner too, changes nothing: that function may not write. */
export function linkRoutes({ data, answers, escalation }: Parts): Route[] {
  const path = '/answers/{token}'
  const read = [
    answers.read(),
    data.items(['GetItem'], 'mails'),
    data.items(['BatchGetItem', 'Query'], 'cases'),
    data.registry(),
  ]
  const write = [data.items(['GetItem', 'PutItem'], 'cases'), escalation.timers.start()]
  return [
    { method: GET, path, name: 'show-answer-page', rights: read, open: BY_LINK },
    { method: POST, path, name: 'answer-mail', rights: [...read, ...write], open: BY_LINK },
    {
      method: GET,
      path: '/figures/{token}',
      name: 'show-figures-page',
      rights: [answers.read(), data.objects('GetObject')],
      open: BY_LINK,
    },
  ]
}
