import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import * as z from 'zod'
import { openApiDocument } from '../../functions/platform/openapi.ts'
import { operations } from '../../functions/platform/operations/table.ts'

const schema = z.record(z.string(), z.unknown())
const content = z.record(z.string(), z.object({ schema }))
const parameter = z.object({ name: z.string(), in: z.enum(['path', 'query']), required: z.boolean(), schema })
const operation = z.object({
  operationId: z.string(),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: content.optional() })),
})

/** JSON Schema as the document holds it. */
export type Schema = z.output<typeof schema>
export type Parameter = z.output<typeof parameter>
export interface Described extends z.output<typeof operation> {
  method: string
  path: string
}

/** The operations as a client finds them in the document, which has travelled as JSON. */
export const described: readonly Described[] = Object.entries(
  z
    .object({ paths: z.record(z.string(), z.record(z.string(), operation)) })
    .parse(JSON.parse(JSON.stringify(openApiDocument(operations)))).paths,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, each]) => ({ method: method.toUpperCase(), path, ...each })),
)

export const jsonOf = (body: { content?: z.output<typeof content> | undefined } | undefined): Schema | undefined =>
  body?.content?.['application/json']?.schema

const ajv = new Ajv2020({ strict: false, allErrors: false })
addFormats.default(ajv)
const compiled = new Map<Schema, ValidateFunction>()

/** What is wrong with the value by the document; undefined where nothing is. */
export function faultOf(of: Schema, value: unknown): string | undefined {
  const validate = compiled.get(of) ?? ajv.compile(of)
  compiled.set(of, validate)
  return validate(value) ? undefined : ajv.errorsText(validate.errors)
}
