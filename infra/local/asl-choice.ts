import * as z from 'zod'

import { runtimeError } from './asl-error.ts'
import { compilePath, isRecord, readPath, type Path, type Scope } from './asl-path.ts'

/** A Choice rule's condition, compiled. */
export type Condition = (scope: Scope) => boolean

const timestamp = z.iso.datetime({ offset: true }).regex(/T\d\d:\d\d:\d\d/)

/** RFC 3339 with seconds and capital `T` and `Z`, as Step Functions wants it. */
export const isTimestamp = (value: unknown): value is string => timestamp.safeParse(value).success

type Test = (actual: unknown, expected: unknown) => boolean

const isString = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown) => typeof value === 'number'
const isBoolean = (value: unknown) => typeof value === 'boolean'

/** What can be compared, and as what: values of another type never match. */
const KINDS: Record<string, { is: (value: unknown) => boolean; key: (value: unknown) => string | number }> = {
  String: { is: isString, key: String },
  Numeric: { is: isNumber, key: Number },
  Boolean: { is: isBoolean, key: Number },
  Timestamp: { is: isTimestamp, key: (value) => Date.parse(String(value)) },
}

const ORDERS: Record<string, (a: string | number, b: string | number) => boolean> = {
  Equals: (a, b) => a === b,
  LessThan: (a, b) => a < b,
  LessThanEquals: (a, b) => a <= b,
  GreaterThan: (a, b) => a > b,
  GreaterThanEquals: (a, b) => a >= b,
}

/** `StringEquals` … `TimestampGreaterThanEquals`, each also with the suffix `Path`. */
const COMPARISONS = new Map<string, Test>(
  Object.entries(KINDS).flatMap(([kind, { is, key }]) =>
    Object.entries(ORDERS).map(([order, holds]): [string, Test] => [
      kind + order,
      (actual, expected) => is(actual) && is(expected) && holds(key(actual), key(expected)),
    ]),
  ),
)

const TYPE_TESTS = new Map<string, (value: unknown) => boolean>([
  ['IsNull', (value) => value === null],
  ['IsString', isString],
  ['IsNumeric', isNumber],
  ['IsBoolean', isBoolean],
  ['IsTimestamp', isTimestamp],
])

const NOT_OPERATORS = new Set(['Variable', 'Next', 'Comment'])

/**
 * Compiles a Choice rule's And, Or, Not or data test.
 * @throws Error for an operator that Step Functions does not know
 */
export function compileCondition(json: unknown): Condition {
  const rule = z.record(z.string(), z.unknown()).parse(json)
  const [operator, ...more] = Object.keys(rule).filter((key) => !NOT_OPERATORS.has(key))
  if (operator === undefined || more.length > 0) throw new Error('a condition has exactly one operator')
  const { Variable, [operator]: operand } = rule
  if (Variable === undefined) return compileLogic(operator, operand)
  return compileTest(operator, compilePath(z.string().parse(Variable)), operand)
}

function compileLogic(operator: string, operand: unknown): Condition {
  if (operator === 'Not' && isRecord(operand)) {
    const condition = compileCondition(operand)
    return (scope) => !condition(scope)
  }
  const conditions = z.array(z.unknown()).parse(operand).map(compileCondition)
  if (operator === 'And') return (scope) => conditions.every((condition) => condition(scope))
  if (operator === 'Or') return (scope) => conditions.some((condition) => condition(scope))
  throw new Error(`unknown operator: ${operator}`)
}

function compileTest(operator: string, variable: Path, operand: unknown): Condition {
  if (operator === 'IsPresent') return (scope) => (variable.find(scope) !== undefined) === operand
  const typeTest = TYPE_TESTS.get(operator)
  if (typeTest) return (scope) => typeTest(readVariable(variable, scope)) === operand
  if (operator === 'StringMatches') {
    const pattern = wildcard(z.string().parse(operand))
    return (scope) => {
      const actual = readVariable(variable, scope)
      return isString(actual) && pattern.test(actual)
    }
  }
  const test = COMPARISONS.get(operator)
  if (test) return (scope) => test(readVariable(variable, scope), operand)
  const testPath = operator.endsWith('Path') && COMPARISONS.get(operator.slice(0, -'Path'.length))
  if (!testPath) throw new Error(`unknown operator: ${operator}`)
  const path = compilePath(z.string().parse(operand))
  return (scope) => testPath(readVariable(variable, scope), readPath(path, scope, operator))
}

function readVariable(variable: Path, scope: Scope): unknown {
  const value = variable.find(scope)
  if (value !== undefined) return value
  throw runtimeError(`Invalid path '${variable.text}': The choice state's condition path references an invalid value.`)
}

/** `*` stands for any text, `\\*` for an asterisk. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replaceAll(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (match, escaped?: string) =>
    match === '*' ? '[^]*' : `\\${escaped ?? match}`,
  )
  return new RegExp(`^${source}$`, 'v')
}
