import fc from 'fast-check'
import { breakages, broken, hostile } from './broken-values.ts'
import { faultOf, jsonOf, type Described, type Parameter, type Schema } from './contract.ts'
import { isRecord } from './records.ts'
import { valuesOf } from './schema-arbitrary.ts'

/** A request as it goes over the wire. */
export interface Malformed {
  path: string
  headers: Record<string, string>
  body: string | Uint8Array | undefined
}

const JSON_TYPE = { 'content-type': 'application/json' }
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' }

/** Texts that can stand in an address. */
const words = hostile.filter((each) => typeof each === 'string').map((each) => each.slice(0, 300).toWellFormed())

/** Requests to one operation, each with at least one thing that the contract does not describe. */
export function malformedRequests(operation: Described): fc.Arbitrary<Malformed> {
  const { requestBody, parameters } = operation
  const schema = jsonOf(requestBody)
  if (schema !== undefined)
    return fc.oneof({ weight: 8, arbitrary: brokenBodies(operation, schema) }, brokenTexts(operation, schema))
  if (requestBody !== undefined) return brokenForms(operation)
  const ways = [
    ...(parameters.some((each) => each.in === 'query') ? [strangeQueries(operation), strangeQueries(operation)] : []),
    ...(parameters.some((each) => each.in === 'path') ? [strangePaths(operation)] : []),
  ]
  // Where nothing may be said, whatever is said is not listened to.
  return ways.length === 0 ? strangeQueries(operation) : fc.oneof(...ways)
}

const pathOf = ({ path, parameters }: Described): fc.Arbitrary<string> =>
  fc
    .record(Object.fromEntries(inPath(parameters).map(({ name, schema }) => [name, valuesOf(schema)])))
    .map((values) => filled(path, values))

const inPath = (parameters: readonly Parameter[]): Parameter[] => parameters.filter((each) => each.in === 'path')

const filled = (path: string, values: Readonly<Record<string, unknown>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name]).toWellFormed()) || 'x')

/** A body that the schema refuses: what broke nothing gets a field that nobody knows. */
function brokenBodies(operation: Described, schema: Schema): fc.Arbitrary<Malformed> {
  return fc.tuple(pathOf(operation), valuesOf(schema), breakages).map(([path, value, how]) => {
    const attempt = asSent(broken(value, how))
    const wrong =
      faultOf(schema, attempt) === undefined ? { ...(isRecord(attempt) && attempt), 'không có': 1 } : attempt
    return { path, headers: JSON_TYPE, body: JSON.stringify(wrong) }
  })
}

/** What is left of a value once it has travelled. */
const asSent = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null))

/** Bodies that are no JSON, or more than JSON promises, and what goes wrong around them. */
function brokenTexts(operation: Described, schema: Schema): fc.Arbitrary<Malformed> {
  const text = valuesOf(schema).map((value) => JSON.stringify(value))
  const bodies = fc.oneof(
    fc.tuple(text, fc.nat()).map(([json, at]) => json.slice(0, at % json.length)),
    text.map((json) => json.replace('{', '{"a":1,"a":2,')),
    text.map((json) => `\uFEFF${json}x`),
    text.map((json) => Buffer.concat([Buffer.from(json.slice(0, -1)), Buffer.from([0xc3, 0x28, 0xff])])),
    fc.constantFrom(
      '',
      'null',
      '[]',
      '"x"',
      '1',
      'NaN',
      '{',
      '{"__proto__":{"a":1}}',
      '['.repeat(50_000),
      '{"a":'.repeat(9000),
    ),
    fc.constant(JSON.stringify({ x: 'x'.repeat(1_000_000) })),
  )
  const kind = fc.constantFrom<Record<string, string>>(JSON_TYPE, JSON_TYPE, JSON_TYPE, FORM_TYPE, {
    'content-type': 'text/xml',
  })
  return fc.tuple(pathOf(operation), bodies, kind).map(([path, body, headers]) => ({ path, headers, body }))
}

function brokenForms(operation: Described): fc.Arbitrary<Malformed> {
  const names = Object.keys(formFieldsOf(operation))
  const field = fc.tuple(fc.constantFrom(...names, 'a', 'attribute[x]', '__proto__'), fc.constantFrom(...words))
  const body = fc.oneof(
    fc.array(field, { maxLength: 6 }).map((fields) => new URLSearchParams(fields).toString()),
    fc.constantFrom('', '%', '%ZZ=%00', 'a=%C3%28', '&&==&', 'a'.repeat(100_000)),
  )
  return fc.tuple(pathOf(operation), body).map(([path, text]) => ({ path, headers: FORM_TYPE, body: text }))
}

function formFieldsOf({ requestBody }: Described): Record<string, unknown> {
  const properties = requestBody?.content['application/x-www-form-urlencoded']?.schema['properties']
  return isRecord(properties) ? properties : {}
}

/** A parameter with a value that is not one of its own, or one that nobody knows. */
function strangeQueries(operation: Described): fc.Arbitrary<Malformed> {
  const known = operation.parameters.filter((each) => each.in === 'query')
  const names = fc.constantFrom(...known.map(({ name }) => name), 'không có', '__proto__')
  return fc.tuple(pathOf(operation), names, fc.constantFrom(...words)).map(([path, name, value]) => {
    const schema = known.find((each) => each.name === name)?.schema
    const isWrong = schema !== undefined && faultOf(schema, value) !== undefined
    const query = new URLSearchParams({ [name]: value, ...(!isWrong && { 'không có': '1' }) })
    return { path: `${path}?${query.toString()}`, headers: {}, body: undefined }
  })
}

function strangePaths(operation: Described): fc.Arbitrary<Malformed> {
  const names = inPath(operation.parameters).map(({ name }) => name)
  const strange = fc.constantFrom(...words, '%', '.', '..')
  const query = operation.parameters.some((each) => each.in === 'query' && each.required) ? '?purpose=none' : ''
  return strange.map((value) => ({
    path: filled(operation.path, Object.fromEntries(names.map((name) => [name, value]))) + query,
    headers: {},
    body: undefined,
  }))
}
