import { describe, expect, test } from 'vitest'

import type { InvokeOutcome } from '../../infra/local/asl-thread.ts'
import { VirtualClock } from '../../infra/local/clock.ts'
import { MemoryExecutions } from '../../infra/local/execution-store.ts'
import { STARTED_AT, task, type Definition } from './asl-run.ts'
import { ARN, DAY, in40Days, waitThenAct, world } from './executions-world.ts'

const jitteredRetry = { ErrorEquals: ['Busy'], MaxAttempts: 9, JitterStrategy: 'FULL' }

const mapThenAct: Definition = {
  StartAt: 'Wait',
  States: {
    Wait: { Type: 'Wait', TimestampPath: '$.at', Next: 'Each' },
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemProcessor: { StartAt: 'Send', States: { Send: task('send', { Retry: [jitteredRetry], End: true }) } },
      ResultPath: null,
      Next: 'Act',
    },
    Act: task('act', { Retry: [jitteredRetry], End: true }),
  },
}

const sending =
  (sent: string[]) =>
  async (_fn: string, payload: unknown): Promise<InvokeOutcome> => {
    sent.push(String(payload))
    return { type: 'ok', payload: null }
  }

/** Twelve executions due at three instants, every third invocation fails, each takes a random number of turns. */
async function replay(): Promise<string[]> {
  const clock = new VirtualClock(STARTED_AT)
  const log: string[] = []
  let drawn = 0
  const take = async (what: string): Promise<InvokeOutcome> => {
    log.push(`begin ${what}`)
    for (let turns = Math.random() * 5; turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve))
    log.push(`end ${what} at ${clock.now()}`)
    return log.length % 3 === 0 ? { type: 'error', error: 'Busy', cause: '' } : { type: 'ok', payload: null }
  }
  const { executions } = world(mapThenAct, {
    clock,
    random: () => (drawn++ % 7) / 7,
    invoke: (fn, payload) => clock.busy(take(`${fn} ${JSON.stringify(payload)}`)),
  })
  for (let n = 0; n < 12; n++) {
    const at = new Date(STARTED_AT + (n % 3) * DAY).toISOString()
    executions.start(ARN, `case-${n}`, { input: JSON.stringify({ at, items: [`${n}a`, `${n}b`, `${n}c`] }) })
  }
  await clock.runUntil(STARTED_AT + 10 * DAY)
  return log
}

describe('an execution', () => {
  test('runs to its end and tells of its start and its end', async () => {
    const { clock, changes, calls, executions } = world(waitThenAct)
    const { arn } = executions.start(ARN, 'case-1', { input: in40Days })

    await clock.runUntil(STARTED_AT + 41 * DAY)

    expect(calls).toEqual([40])
    expect(changes).toEqual(['case-1 RUNNING', 'case-1 SUCCEEDED'])
    expect(executions.get(arn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"value":"done"}',
      startedAt: STARTED_AT,
      stoppedAt: STARTED_AT + 40 * DAY,
    })
    expect(executions.get(arn).history.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'WaitStateEntered',
      'WaitStateExited',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ])
  })

  test('that fails keeps error and cause', async () => {
    const { clock, changes, executions } = world({
      StartAt: 'F',
      States: { F: { Type: 'Fail', Error: 'Lost', Cause: 'why' } },
    })
    const { arn } = executions.start(ARN, 'case-1', { input: '{}' })
    await clock.runUntil(STARTED_AT)
    expect(executions.get(arn)).toMatchObject({ status: 'FAILED', error: 'Lost', cause: 'why' })
    expect(changes.at(-1)).toBe('case-1 FAILED')
  })

  test.each([
    ['the machine allows', { ...waitThenAct, TimeoutSeconds: 3600 }, STARTED_AT + 3_600_000],
    ['a year allows', waitThenAct, STARTED_AT + 365 * DAY],
  ])('that takes longer than %s times out', async (_, definition, end) => {
    const { clock, changes, calls, executions } = world(definition)
    const { arn } = executions.start(ARN, 'case-1', { input: JSON.stringify({ at: '2023-01-01T00:00:00Z' }) })
    await clock.runUntil(end)
    expect(executions.get(arn)).toMatchObject({ status: 'TIMED_OUT', stoppedAt: end })
    expect(changes.at(-1)).toBe('case-1 TIMED_OUT')
    expect(calls).toEqual([])
  })

  test('that is stopped does nothing more', async () => {
    const { clock, changes, calls, executions } = world(waitThenAct)
    const { arn } = executions.start(ARN, 'case-1', { input: in40Days })
    await clock.runUntil(STARTED_AT + DAY)

    executions.stop(arn, { error: 'Held', cause: 'by hand' })
    executions.stop(arn, { error: 'Again' })
    await clock.runUntil(STARTED_AT + 41 * DAY)

    expect(executions.get(arn)).toMatchObject({ status: 'ABORTED', error: 'Held', stoppedAt: STARTED_AT + DAY })
    expect(changes.at(-1)).toBe('case-1 ABORTED')
    expect(calls).toEqual([])
  })

  test('that is stopped during a Task ignores the answer', async () => {
    const answered = Promise.withResolvers<void>()
    const { clock, changes, executions } = world(waitThenAct, {
      invoke: async () => {
        await answered.promise
        return { type: 'ok', payload: 'late' }
      },
    })
    const { arn } = executions.start(ARN, 'case-1', { input: in40Days })
    await clock.runUntil(STARTED_AT + 40 * DAY)
    executions.stop(arn, {})
    answered.resolve()
    await clock.runUntil(STARTED_AT + 41 * DAY)
    expect(executions.get(arn)).toMatchObject({ status: 'ABORTED' })
    expect(changes).toEqual(['case-1 RUNNING', 'case-1 ABORTED'])
  })

  test('that loops without end fails at 25,000 events, as on AWS', async () => {
    const { clock, executions } = world({
      StartAt: 'A',
      States: {
        A: { Type: 'Choice', Choices: [{ Variable: '$.end', IsPresent: true, Next: 'End' }], Default: 'B' },
        B: { Type: 'Pass', Next: 'A' },
        End: { Type: 'Succeed' },
      },
    })
    const { arn } = executions.start(ARN, 'case-1', { input: '{}' })
    await clock.runUntil(STARTED_AT)
    expect(executions.get(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' })
    expect(executions.get(arn).cause).toContain('25000')
    expect(executions.get(arn).history).toHaveLength(20)
  })

  test('that is picked up within a Map goes through all its items again, and then on', async () => {
    const [store, sent] = [new MemoryExecutions(), Array<string>()]
    const machine = { ...mapThenAct, States: { ...mapThenAct.States, Act: { Type: 'Succeed' } } }
    const restarted = { clock: new VirtualClock(STARTED_AT), store, invoke: sending(sent) }
    // given an execution whose process ends while the first of three mails is on its way
    const first = world(machine, { ...restarted, invoke: () => new Promise(() => {}) })
    const input = JSON.stringify({ at: new Date(STARTED_AT).toISOString(), items: ['a', 'b', 'c'] })
    const { arn } = first.executions.start(ARN, 'window', { input })
    await first.clock.runUntil(STARTED_AT)
    first.executions.close()
    // when another one picks it up
    const { clock, executions } = world(machine, restarted)
    await clock.runUntil(STARTED_AT + DAY)
    // then
    expect([executions.get(arn).status, sent]).toEqual(['SUCCEEDED', ['a', 'b', 'c']])
  })

  test('acts in the same order in every replay, however long invocations really take', async () => {
    const first = await replay()
    expect(first.length).toBeGreaterThan(40)
    expect(await replay()).toEqual(first)
  })
})

describe('a name', () => {
  test('with the same input answers the running execution, with another input it is taken', () => {
    const { executions } = world(waitThenAct)
    const first = executions.start(ARN, 'case-1', { input: in40Days })
    expect(executions.start(ARN, 'case-1', { input: in40Days })).toEqual(first)
    expect(() => executions.start(ARN, 'case-1', { input: '{}' })).toThrow('Execution Already Exists')
  })

  test('stays taken for 90 days after the end', async () => {
    const { clock, executions } = world({ StartAt: 'S', States: { S: { Type: 'Succeed' } } })
    const { arn } = executions.start(ARN, 'case-1', { input: '{}' })
    executions.start(ARN, 'case-2', { input: '{}' })
    await clock.runUntil(STARTED_AT + 90 * DAY)
    expect(() => executions.start(ARN, 'case-1', { input: '{}' })).toThrow('Execution Already Exists')

    await clock.runUntil(STARTED_AT + 90 * DAY + 1)

    expect(executions.find(arn)).toBeUndefined()
    expect(executions.start(ARN, 'case-1', { input: '{}' }).startedAt).toBe(clock.now())
    expect(executions.all().map(({ name }) => name)).toEqual(['case-2', 'case-1'])
  })

  test('is forgotten without a trace', async () => {
    const { clock, changes, executions } = world({ StartAt: 'S', States: { S: { Type: 'Succeed' } } })
    executions.start(ARN, 'case-1', { input: '{}' })
    await clock.runUntil(STARTED_AT + 400 * DAY)
    expect(changes).toEqual(['case-1 RUNNING', 'case-1 SUCCEEDED'])
  })
})
