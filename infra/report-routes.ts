import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Parts, Route } from './api.ts'

const { GET, POST } = HttpMethod

/** The weekly report: what people give to it, who signs it, what stands behind it, and the numbers of documents. */
export function reportRoutes({ data, reporting }: Parts): Route[] {
  const week = '/weekly-reports/{week}'
  const readReport = [data.items(['Query'], 'reports'), data.objects('GetObject')]
  const countCases = [
    data.index('byAgency'),
    data.items(['BatchGetItem', 'Query'], 'cases'),
    data.items(['Query'], 'incidents'),
    data.registry(),
  ]
  const numbers = [data.items(['GetItem', 'PutItem', 'Query'], 'sequences'), data.registry()]
  return [
    {
      method: POST,
      path: `${week}/contributions`,
      name: 'contribute-to-report',
      rights: [data.items(['GetItem', 'PutItem', 'Query'], 'reports'), data.registry()],
    },
    {
      method: GET,
      path: `${week}/contributions`,
      name: 'list-contributions',
      rights: [...readReport, data.registry()],
    },
    {
      method: POST,
      path: `${week}/signature`,
      name: 'sign-report',
      rights: [
        data.items(['PutItem', 'Query'], 'reports'),
        data.items(['GetItem', 'PutItem', 'Query'], 'sequences'),
        data.objects('GetObject'),
        reporting.day.start(),
      ],
    },
    { method: GET, path: week, name: 'get-report', rights: readReport },
    { method: GET, path: `${week}/figures/{id}`, name: 'get-figure', rights: readReport },
    {
      method: POST,
      path: `${week}/drafts`,
      name: 'recompute-report',
      rights: [...readReport, ...countCases],
      memory: 1769,
    },
    {
      method: POST,
      path: `${week}/corrections`,
      name: 'correct-report',
      rights: [
        data.items(['GetItem', 'PutItem', 'Query'], 'reports'),
        data.objects('GetObject', 'PutObject'),
        ...countCases,
        reporting.day.start(),
      ],
      memory: 1769,
    },
    { method: POST, path: '/document-numbers', name: 'set-document-number', rights: numbers },
    {
      method: GET,
      path: '/document-numbers',
      name: 'list-document-numbers',
      rights: [data.items(['Query'], 'sequences'), data.registry()],
    },
  ]
}
