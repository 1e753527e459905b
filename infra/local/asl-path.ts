import { runtimeError, StateError } from './asl-error.ts'

/** What paths read: `$` is the data at hand, `$$` the context object, made only when asked for. */
export interface Scope {
  readonly data: unknown
  readonly context: () => unknown
}

/** A reference path, compiled. */
export interface Path {
  readonly text: string
  /** The value there; undefined when there is none, which JSON itself cannot say. */
  readonly find: (scope: Scope) => unknown
}

/** A payload template, compiled: JSON in which the keys that end in `.$` are filled from paths. */
export type Template = (scope: Scope) => unknown

type Step = string | number

const STEP = /\.([^\s.[\]()*?@,:'"$]+)|\['([^']+)'\]|\[(\d+)\]/y
const CONTEXT_FIELDS = new Set(['Execution', 'Map', 'State', 'StateMachine'])

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Compiles `$`, `$.a.b[0]`, `$['a']` and the same after `$$`.
 * @throws Error for other JSONPath, intrinsic functions, and context fields that no execution here has
 */
export function compilePath(text: string): Path {
  if (text.startsWith('States.')) throw new Error(`intrinsic functions are not supported: ${text}`)
  const inContext = text.startsWith('$$')
  const steps = parseSteps(text, inContext ? 2 : 1)
  if (inContext && steps.length > 0 && !CONTEXT_FIELDS.has(String(steps[0]))) {
    throw new Error(`not in the context object: ${text}`)
  }
  return { text, find: ({ data, context }) => steps.reduce(child, inContext ? context() : data) }
}

function parseSteps(text: string, from: number): Step[] {
  const steps: Step[] = []
  let read = from
  while (text.startsWith('$') && read < text.length) {
    STEP.lastIndex = read
    const [token, name, quoted, index] = STEP.exec(text) ?? []
    if (token === undefined) break
    steps.push(name ?? quoted ?? Number(index))
    read += token.length
  }
  if (!text.startsWith('$') || read < text.length) throw new Error(`only reference paths are supported: ${text}`)
  return steps
}

function child(parent: unknown, step: Step): unknown {
  if (Array.isArray(parent)) return typeof step === 'number' ? parent[step] : undefined
  return isRecord(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined
}

/** @throws StateError States.Runtime when nothing is there */
export function readPath(path: Path, scope: Scope, field: string): unknown {
  const found = path.find(scope)
  if (found !== undefined) return found
  const input = JSON.stringify(path.text.startsWith('$$') ? scope.context() : scope.data)
  throw runtimeError(
    `The JSONPath '${path.text}' specified for the field '${field}' could not be found in the input '${input}'`,
  )
}

/** Puts a state's result into its input, at a ResultPath. */
export type ResultWriter = (input: unknown, result: unknown) => unknown

/** @throws Error unless `text` is `$` or names nested fields */
export function compileResultPath(text: string): ResultWriter {
  const steps = text.startsWith('$$') ? [0] : parseSteps(text, 1)
  const fields = steps.filter((step) => typeof step === 'string')
  if (fields.length < steps.length) throw new Error(`a ResultPath can only name fields of the input: ${text}`)
  return (input, result) => put(input, fields, result)
}

function put(into: unknown, [field, ...deeper]: string[], result: unknown): unknown {
  if (field === undefined) return result
  if (!isRecord(into)) {
    throw new StateError('States.ResultPathMatchFailure', `The field '${field}' cannot be set in the state's input.`)
  }
  const inner = Object.hasOwn(into, field) ? into[field] : {}
  return { ...into, [field]: put(inner, deeper, result) }
}

/** @throws Error for what {@link compilePath} refuses */
export function compileTemplate(json: unknown): Template {
  if (Array.isArray(json)) {
    const items = json.map(compileTemplate)
    return (scope) => items.map((item) => item(scope))
  }
  if (!isRecord(json)) return () => json
  const fields = Object.entries(json).map(compileField)
  return (scope) => Object.fromEntries(fields.map(({ key, value }) => [key, value(scope)]))
}

function compileField([key, value]: [string, unknown]): { key: string; value: Template } {
  if (!key.endsWith('.$')) return { key, value: compileTemplate(value) }
  if (typeof value !== 'string') throw new Error(`the value of '${key}' must be a path`)
  const path = compilePath(value)
  return { key: key.slice(0, -2), value: (scope) => readPath(path, scope, key) }
}
