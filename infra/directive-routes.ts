import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Parts, Route } from './api.ts'

const { GET, POST } = HttpMethod

/** Letters that order something, their tasks, and how far what they order is done. */
export function directiveRoutes({ data }: Parts): Route[] {
  const read = data.items(['GetItem', 'Query'], 'directives')
  // A letter and its tasks; a step of theirs that is near is armed by the next sweep.
  const enter = [
    data.items(['GetItem', 'PutItem'], 'directives'),
    data.items(['GetItem', 'PutItem', 'Query'], 'cases'),
    data.registry(),
  ]
  const path = '/directives/{id}'
  return [
    { method: POST, path: '/directives', name: 'enter-directive', rights: enter },
    { method: POST, path: `${path}/tasks`, name: 'add-directive-tasks', rights: enter },
    { method: GET, path: '/directives', name: 'list-directives', rights: [read] },
    {
      method: GET,
      path,
      name: 'get-directive',
      rights: [read, data.items(['BatchGetItem', 'Query'], 'cases')],
    },
    {
      method: GET,
      path: `${path}/burn-down`,
      name: 'get-burn-down',
      rights: [read, data.index('byAgency'), data.items(['BatchGetItem', 'Query'], 'cases'), data.registry()],
    },
  ]
}
