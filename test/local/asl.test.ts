import { describe, expect, test } from 'vitest'

import { execute, failing, STARTED_AT, task } from './asl-run.ts'

const never = () => new Promise(() => {})

describe('a Task', () => {
  test('invokes the function with its Parameters and shapes the result', async () => {
    const { output, calls } = await execute(
      {
        StartAt: 'Escalate',
        States: {
          Escalate: {
            Type: 'Task',
            Resource: 'arn:aws:states:::lambda:invoke',
            InputPath: '$.case',
            Parameters: {
              FunctionName: 'escalate',
              Payload: { 'id.$': '$.id', contract: 1, 'run.$': '$$.Execution.Name' },
            },
            ResultSelector: { 'next.$': '$.Payload.next', 'code.$': '$.StatusCode' },
            ResultPath: '$.answer',
            OutputPath: '$.answer',
            End: true,
          },
        },
      },
      { case: { id: 'report:vnpt:7' } },
      { functions: { escalate: () => ({ next: 'WAIT' }) } },
    )

    expect(calls).toEqual([{ fn: 'escalate', payload: { id: 'report:vnpt:7', contract: 1, run: 'first' }, at: 0 }])
    expect(output).toEqual({ next: 'WAIT', code: 200 })
  })

  test('without Payload the function receives an empty object, and no answer is null', async () => {
    const definition = {
      StartAt: 'T',
      States: { T: { ...task('f'), Parameters: { FunctionName: 'f' }, End: true } },
    }
    const { output, calls } = await execute(definition, { a: 1 }, { functions: { f: () => undefined } })
    expect(calls[0]?.payload).toEqual({})
    expect(output).toEqual({ value: null })
  })

  test('ResultPath null drops the result, a nested one keeps the rest of the input', async () => {
    const definition = {
      StartAt: 'Drop',
      States: {
        Drop: task('f', { ResultPath: null, Next: 'Nest' }),
        Nest: task('f', { ResultPath: '$.a.b', End: true }),
      },
    }
    const { output } = await execute(definition, { a: { c: 1 } }, { functions: { f: () => 7 } })
    expect(output).toEqual({ a: { c: 1, b: { value: 7 } } })
  })

  test('retries on the clock with growing pauses, each retrier with attempts of its own', async () => {
    const retry = [
      { ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 10, BackoffRate: 3, MaxAttempts: 2 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 600, BackoffRate: 2, MaxAttempts: 3, MaxDelaySeconds: 900 },
    ]
    const definition = { StartAt: 'T', States: { T: task('f', { Retry: retry, End: true }) } }
    const errors = ['Lambda.TooManyRequestsException', 'Boom', 'Lambda.TooManyRequestsException', 'Boom', 'Boom']

    const { output, calls } = await execute(definition, {}, { functions: { f: failing(errors) } })

    expect(output).toEqual({ value: 'done' })
    expect(calls.map(({ at }) => at)).toEqual([0, 10, 610, 640, 1540, 2440])
  })

  test('full jitter takes a part of the pause from the given source', async () => {
    const retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 100, BackoffRate: 2, JitterStrategy: 'FULL' }]
    const definition = { StartAt: 'T', States: { T: task('f', { Retry: retry, End: true }) } }
    const drawn = [0.5, 0.25]
    const random = () => drawn.shift() ?? 0
    const { calls } = await execute(definition, {}, { functions: { f: failing(['A', 'B']) }, random })
    expect(calls.map(({ at }) => at)).toEqual([0, 50, 100])
  })

  test('the count of retries starts again when the state is entered again', async () => {
    const definition = {
      StartAt: 'T',
      States: {
        T: task('f', {
          Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 1 }],
          Catch: [{ ErrorEquals: ['Boom'], Next: 'T' }],
          End: true,
        }),
      },
    }
    const { calls } = await execute(definition, {}, { functions: { f: failing(['Boom', 'Boom', 'Boom']) } })
    expect(calls.map(({ at }) => at)).toEqual([0, 1, 1, 2])
  })

  test('Catch hands on the error in the input, the first that matches', async () => {
    const definition = {
      StartAt: 'T',
      States: {
        T: task('f', {
          Catch: [
            { ErrorEquals: ['Other'], Next: 'Wrong' },
            { ErrorEquals: ['States.TaskFailed'], ResultPath: '$.failure', Next: 'Right' },
          ],
          End: true,
        }),
        Wrong: { Type: 'Fail' },
        Right: { Type: 'Succeed' },
      },
    }
    const { output } = await execute(definition, { id: 1 }, { functions: { f: failing(['Boom']) } })
    expect(output).toEqual({ id: 1, failure: { Error: 'Boom', Cause: '{"errorMessage":"Boom happened"}' } })
  })

  test('one that does not answer times out on the clock, which TaskFailed does not catch', async () => {
    const definition = {
      StartAt: 'T',
      States: {
        T: task('f', {
          TimeoutSeconds: 900,
          Catch: [
            { ErrorEquals: ['States.TaskFailed'], Next: 'Wrong' },
            { ErrorEquals: ['States.Timeout'], Next: 'Right' },
          ],
          End: true,
        }),
        Wrong: { Type: 'Fail' },
        Right: { Type: 'Pass', Result: 'late', End: true },
      },
    }
    const { output, took, history } = await execute(definition, {}, { functions: { f: never } })
    expect({ output, took }).toEqual({ output: 'late', took: 900 })
    expect(history).toContain('TaskTimedOut')
  })

  test('an answer in time cancels the time-out', async () => {
    const definition = {
      StartAt: 'T',
      States: { T: task('f', { TimeoutSeconds: 1, Next: 'W' }), W: { Type: 'Wait', Seconds: 60, End: true } },
    }
    const { output, took, timers } = await execute(definition, {}, { functions: { f: () => 1 } })
    expect({ output, took, timers }).toEqual({ output: { value: 1 }, took: 60, timers: 1 })
  })

  test.each([
    ['States.Runtime', { Parameters: { FunctionName: 'f', 'Payload.$': '$.missing' } }, 1],
    ['States.DataLimitExceeded', {}, 'x'.repeat(256 * 1024)],
  ])('%s is neither retried nor caught', async (error, parts, answer) => {
    const rules = {
      Retry: [{ ErrorEquals: ['States.ALL'] }],
      Catch: [
        { ErrorEquals: [error], Next: 'C' },
        { ErrorEquals: ['States.ALL'], Next: 'C' },
      ],
    }
    const definition = {
      StartAt: 'T',
      States: { T: task('f', { ...parts, ...rules, End: true }), C: { Type: 'Succeed' } },
    }
    const outcome = await execute(definition, {}, { functions: { f: () => answer } })
    expect(outcome).toMatchObject({ error, took: 0 })
  })

  test('256 KiB still travel', async () => {
    const definition = { StartAt: 'S', States: { S: { Type: 'Succeed' } } }
    const text = 'x'.repeat(256 * 1024 - 2)
    expect((await execute(definition, text)).output).toBe(text)
    expect((await execute(definition, `${text}x`)).error).toBe('States.DataLimitExceeded')
  })

  test('a result that cannot be put where ResultPath says is an error that Catch sees', async () => {
    const definition = {
      StartAt: 'T',
      States: {
        T: task('f', {
          ResultPath: '$.a.b',
          Catch: [{ ErrorEquals: ['States.ResultPathMatchFailure'], Next: 'C' }],
          End: true,
        }),
        C: { Type: 'Pass', Result: 'caught', End: true },
      },
    }
    expect((await execute(definition, { a: 'text' })).output).toBe('caught')
  })
})

test('a thread saves where it is before everything that takes time', async () => {
  const definition = {
    StartAt: 'P',
    States: {
      P: { Type: 'Pass', Next: 'W' },
      W: { Type: 'Wait', Seconds: 5, Next: 'T' },
      T: task('f', { Retry: [{ ErrorEquals: ['Boom'] }], End: true }),
    },
  }
  const { saved } = await execute(definition, { a: 1 }, { functions: { f: failing(['Boom']) } })
  expect(saved).toEqual([
    { state: 'W', data: { a: 1 }, enteredAt: STARTED_AT, retries: [] },
    { state: 'T', data: { a: 1 }, enteredAt: STARTED_AT + 5000, retries: [] },
    { state: 'T', data: { a: 1 }, enteredAt: STARTED_AT + 5000, retries: [1], wakeAt: STARTED_AT + 6000 },
  ])
})
