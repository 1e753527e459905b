import { compilePath, type Path } from './asl-path.ts'
import type { Rule, RuleTarget } from './schedule-rule.ts'

/** Makes what a target receives out of an event. */
export type TargetInput = (event: object) => unknown

/** `<name>` in an input template. */
const PLACEHOLDER = /<([\w.-]+)>/g

/**
 * Compiles a target's Input, InputPath or InputTransformer; without any of them the target receives the whole event.
 * @throws Error for paths and placeholders that are not supported here
 */
export function compileInput(target: RuleTarget, rule: Rule): TargetInput {
  if (target.input !== undefined) {
    const constant: unknown = JSON.parse(target.input)
    return () => constant
  }
  if (target.inputPath !== undefined) return reader(compilePath(target.inputPath))
  if (target.inputTransformer) return transformer(target.inputTransformer, rule)
  return (event) => event
}

const reader =
  (path: Path): TargetInput =>
  (event) => {
    const value = path.find({ data: event, context: () => ({}) })
    if (value === undefined) throw new Error(`${path.text} is not in the event ${JSON.stringify(event)}`)
    return value
  }

function transformer(
  { inputPathsMap, inputTemplate }: NonNullable<RuleTarget['inputTransformer']>,
  rule: Rule,
): TargetInput {
  const variables = new Map<string, TargetInput>([
    ['aws.events.rule-arn', () => rule.arn],
    ['aws.events.rule-name', () => rule.name],
    ['aws.events.event', (event) => event],
    ['aws.events.event.json', (event) => event],
    ...Object.entries(inputPathsMap).map(([name, path]): [string, TargetInput] => [name, reader(compilePath(path))]),
  ])
  for (const [placeholder, name = ''] of inputTemplate.matchAll(PLACEHOLDER)) {
    if (!variables.has(name)) throw new Error(`${rule.name}: ${placeholder} is not in InputPathsMap`)
  }
  return (event) => {
    const filled = inputTemplate.replaceAll(PLACEHOLDER, (_, name: string, offset: number) => {
      const value = variables.get(name)?.(event)
      return insideString(inputTemplate, offset) ? inner(value) : JSON.stringify(value)
    })
    return JSON.parse(filled) as unknown
  }
}

/** Is this place of a JSON text between quotes? */
function insideString(template: string, offset: number): boolean {
  const quotes =
    template
      .slice(0, offset)
      .match(/\\.|"/g)
      ?.filter((mark) => mark === '"') ?? []
  return quotes.length % 2 === 1
}

/** A value as it stands within a JSON string: text as it is, anything else as its JSON, escaped. */
const inner = (value: unknown): string =>
  JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value)).slice(1, -1)
