import fc from 'fast-check'
import * as z from 'zod'
import type { Schema } from './contract.ts'

const schema = z.record(z.string(), z.unknown())
const schemas = z.array(schema)
const properties = z.record(z.string(), schema)

/** Values that a schema of the contract describes, seldom more than one of a list: enough to be broken afterwards. */
export function valuesOf(of: Schema): fc.Arbitrary<unknown> {
  if ('const' in of) return fc.constant(of['const'])
  const choices = z.array(z.unknown()).safeParse(of['enum'])
  if (choices.success) return fc.constantFrom(...choices.data)
  const options = schemas.safeParse(of['anyOf'] ?? of['oneOf'])
  if (options.success) return fc.oneof(...options.data.map(valuesOf))
  switch (of['type']) {
    case 'object':
      return objects(of)
    case 'array':
      return fc.array(valuesOf(schema.parse(of['items'] ?? {})), {
        minLength: Number(of['minItems'] ?? 0),
        maxLength: 1,
      })
    case 'string':
      return texts(of)
    case 'integer':
      return fc.integer(boundsOf(of))
    case 'number':
      return fc.double({ ...boundsOf(of), noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 1 })
  }
}

function objects(of: Schema): fc.Arbitrary<unknown> {
  const fields = properties.safeParse(of['properties'])
  if (!fields.success) return fc.dictionary(fc.string({ maxLength: 5 }), fc.string(), { maxKeys: 2 })
  const required = z.array(z.string()).default([]).parse(of['required'])
  const model = Object.fromEntries(Object.entries(fields.data).map(([key, each]) => [key, valuesOf(each)]))
  return fc.record(model, { requiredKeys: required })
}

const boundsOf = ({ minimum, maximum }: Schema): { min: number; max: number } => ({
  min: Math.max(Number(minimum ?? -1000), -1e9),
  max: Math.min(Number(maximum ?? 1e6), 1e9),
})

/** What a pattern alone would describe too loosely, or too slowly. */
const byFormat: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'date-time': fc.constantFrom(
    '2021-10-18T08:00:00+07:00',
    '2021-10-18T01:00:00Z',
    '2020-02-29T00:00:00.000Z',
    '1900-01-01T00:00:00Z',
    '2199-12-31T23:59:59-23:59',
  ),
  date: fc.constantFrom('2021-10-18', '2021-11-15', '2020-02-29', '1900-01-01', '2199-12-31'),
  email: fc.constant('dau-moi@daklak.example'),
  uri: fc.constant('https://daklak.example/'),
}

function texts({ format, pattern, minLength, maxLength }: Schema): fc.Arbitrary<string> {
  const known = byFormat[String(format)]
  if (known !== undefined) return known
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern))
  return fc.string({ minLength: Number(minLength ?? 0), maxLength: Math.min(Number(maxLength ?? 20), 20) })
}
