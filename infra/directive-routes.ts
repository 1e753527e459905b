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

/** Reports on whose responsibility it is that a letter was not carried out. */
export function accountabilityRoutes({ data, accountability }: Parts): Route[] {
  const path = '/directives/{id}/accountability/{kind}'
  const record = data.items(['GetItem'], 'directives')
  const sign = [
    data.items(['GetItem', 'PutItem'], 'directives'),
    data.items(['GetItem', 'PutItem', 'Query'], 'sequences'),
    data.items(['GetItem', 'PutItem', 'Query'], 'cases'),
    data.registry(),
    accountability.reports.start(),
  ]
  return [
    { method: GET, path, name: 'get-accountability', rights: [record, data.accountability('GetObject')] },
    {
      method: POST,
      path: `${path}/drafts`,
      name: 'order-accountability-draft',
      rights: [record, data.registry(), accountability.reports.start()],
    },
    { method: POST, path: `${path}/signature`, name: 'sign-accountability', rights: sign },
    {
      method: POST,
      path: `${path}/explanations`,
      name: 'explain-accountability',
      rights: [data.items(['GetItem', 'PutItem'], 'directives'), data.registry()],
    },
  ]
}
