import * as z from 'zod'

/** Does an event have what a rule's pattern asks for? */
export type EventTest = (event: unknown) => boolean

type ValueTest = (value: unknown) => boolean

const literal = z.union([z.string(), z.number(), z.boolean(), z.null()])
const prefix = z.strictObject({ prefix: z.string() })
const anythingBut = z.strictObject({
  'anything-but': z.union([literal, z.array(literal), prefix]).transform((refused) => [refused].flat()),
})
const exists = z.strictObject({ exists: z.boolean() })
const matcher = z.union([literal, prefix, anythingBut, exists])
const leaf = z.array(matcher).min(1)
const branch = z.record(z.string().regex(/^[^$]/, 'operators on fields are not supported'), z.unknown())

/**
 * Compiles an event pattern: nested fields, exact values, `prefix`, `anything-but` and `exists`.
 * @throws ZodError for the filters of EventBridge that are not supported here
 */
export function compilePattern(pattern: unknown): EventTest {
  const fields = Object.entries(branch.parse(pattern)).map(([name, wanted]) => ({ name, test: compileField(wanted) }))
  return (event) => {
    const values = z.record(z.string(), z.unknown()).safeParse(event).data ?? {}
    return fields.every(({ name, test }) => test(Object.hasOwn(values, name) ? values[name] : undefined))
  }
}

function compileField(wanted: unknown): ValueTest {
  if (!Array.isArray(wanted)) return compilePattern(wanted)
  const tests = leaf.parse(wanted).map(valueTest)
  return (value) => tests.some((test) => test(value))
}

/** An array in the event matches when one of its values does. */
function valueTest(wanted: z.infer<typeof matcher>): ValueTest {
  if (typeof wanted === 'object' && wanted !== null && 'exists' in wanted) {
    return (value) => (value !== undefined) === wanted.exists
  }
  const matches = oneValueTest(wanted)
  return (value) => [value].flat().some((one) => one !== undefined && matches(one))
}

function oneValueTest(wanted: Exclude<z.infer<typeof matcher>, { exists: boolean }>): ValueTest {
  if (typeof wanted !== 'object' || wanted === null) return (value) => value === wanted
  if ('prefix' in wanted) return (value) => typeof value === 'string' && value.startsWith(wanted.prefix)
  const refused = wanted['anything-but'].map(oneValueTest)
  return (value) => !refused.some((test) => test(value))
}
