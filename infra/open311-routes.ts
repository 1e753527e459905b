import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Parts, Route } from './api.ts'

const { GET, POST } = HttpMethod

const READ = 'GeoReport v2 lets anybody read; what is answered holds nobody’s name, words, pictures or exact place.'
const WRITE = 'The api_key of GeoReport v2 stands in the form: the function looks for its hash before anything else.'

/**
 * Open311 GeoReport v2, and the keys that providers hold to it. The format is a part of the last segment, which HTTP
 * APIs cannot tell from the rest: the functions read both.
 */
export function open311Routes({ data, escalation }: Parts): Route[] {
  const file = [
    data.items(['GetItem', 'PutItem', 'Query'], 'cases'),
    data.registry(),
    escalation.timers.start(),
    data.items(['GetItem'], 'apiKeys'),
    data.items(['PutItem'], 'people'),
    data.items(['UpdateItem'], 'callers'),
  ]
  const list = [data.index('byReceived'), data.items(['BatchGetItem', 'Query'], 'cases'), data.registry()]
  const read = [data.items(['GetItem', 'Query'], 'cases'), data.registry()]
  const change = [data.items(['GetItem', 'PutItem', 'Query'], 'apiKeys'), data.registry()]
  const path = '/open311/v2/{resource}'
  return [
    { method: GET, path, name: 'list-open311', rights: list, open: READ },
    { method: GET, path: `${path}/{id}`, name: 'read-open311', rights: read, open: READ },
    { method: POST, path, name: 'file-open311', rights: file, open: WRITE },
    { method: POST, path: '/api-keys', name: 'create-api-key', rights: change },
    { method: POST, path: '/api-keys/{id}/revocation', name: 'revoke-api-key', rights: change },
    {
      method: GET,
      path: '/api-keys',
      name: 'list-api-keys',
      rights: [data.items(['Query'], 'apiKeys'), data.registry()],
    },
  ]
}
