import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Parts, Route } from './api.ts'
import type { Right } from './house.ts'

const { GET, POST } = HttpMethod

/** The weekly report: what people give to it, who signs it, what stands behind it, and the numbers of documents. */
export const reportRoutes = (parts: Parts): Route[] => [
  ...contributionRoutes(parts),
  ...contentRoutes(parts),
  ...numberRoutes(parts),
]

const week = '/weekly-reports/{week}'

const readReport = ({ data }: Parts): Right[] => [data.items(['Query'], 'reports'), data.objects('GetObject')]

const countCases = ({ data }: Parts): Right[] => [
  data.index('byAgency'),
  data.items(['BatchGetItem', 'Query'], 'cases'),
  data.items(['Query'], 'directives', 'incidents'),
  data.registry(),
]

function contributionRoutes(parts: Parts): Route[] {
  const { data, reporting } = parts
  const contribute = [data.items(['GetItem', 'PutItem', 'Query'], 'reports'), data.registry()]
  const sign = [
    data.items(['GetItem', 'PutItem', 'Query'], 'reports'),
    data.items(['GetItem', 'PutItem', 'Query'], 'sequences'),
    data.objects('GetObject'),
    reporting.day.start(),
  ]
  return [
    { method: POST, path: `${week}/contributions`, name: 'contribute-to-report', rights: contribute },
    {
      method: GET,
      path: `${week}/contributions`,
      name: 'list-contributions',
      rights: [...readReport(parts), data.registry()],
    },
    { method: POST, path: `${week}/signature`, name: 'sign-report', rights: sign },
    {
      method: POST,
      path: `${week}/transmissions`,
      name: 'record-transmissions',
      rights: [data.items(['GetItem', 'PutItem', 'Query'], 'reports'), data.objects('GetObject')],
    },
  ]
}

function contentRoutes(parts: Parts): Route[] {
  const { data, reporting } = parts
  const recompute = [...readReport(parts), ...countCases(parts)]
  const correct = [
    data.items(['GetItem', 'PutItem', 'Query'], 'reports'),
    data.objects('GetObject', 'PutObject'),
    ...countCases(parts),
    reporting.day.start(),
  ]
  return [
    {
      method: GET,
      path: week,
      name: 'get-report',
      rights: [...readReport(parts), data.items(['Query'], 'incidents')],
    },
    { method: GET, path: '/briefs/{date}', name: 'get-brief', rights: [data.objects('GetObject')] },
    { method: GET, path: `${week}/figures/{id}`, name: 'get-figure', rights: readReport(parts) },
    { method: POST, path: `${week}/drafts`, name: 'recompute-report', rights: recompute },
    { method: POST, path: `${week}/corrections`, name: 'correct-report', rights: correct },
  ]
}

function numberRoutes({ data }: Parts): Route[] {
  const set = [data.items(['GetItem', 'PutItem', 'Query'], 'sequences'), data.registry()]
  const list = [data.items(['Query'], 'sequences'), data.registry()]
  return [
    { method: POST, path: '/document-numbers', name: 'set-document-number', rights: set },
    { method: GET, path: '/document-numbers', name: 'list-document-numbers', rights: list },
  ]
}
