import validate from 'asl-validator'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { definitionOf, machineNames, statesOf } from './machines.ts'

const retrier = z.object({ ErrorEquals: z.array(z.string()), MaxAttempts: z.number() }).loose()
const state = z
  .object({
    Type: z.string(),
    Default: z.string().optional(),
    TimeoutSeconds: z.number().optional(),
    Retry: z.array(retrier).default([]),
    Catch: z.array(z.object({ ErrorEquals: z.array(z.string()), Next: z.string() }).loose()).default([]),
    /** Of a Task; those of a Pass are data. */
    Parameters: z
      .object({ FunctionName: z.string(), Payload: z.record(z.string(), z.unknown()) })
      .optional()
      .catch(undefined),
  })
  .loose()

describe.each(machineNames)('%s', (name) => {
  const definition = definitionOf(name)
  const states = statesOf(definition).map(([id, raw]) => Object.assign(state.parse(raw), { id, raw }))
  const ofType = (type: string) => states.filter(({ Type }) => Type === type)

  it('is valid Amazon States Language', () => {
    const validity = validate(structuredClone(definition))
    expect(validity.isValid, validity.errorsText()).toBe(true)
  })

  it('uses the states that the local mode runs too, and JSONPath', () => {
    expect(new Set(states.map(({ Type }) => Type)).difference(KNOWN)).toEqual(new Set())
    expect(JSON.stringify(definition)).not.toContain('QueryLanguage')
  })

  it('has a way out of every choice', () => {
    expect(ids(ofType('Choice').filter(({ Default }) => Default === undefined))).toEqual([])
  })

  it('limits and repeats every task', () => {
    const tasks = ofType('Task')
    expect(tasks.length).toBeGreaterThan(0)
    expect(ids(tasks.filter(({ TimeoutSeconds }) => TimeoutSeconds === undefined))).toEqual([])
    const repeats = tasks.map(({ id, Retry }) =>
      Retry.map((each) => ({ ...each, MaxAttempts: each.MaxAttempts === OWN_ATTEMPTS[id] ? 12 : each.MaxAttempts })),
    )
    expect(new Set(repeats.map((retry) => JSON.stringify(retry))).size).toBe(1)
  })

  it('catches whatever happens, or nothing, and never to fail: a redrive enters a Fail state and fails again', () => {
    const caught = ofType('Task').filter(({ Catch }) => Catch.length > 0)
    expect(ids(caught.filter(({ Catch }) => Catch.at(-1)?.ErrorEquals.join() !== 'States.ALL'))).toEqual([])
    const failing = new Set(ids(ofType('Fail')))
    expect(ids(caught.filter(({ Catch }) => Catch.some(({ Next }) => failing.has(Next))))).toEqual([])
  })

  it('repeats what Lambda asks to be repeated, spread by jitter over at most a quarter of an hour', () => {
    const repeats = ofType('Task')[0]?.Retry.find(({ MaxAttempts }) => MaxAttempts > 0)
    expect(repeats?.ErrorEquals).toEqual(expect.arrayContaining(LAMBDA_ERRORS))
    expect(repeats).toMatchObject({ JitterStrategy: 'FULL', IntervalSeconds: 2, BackoffRate: 2, MaxDelaySeconds: 120 })
    const longest = Array.from({ length: repeats?.MaxAttempts ?? 0 }, (_, n) => Math.min(2 ** (n + 1), 120))
    expect(longest.reduce((sum, delay) => sum + delay)).toBeLessThan(900)
  })

  it('waits for times that the code has computed', () => {
    const waits = ofType('Wait').map(({ raw }) => raw)
    expect(waits.filter((wait) => !('TimestampPath' in wait))).toEqual([])
  })

  it('hands each task the fields that it names, never the whole payload', () => {
    for (const { Parameters } of ofType('Task')) {
      const fields = Object.entries(Parameters?.Payload ?? {})
      expect(fields.length).toBeGreaterThan(0)
      expect(fields.filter(([key, value]) => key.endsWith('.$') && /^\$\$?$/.test(String(value)))).toEqual([])
    }
  })

  it('keeps of an answer what it routes by: all of it, named fields, or nothing', () => {
    const leaky = ofType('Task').filter(
      ({ raw }) =>
        !('ResultSelector' in raw) &&
        !('ResultPath' in raw && raw.ResultPath === null) &&
        !('OutputPath' in raw && raw.OutputPath === '$.Payload'),
    )
    expect(ids(leaky)).toEqual([])
  })
})

/** A late report outlasts an outage of mail by trying more often; who is tried again, by a redrive. */
const OWN_ATTEMPTS: Readonly<Record<string, number>> = { MailReport: 30, SendAgain: 2 }

const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id)

const KNOWN = new Set(['Task', 'Wait', 'Choice', 'Pass', 'Succeed', 'Fail', 'Map'])

const LAMBDA_ERRORS = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Lambda.ClientExecutionTimeoutException',
]
