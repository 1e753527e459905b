import * as z from 'zod'
import { attributeType } from '../../domain/service.ts'
import { apiKeyPath, apiKeyRequest, apiKeysAnswer, apiKeysQuery, apiKeyView } from '../../work/api-keys.ts'
import { requestForm, requestQuery, requestsQuery } from '../../work/open311-wire.ts'
import type { Operation } from './operation.ts'

const text = z.string().nullable()

/** The resource with its format, as `requests.json`. */
const resource = z.string().min(1).max(100)
const jurisdiction = { jurisdiction_id: z.string().optional() }

const errors = z.array(z.strictObject({ code: z.int(), description: z.string() }))

const request = z.looseObject({
  service_request_id: z.string(),
  status: z.enum(['open', 'closed']),
  service_code: z.string(),
  requested_datetime: z.iso.datetime({ offset: true }),
})
const service = z.looseObject({ service_code: z.string(), service_name: z.string(), metadata: z.boolean() })
const definition = z.strictObject({
  service_code: z.string(),
  attributes: z.array(z.looseObject({ code: z.string(), datatype: attributeType, required: z.boolean() })),
})
const discovery = z.looseObject({ endpoints: z.array(z.looseObject({ url: z.string() })) })
const filed = z.array(z.strictObject({ service_request_id: z.string(), service_notice: text, account_id: text }))
const token = z.array(z.strictObject({ service_request_id: z.string(), token: z.string() }))

const georeport: readonly Operation[] = [
  {
    name: 'list-open311',
    method: 'GET',
    path: '/open311/v2/{resource}',
    access: 'anybody',
    summary: 'GeoReport v2: `discovery`, `services` or `requests`, as `.json` or as `.xml`',
    parameters: { resource },
    query: requestsQuery.extend(jurisdiction),
    refusal: errors,
    answers: { 200: z.union([discovery, z.array(service), z.array(request)]) },
  },
  {
    name: 'read-open311',
    method: 'GET',
    path: '/open311/v2/{resource}/{id}',
    access: 'anybody',
    summary: 'GeoReport v2: one of `services`, `requests` or `tokens`; its id ends with `.json` or `.xml`',
    parameters: { resource, id: z.string().min(1).max(300) },
    query: requestQuery.extend(jurisdiction),
    refusal: errors,
    answers: { 200: z.union([definition, z.array(request), token]) },
  },
  {
    name: 'file-open311',
    method: 'POST',
    path: '/open311/v2/{resource}',
    access: 'anybody',
    summary: 'GeoReport v2: a report to `requests.json` or `requests.xml`, with the `api_key` of a provider',
    parameters: { resource },
    form: requestForm.extend({ ...jurisdiction, api_key: z.string() }),
    refusal: errors,
    answers: { 200: filed },
  },
]

const keys: readonly Operation[] = [
  {
    name: 'create-api-key',
    method: 'POST',
    path: '/api-keys',
    access: 'manageApiKeys',
    summary: 'A provider’s key to Open311; the answer is the only place where it ever stands',
    body: apiKeyRequest,
    answers: { 201: apiKeyView.extend({ key: z.string() }) },
  },
  {
    name: 'list-api-keys',
    method: 'GET',
    path: '/api-keys',
    access: 'manageApiKeys',
    summary: 'Which keys there are and were, by their ids',
    query: apiKeysQuery,
    answers: { 200: apiKeysAnswer },
  },
  {
    name: 'revoke-api-key',
    method: 'POST',
    path: '/api-keys/{id}/revocation',
    access: 'manageApiKeys',
    summary: 'From then on the key opens nothing',
    parameters: { id: apiKeyPath },
    answers: { 200: apiKeyView },
  },
]

export const open311Operations: readonly Operation[] = [...georeport, ...keys]
