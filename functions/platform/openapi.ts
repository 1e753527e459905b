import * as z from 'zod'
import { accessMatrix, type Action } from '../domain/access.ts'
import { keysOf } from '../domain/objects.ts'
import { problem } from './operations/answers.ts'
import { HTML, type Access, type Operation } from './operations/operation.ts'

type Json = Record<string, unknown>

/**
 * The API as an OpenAPI 3.1 document: paths, parameters, bodies and answers from the very schemas that the handlers
 * parse with, refusals as problem details, and who may call from the access matrix.
 */
export const openApiDocument = (operations: readonly Operation[]): Json => ({
  openapi: '3.1.0',
  info: {
    title: 'Đôn đốc',
    version: '1',
    description: DESCRIPTION,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  tags: [...new Set(operations.map(tagOf))].map((name) => ({ name })),
  paths: pathsOf(operations),
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    schemas: { Problem: schemaOf(problem, 'output'), GatewayMessage: GATEWAY_MESSAGE },
    responses: RESPONSES,
  },
})

const DESCRIPTION = [
  'Overdue work of a smart-city monitoring centre. Instants are ISO 8601 with an offset, answered in UTC; dates are',
  'those of a wall in Vietnam. What is refused is told as problem details in Vietnamese and English, field by field.',
].join(' ')

/** API Gateway answers by itself what never reaches a function, and in its own words. */
const GATEWAY_MESSAGE = { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] }

const ref = (kind: string, name: string): Json => ({ $ref: `#/components/${kind}/${name}` })
const refusal = (description: string, ...extra: readonly Json[]): Json => ({
  description,
  content: {
    'application/problem+json': { schema: ref('schemas', 'Problem') },
    ...(extra.length > 0 && { 'application/json': { schema: ref('schemas', 'GatewayMessage') } }),
  },
})
const byGateway = {}

const RESPONSES = {
  BadInput: refusal('A field is wrong: each with its value and its rule'),
  Unauthenticated: refusal('No token that holds', byGateway),
  Forbidden: refusal('The role may not do this, or the thing is somebody else’s'),
  NotFound: refusal('There is no such thing'),
  Refused: refusal('Any other refusal; `type` names it'),
  TooLarge: refusal('The body is too large', byGateway),
  TooMany: refusal('Too many requests; `retry-after` says when to go on', byGateway),
}

function pathsOf(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: operationOf(operation) }
  return paths
}

const tagOf = ({ path }: Operation): string => path.split('/')[1] ?? ''

function operationOf(operation: Operation): Json {
  const { name, summary, access, body, form } = operation
  const parameters = parametersOf(operation)
  const content = body === undefined ? form && formContent(form) : jsonContent(schemaOf(body, 'input'))
  return {
    operationId: name,
    tags: [tagOf(operation)],
    summary,
    ...(isGuarded(access) ? { security: [{ token: [] }], 'x-access': accessMatrix[access] } : { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(content && { requestBody: { required: true, content } }),
    responses: responsesOf(operation),
  }
}

const actions: readonly string[] = keysOf(accessMatrix)
const isGuarded = (access: Access): access is Action => actions.includes(access)

const jsonContent = (schema: Json): Json => ({ 'application/json': { schema } })
const formContent = (form: z.ZodType): Json => ({
  'application/x-www-form-urlencoded': { schema: schemaOf(form, 'input') },
})

function parametersOf({ parameters = {}, query }: Operation): Json[] {
  const inPath = Object.entries(parameters).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema: schemaOf(schema, 'input'),
  }))
  const wanted = new Set(query && z.array(z.string()).optional().parse(schemaOf(query, 'input')['required']))
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: wanted.has(name),
    schema: schemaOf(schema, 'input'),
  }))
  return [...inPath, ...inQuery]
}

function responsesOf({ access, parameters, body, form, answers, refusal: own }: Operation): Json {
  const good = Object.entries(answers).map(([status, answer]) => {
    const content =
      answer === HTML ? { [HTML]: { schema: { type: 'string' } } } : jsonContent(schemaOf(answer, 'output'))
    return [status, { description: 'Done', content }]
  })
  return {
    ...Object.fromEntries(good),
    ...(access === 'link' || own
      ? {}
      : refusalsOf({ isGuarded: isGuarded(access), isNamed: parameters !== undefined })),
    ...((body ?? form) && { 413: ref('responses', 'TooLarge') }),
    429: own ? tooManyFor(schemaOf(own, 'output')) : ref('responses', 'TooMany'),
    default: own
      ? { description: 'Refused', content: jsonContent(schemaOf(own, 'output')) }
      : access === 'link'
        ? htmlRefusal
        : ref('responses', 'Refused'),
  }
}

/** The function's own words, or the gateway's, which guards all callers of a route. */
const tooManyFor = (own: Json): Json => ({
  description: RESPONSES.TooMany['description'],
  content: jsonContent({ anyOf: [own, ref('schemas', 'GatewayMessage')] }),
})

const htmlRefusal = {
  description: 'A page that says what is wrong',
  content: { [HTML]: { schema: { type: 'string' } } },
}

const refusalsOf = ({ isGuarded: guarded, isNamed }: { isGuarded: boolean; isNamed: boolean }): Json => ({
  400: ref('responses', 'BadInput'),
  ...(guarded && { 401: ref('responses', 'Unauthenticated'), 403: ref('responses', 'Forbidden') }),
  ...(isNamed && { 404: ref('responses', 'NotFound') }),
})

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. Rules of several fields at once are told in the refusal only. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', override })
  return rest
}

/** What a transform answers is not known to the library; of instants it is, by their format. */
function override({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === 'date-time') jsonSchema.type = 'string'
}
