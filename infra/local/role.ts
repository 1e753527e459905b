import * as z from 'zod'

/** One call as IAM sees it: `dynamodb:Query` on an index's ARN, with the condition keys that the service fills in. */
export interface Access {
  readonly action: string
  readonly resource: string
  readonly context?: Readonly<Record<string, readonly string[]>>
}

const oneOrMany = z.union([z.string().transform((one) => [one]), z.array(z.string())])

/** Only what is understood: a policy that says more (`NotAction`, an exotic operator) is refused when it is read. */
export const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany,
  Resource: oneOrMany,
  Condition: z
    .record(
      z.string().regex(/^(ForAllValues:|ForAnyValue:)?String(Not)?(Equals|Like)(IfExists)?$/),
      z.record(z.string(), oneOrMany),
    )
    .default({}),
})
export type Statement = z.infer<typeof statementSchema>

export const policySchema = z.object({ Version: z.string(), Statement: z.array(statementSchema) })

/** Whether the role's statements let the call pass: some statement allows it and none denies it. */
export function permits(role: readonly Statement[], access: Access): boolean {
  const matching = role.filter((statement) => applies(statement, access))
  return matching.some(({ Effect }) => Effect === 'Allow') && !matching.some(({ Effect }) => Effect === 'Deny')
}

const applies = ({ Action, Resource, Condition }: Statement, { action, resource, context = {} }: Access): boolean =>
  Action.some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())) &&
  Resource.some((pattern) => like(pattern, resource)) &&
  Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, patterns]) => holds(operator, patterns, context[key])),
  )

/** `ForAllValues` also holds for a call without the key, as on AWS: a Scan has no leading keys. */
function holds(operator: string, patterns: readonly string[], values: readonly string[] | undefined): boolean {
  if (values === undefined) return operator.startsWith('ForAllValues:') || operator.endsWith('IfExists')
  const test = operator.includes('Like') ? like : Object.is
  const matches = (value: string) => patterns.some((pattern) => test(pattern, value)) !== operator.includes('StringNot')
  return operator.startsWith('ForAnyValue:') ? values.some(matches) : values.every(matches)
}

const compiled = new Map<string, RegExp>()

function like(pattern: string, text: string): boolean {
  if (pattern === '*' || pattern === text) return true
  let expression = compiled.get(pattern)
  if (!expression) {
    const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    expression = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's')
    compiled.set(pattern, expression)
  }
  return expression.test(text)
}
