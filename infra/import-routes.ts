import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Parts, Route } from './api.ts'

const { GET, POST } = HttpMethod

/** A function that gives out an address of S3 needs the right that the address stands for. */
export function importRoutes({ data, importing }: Parts): Route[] {
  const change = data.items(['GetItem', 'PutItem'], 'imports')
  return [
    { method: POST, path: '/imports', name: 'create-import', rights: [change, data.imports('GetObject', 'PutObject')] },
    {
      method: POST,
      path: '/imports/{id}/commands',
      name: 'command-import',
      rights: [change, data.imports('GetObject'), importing.rows.start()],
    },
    {
      method: GET,
      path: '/imports/{id}',
      name: 'get-import',
      rights: [data.items(['GetItem'], 'imports'), data.imports('GetObject')],
    },
  ]
}
