import { XMLParser } from 'fast-xml-parser'
import * as z from 'zod'

/** Made from the text of GeoReport v2 alone: it knows nothing of the server it talks to. */

const nullable = z.string().nullable()
const moment = z.iso.datetime({ offset: true })

export const services = z.array(
  z.strictObject({
    service_code: z.string(),
    service_name: z.string(),
    description: nullable,
    metadata: z.boolean(),
    type: z.enum(['realtime', 'batch', 'blackbox']),
    keywords: nullable,
    group: nullable,
  }),
)

export const definition = z.strictObject({
  service_code: z.string(),
  attributes: z.array(
    z.strictObject({
      variable: z.boolean(),
      code: z.string(),
      datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
      required: z.boolean(),
      datatype_description: nullable,
      order: z.int().min(1),
      description: nullable,
      values: z.array(z.strictObject({ key: z.string(), name: z.string() })),
    }),
  ),
})

export const requests = z.array(
  z.strictObject({
    service_request_id: z.string(),
    status: z.enum(['open', 'closed']),
    status_notes: nullable,
    service_name: nullable,
    service_code: z.string(),
    description: nullable,
    agency_responsible: nullable,
    service_notice: nullable,
    requested_datetime: moment,
    updated_datetime: moment.nullable(),
    expected_datetime: moment.nullable(),
    address: nullable,
    address_id: nullable,
    zipcode: nullable,
    lat: z.number().nullable(),
    long: z.number().nullable(),
    media_url: z.url().nullable(),
  }),
)

export const filed = z
  .array(z.strictObject({ service_request_id: z.string(), service_notice: nullable, account_id: nullable }))
  .length(1)
export const tokens = z.array(z.strictObject({ service_request_id: z.string(), token: z.string() })).length(1)
export const errors = z.array(z.strictObject({ code: z.int(), description: z.string().min(1) })).min(1)
export const discovery = z.strictObject({
  changeset: z.string(),
  contact: nullable,
  key_service: nullable,
  endpoints: z.array(
    z.strictObject({
      specification: z.literal('http://wiki.open311.org/GeoReport_v2'),
      url: z.url(),
      changeset: z.string(),
      type: z.enum(['production', 'test']),
      formats: z.array(z.enum(['text/xml', 'application/json'])),
    }),
  ),
})

const lists: Record<string, string> = {
  services: 'service',
  service_requests: 'request',
  attributes: 'attribute',
  values: 'value',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
}

/** Elements that hold no text but a number or a truth. */
const typed = new Set(['metadata', 'variable', 'required', 'order', 'lat', 'long', 'code'])

/** The JSON of an XML answer, by the Spark convention. */
export function fromXml(xml: string): unknown {
  if (!xml.startsWith('<?xml version="1.0" encoding="utf-8"?>')) throw new Error('no declaration')
  const parsed: unknown = new XMLParser({
    ignoreDeclaration: true,
    parseTagValue: false,
    isArray: (name) => Object.values(lists).includes(name),
  }).parse(xml)
  const [[root, value] = ['', undefined]] = Object.entries(z.record(z.string(), z.unknown()).parse(parsed))
  return plain(root, value)
}

function plain(name: string, value: unknown): unknown {
  const member = lists[name]
  if (member !== undefined) {
    const members = z.record(z.string(), z.array(z.unknown())).safeParse(value).data?.[member] ?? []
    return members.map((each) => plain(member, each))
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(key, each)]))
  if (value === '') return null
  return typed.has(name) && /^(true|false|-?\d+(\.\d+)?)$/.test(String(value)) ? JSON.parse(String(value)) : value
}

export interface Told {
  status: number
  type: string | null
  body: unknown
}

/** A client of one endpoint in one format. */
export function open311Client(endpoint: string, format: 'json' | 'xml') {
  const call = async (resource: string, query: Record<string, string> = {}, init: RequestInit = {}): Promise<Told> => {
    const response = await fetch(`${endpoint}/${resource}.${format}?${new URLSearchParams(query).toString()}`, init)
    const text = await response.text()
    const body: unknown = format === 'json' ? JSON.parse(text) : fromXml(text)
    return { status: response.status, type: response.headers.get('content-type'), body }
  }
  return {
    format,
    get: (resource: string, query?: Record<string, string>) => call(resource, query),
    post: (form: [string, string][]) =>
      call(
        'requests',
        {},
        {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
          body: new URLSearchParams(form).toString(),
        },
      ),
  }
}
