import type * as z from 'zod'
import type { Rejection } from '../domain/rejection.ts'
import { inputProblem } from '../text/input-words.ts'
import { fixedProblem, type FixedProblem, type Problem } from '../text/problem.ts'
import { rejectionProblem } from '../text/rejection-words.ts'
import { cleanInput } from './clean-input.ts'

/** Input that a schema refuses; told field by field. */
export class BadInputError extends Error {
  override readonly name = 'BadInputError'
  readonly problem: Problem
  constructor(issues: readonly z.core.$ZodIssue[], input: unknown) {
    super('input refused by its schema')
    this.problem = inputProblem(issues, input)
  }
}

/** A refusal with a sentence of its own: forbidden, not JSON, and the like. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly problem: Problem
  /** Seconds after which the same call may go well. */
  readonly retryAfter: number | undefined
  constructor(refusal: FixedProblem | Rejection, retryAfter?: number) {
    super(typeof refusal === 'string' ? refusal : refusal.code)
    this.problem = typeof refusal === 'string' ? fixedProblem(refusal) : rejectionProblem(refusal)
    this.retryAfter = retryAfter
  }
}

/** Parses at the boundary, all texts in NFC. @throws BadInputError */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const { value, issues } = cleanInput(input)
  if (issues.length > 0) throw new BadInputError(issues, input)
  return parseOuter(schema, value)
}

/** As {@link parse}, for what holds items that are parsed one by one: a bad text in one must not keep others out. */
export function parseOuter<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw new BadInputError(parsed.error.issues, input)
  return parsed.data
}
