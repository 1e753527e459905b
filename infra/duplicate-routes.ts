import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Parts, Route } from './api.ts'

const { GET, POST } = HttpMethod

/** Who lists duplicates compares places, and so reads them; nobody is told one. */
export function duplicateRoutes({ data, escalation }: Parts): Route[] {
  const list = [
    data.index('byReceived'),
    data.items(['GetItem'], 'people'),
    data.items(['Query'], 'duplicates'),
    data.registry(),
  ]
  const settle = [
    data.items(['GetItem', 'PutItem', 'Query'], 'cases'),
    data.registry(),
    escalation.timers.start(),
    data.items(['PutItem'], 'duplicates'),
  ]
  return [
    { method: GET, path: '/duplicates', name: 'list-duplicates', rights: list },
    { method: POST, path: '/duplicates', name: 'settle-duplicates', rights: settle },
  ]
}
