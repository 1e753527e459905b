import validate from 'asl-validator'
import * as z from 'zod'

import { compileCondition, isTimestamp } from './asl-choice.ts'
import { compilePath, compileResultPath, compileTemplate, isRecord } from './asl-path.ts'

/** States that hand over to each other: a whole machine, a Map's processor, a branch of a Parallel. */
export interface Branch {
  readonly StartAt: string
  readonly States: Readonly<Record<string, State>>
}

export type State = z.infer<typeof state>
export type TaskState = Extract<State, { Type: 'Task' }>
export type WaitState = Extract<State, { Type: 'Wait' }>
export type ChoiceState = Extract<State, { Type: 'Choice' }>
export type MapState = Extract<State, { Type: 'Map' }>
export type ParallelState = Extract<State, { Type: 'Parallel' }>
export type FailState = Extract<State, { Type: 'Fail' }>
/** The states that have a result, shaped by ResultSelector and ResultPath. */
export type WorkingState = Exclude<State, { Type: 'Wait' | 'Choice' | 'Succeed' | 'Fail' }>

/** Thrown for a definition that is not valid, or that uses what this interpreter does not know. */
export class MachineDefinitionError extends Error {
  override readonly name = 'MachineDefinitionError'
}

/** Turns what a compiler refuses into an issue of the schema, so that the message names the state and the field. */
function compiled<T>(compile: (json: unknown) => T) {
  return z.unknown().transform((json, context): T => {
    try {
      return compile(json)
    } catch (error) {
      const message =
        error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error)
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
  })
}

const path = compiled((json) => compilePath(z.string().parse(json)))
const wholePath = path.nullable().prefault('$')
const template = compiled(compileTemplate)
const resultPath = compiled((json) => compileResultPath(z.string().parse(json))).nullable()
const seconds = z.int().min(0).max(99_999_999)

const named = { Comment: z.string().optional(), QueryLanguage: z.literal('JSONPath').optional() }
const filtered = { ...named, InputPath: wholePath, OutputPath: wholePath }
const passing = { ...filtered, Next: z.string().optional(), End: z.literal(true).optional() }

const errorNames = z
  .array(z.string())
  .min(1)
  .refine((names) => !names.includes('States.ALL') || names.length === 1, 'States.ALL must stand alone')
const lastOnly = (rules: readonly { ErrorEquals: string[] }[]) =>
  rules.slice(0, -1).every(({ ErrorEquals }) => !ErrorEquals.includes('States.ALL'))

const retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  IntervalSeconds: z.int().min(1).default(1),
  MaxAttempts: z.int().min(0).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).optional(),
  JitterStrategy: z.enum(['NONE', 'FULL']).default('NONE'),
})
const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  ResultPath: resultPath.prefault('$'),
  Next: z.string(),
})
const working = {
  ...passing,
  ResultSelector: template.optional(),
  ResultPath: resultPath.prefault('$'),
  Retry: z.array(retrier).refine(lastOnly, 'States.ALL must come last').default([]),
  Catch: z.array(catcher).refine(lastOnly, 'States.ALL must come last').default([]),
}

const invocation = z.strictObject({
  FunctionName: z.string().optional(),
  'FunctionName.$': z.string().optional(),
  Payload: z.unknown().optional(),
  'Payload.$': z.string().optional(),
})
const rule = z.looseObject({ Next: z.string() })

/** Getters and the written type, because a branch holds states and a state may hold branches. */
const branch: z.ZodType<Branch> = z.strictObject({
  Comment: z.string().optional(),
  StartAt: z.string(),
  get States() {
    return z.record(z.string(), state)
  },
})
const processor: z.ZodType<Branch> = z.strictObject({
  ProcessorConfig: z.strictObject({ Mode: z.literal('INLINE') }).optional(),
  StartAt: z.string(),
  get States() {
    return z.record(z.string(), state)
  },
})

const state = z.discriminatedUnion('Type', [
  z.strictObject({
    ...working,
    Type: z.literal('Task'),
    Resource: z.templateLiteral(['arn:', z.string(), ':states:::lambda:invoke']),
    Parameters: compiled((json) => compileTemplate(invocation.parse(json))),
    TimeoutSeconds: seconds.min(1).default(99_999_999),
  }),
  z.strictObject({
    ...passing,
    Type: z.literal('Wait'),
    Seconds: seconds.optional(),
    SecondsPath: path.optional(),
    Timestamp: z.string().refine(isTimestamp, 'not a timestamp').optional(),
    TimestampPath: path.optional(),
  }),
  z.strictObject({
    ...filtered,
    Type: z.literal('Choice'),
    Choices: z.array(compiled((json) => ({ Next: rule.parse(json).Next, holds: compileCondition(json) }))).min(1),
    Default: z.string().optional(),
  }),
  z.strictObject({
    ...passing,
    Type: z.literal('Pass'),
    Parameters: template.optional(),
    Result: z.unknown().optional(),
    ResultPath: working.ResultPath,
  }),
  z.strictObject({ ...filtered, Type: z.literal('Succeed') }),
  z.strictObject({
    ...named,
    Type: z.literal('Fail'),
    Error: z.string().optional(),
    ErrorPath: path.optional(),
    Cause: z.string().optional(),
    CausePath: path.optional(),
  }),
  z.strictObject({
    ...working,
    Type: z.literal('Map'),
    ItemsPath: path.prefault('$'),
    ItemSelector: template.optional(),
    ItemProcessor: processor,
    MaxConcurrency: z.int().min(0).default(0),
  }),
  z.strictObject({
    ...working,
    Type: z.literal('Parallel'),
    Parameters: template.optional(),
    Branches: z.array(branch).min(1),
  }),
])

const machine = z.strictObject({
  ...named,
  Version: z.literal('1.0').optional(),
  StartAt: z.string(),
  States: z.record(z.string(), state),
  TimeoutSeconds: seconds.min(1).optional(),
})

export interface Machine extends Branch {
  /** A longer execution ends as TIMED_OUT. */
  readonly TimeoutSeconds: number
}

/** No standard execution lives longer on AWS either. */
const YEAR_SECONDS = 365 * 86_400

/**
 * Loads what is deployed: checked as Amazon States Language (which takes a tenth of a second), then compiled.
 * @throws MachineDefinitionError naming state and field
 */
export function loadMachine(definition: string): Machine {
  const json: unknown = JSON.parse(definition)
  if (!isRecord(json)) throw new MachineDefinitionError('a state machine is a JSON object')
  const validity = validate(structuredClone(json))
  if (!validity.isValid) throw new MachineDefinitionError(validity.errorsText())
  return compileMachine(json)
}

/**
 * Compiles valid Amazon States Language.
 * @throws MachineDefinitionError for what this interpreter does not know
 */
export function compileMachine(json: unknown): Machine {
  const parsed = machine.safeParse(json)
  if (!parsed.success) throw new MachineDefinitionError(z.prettifyError(parsed.error))
  return { ...parsed.data, TimeoutSeconds: Math.min(parsed.data.TimeoutSeconds ?? YEAR_SECONDS, YEAR_SECONDS) }
}
