import { describe, expect, test } from 'vitest'
import { compileMachine } from '../../infra/local/asl-machine.ts'
import type { InvokeOutcome } from '../../infra/local/asl-thread.ts'
import { VirtualClock } from '../../infra/local/clock.ts'
import { execution, MemoryExecutions } from '../../infra/local/execution-store.ts'
import { STARTED_AT, task, type Definition } from './asl-run.ts'
import { ARN, DAY, world } from './executions-world.ts'

const HOUR = 3_600_000
const retry = { ErrorEquals: ['Busy'], IntervalSeconds: 60, MaxAttempts: 2, BackoffRate: 1 }

/** Plans, mails each of three, then settles; nothing is caught. */
const mailing: Definition = {
  StartAt: 'Plan',
  TimeoutSeconds: 7200,
  States: {
    Plan: task('plan', { Next: 'Each' }),
    Each: {
      Type: 'Map',
      ItemsPath: '$.value',
      MaxConcurrency: 1,
      ItemProcessor: {
        StartAt: 'Write',
        States: {
          Write: task('write', { ResultPath: null, Next: 'Send' }),
          Send: task('send', { Retry: [retry], End: true }),
        },
      },
      ResultPath: '$.sent',
      Next: 'Settle',
    },
    Settle: task('settle', { End: true }),
  },
}

/** `send b` where it is of an item; what is in `broken` fails. */
function functions(broken: Set<string>) {
  const calls: string[] = []
  const invoke = async (name: string, payload: unknown): Promise<InvokeOutcome> => {
    const call = typeof payload === 'string' ? `${name} ${payload}` : name
    calls.push(call)
    if (broken.has(call)) return { type: 'error', error: 'Busy', cause: 'down' }
    return { type: 'ok', payload: name === 'plan' ? ['a', 'b', 'c'] : call }
  }
  return { calls, invoke }
}

/** An execution that failed because of those. */
async function failed(...names: string[]) {
  const broken = new Set(names)
  const { calls, invoke } = functions(broken)
  const store = new MemoryExecutions()
  const { clock, changes, executions } = world(mailing, { invoke, store })
  const { arn } = executions.start(ARN, 'window', { input: '{}' })
  await clock.runUntil(STARTED_AT + HOUR)
  expect(executions.get(arn)).toMatchObject({ status: 'FAILED', error: 'Busy' })
  const before = calls.splice(0)
  return { arn, before, broken, calls, changes, clock, executions, store }
}

/** What another process reads of it. */
function onDisk(store: MemoryExecutions): MemoryExecutions {
  const read = new MemoryExecutions()
  for (const record of store.load()) read.put(execution.parse(JSON.parse(JSON.stringify(record))))
  return read
}

describe('a redriven execution', () => {
  test('goes on from the Task that failed, with its input, and does nothing again that ended well', async () => {
    const { arn, broken, calls, changes, clock, executions } = await failed('settle')
    broken.clear()
    executions.redrive(arn)
    await clock.runUntil(STARTED_AT + 2 * HOUR)
    expect(calls).toEqual(['settle'])
    expect(changes.slice(1)).toEqual(['window FAILED', 'window RUNNING', 'window SUCCEEDED'])
    const { error, cause, ...ended } = executions.get(arn)
    expect([error, cause]).toEqual([undefined, undefined])
    expect(ended).toMatchObject({ output: '{"value":"settle"}', startedAt: STARTED_AT, redriveCount: 1 })
    expect(ended.redrivenAt).toBe(STARTED_AT + HOUR)
    expect(ended.history.map(({ type }) => type).slice(-6)).toEqual([
      'ExecutionRedriven',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ])
  })

  test('of a Map does only the iterations that failed or were stopped, each from where it failed', async () => {
    const { arn, before, broken, calls, clock, executions } = await failed('send b')
    expect(before).toEqual(['plan', 'write a', 'send a', 'write b', 'send b', 'send b', 'send b'])
    broken.clear()
    executions.redrive(arn)
    await clock.runUntil(STARTED_AT + 2 * HOUR)
    expect(calls).toEqual(['send b', 'write c', 'send c', 'settle'])
    expect(executions.get(arn).status).toBe('SUCCEEDED')
  })

  test('does so in another process too', async () => {
    const { arn, calls, clock, executions, store } = await failed('send b')
    executions.close()
    const next = functions(new Set())
    const again = world(mailing, { clock: new VirtualClock(clock.now()), store: onDisk(store), invoke: next.invoke })
    again.executions.redrive(arn)
    await again.clock.runUntil(STARTED_AT + 2 * HOUR)
    expect([calls, next.calls]).toEqual([[], ['send b', 'write c', 'send c', 'settle']])
  })

  test('has all its retries and all its time again, and may fail again', async () => {
    const { arn, broken, calls, clock, executions } = await failed('send b')
    await clock.runUntil(STARTED_AT + 10 * HOUR)
    executions.redrive(arn)
    await clock.runUntil(STARTED_AT + 11 * HOUR)
    expect(calls).toEqual(['send b', 'send b', 'send b'])
    expect(executions.get(arn)).toMatchObject({ status: 'FAILED', redriveCount: 1 })
    broken.clear()
    executions.redrive(arn)
    await clock.runUntil(STARTED_AT + 12 * HOUR)
    expect(executions.get(arn)).toMatchObject({ status: 'SUCCEEDED', redriveCount: 2 })
  })

  test('fails again where it had come to a Fail state, and judges a Choice anew', async () => {
    const { clock, executions, changes } = world({
      StartAt: 'Choose',
      States: {
        Choose: {
          Type: 'Choice',
          Choices: [{ Variable: '$$.Execution.RedriveCount', NumericEquals: 0, Next: 'Lost' }],
          Default: 'Lost',
        },
        Lost: { Type: 'Fail', Error: 'Lost', Cause: 'why' },
      },
    })
    const { arn } = executions.start(ARN, 'one', { input: '{}' })
    await clock.runUntil(STARTED_AT)
    executions.redrive(arn)
    await clock.runUntil(STARTED_AT + HOUR)
    expect(changes).toEqual(['one RUNNING', 'one FAILED', 'one RUNNING', 'one FAILED'])
    expect(executions.get(arn).history.map(({ type }) => type)).not.toContain('FailStateExited')
  })

  test('that was stopped in a Wait leaves it at its time, or at once when that is over', async () => {
    const waiting: Definition = {
      StartAt: 'Wait',
      States: { Wait: { Type: 'Wait', TimestampPath: '$.at', Next: 'Act' }, Act: task('act', { End: true }) },
    }
    const { clock, calls, executions } = world(waiting)
    for (const day of [2, 5]) {
      const at = new Date(STARTED_AT + day * DAY).toISOString()
      executions.start(ARN, `day-${day}`, { input: JSON.stringify({ at }) })
    }
    await clock.runUntil(STARTED_AT + DAY)
    for (const { arn } of executions.all()) executions.stop(arn, {})
    await clock.runUntil(STARTED_AT + 3 * DAY)
    for (const { arn } of executions.all()) executions.redrive(arn)
    await clock.runUntil(STARTED_AT + 9 * DAY)
    expect(calls).toEqual([3, 5])
  })
})

describe('a redrive is refused', () => {
  test('of what runs or has succeeded, but the same request may come twice', async () => {
    const { arn, broken, clock, executions } = await failed('settle')
    broken.clear()
    const first = executions.redrive(arn, 'token')
    expect(executions.redrive(arn, 'token')).toEqual(first)
    expect(() => executions.redrive(arn, 'another')).toThrow('Execution is RUNNING and cannot be redriven')
    await clock.runUntil(STARTED_AT + 2 * HOUR)
    expect(() => executions.redrive(arn, 'token')).toThrow('Execution is SUCCEEDED and cannot be redriven')
  })

  test('more than 14 days after it ended', async () => {
    const { arn, clock, executions } = await failed('settle')
    const { stoppedAt = 0 } = executions.get(arn)
    await clock.runUntil(stoppedAt + 14 * DAY + 1)
    expect(() => executions.redrive(arn)).toThrow('ended more than 14 days ago')
  })

  test('a year after it began', async () => {
    const { clock, executions } = world({
      StartAt: 'Wait',
      States: { Wait: { Type: 'Wait', Seconds: 99_999_999, End: true } },
    })
    const { arn } = executions.start(ARN, 'one', { input: '{}' })
    await clock.runUntil(STARTED_AT + 365 * DAY)
    expect(executions.get(arn).status).toBe('TIMED_OUT')
    expect(() => executions.redrive(arn)).toThrow('started a year ago')
  })

  test('under another definition than its own, which this mode does not keep', async () => {
    const { arn, executions, store } = await failed('settle')
    executions.close()
    const machine = { arn: ARN, roleArn: 'role', machine: compileMachine(mailing), revision: '2' }
    const clock = new VirtualClock(STARTED_AT + HOUR)
    const changed = world(mailing, { clock, store, machines: [machine] })
    expect(() => changed.executions.redrive(arn)).toThrow('another definition')
  })
})
