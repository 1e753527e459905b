import { describe, expect, test } from 'vitest'

import { execute, failing, STARTED_AT, task } from './asl-run.ts'

const DAY = 86_400

const instant = (seconds: number) => new Date(STARTED_AT + seconds * 1000).toISOString()

const mapped = (more: object, processor: object) => ({
  StartAt: 'M',
  States: {
    M: {
      Type: 'Map',
      ItemsPath: '$.ids',
      ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'T', States: { T: processor } },
      End: true,
      ...more,
    },
  },
})

describe('a Wait', () => {
  test.each([
    ['Seconds', { Seconds: 40 * DAY }, 40 * DAY],
    ['SecondsPath', { SecondsPath: '$.pause' }, 90],
    ['Timestamp', { Timestamp: instant(60).replace('.000', '') }, 60],
    ['TimestampPath', { TimestampPath: '$.dueAt' }, 100 * DAY],
    ['a timestamp with an offset', { TimestampPath: '$.local' }, 3600],
    ['a timestamp in the past', { TimestampPath: '$.past' }, 0],
    ['a timestamp with a fraction, which is dropped', { TimestampPath: '$.fraction' }, 5],
  ])('%s', async (_, wait, expected) => {
    const input = {
      pause: 90,
      dueAt: instant(100 * DAY),
      local: '2021-10-29T09:00:00+07:00',
      past: instant(-DAY),
      fraction: instant(5.9),
    }
    const { output, took } = await execute({ StartAt: 'W', States: { W: { Type: 'Wait', ...wait, End: true } } }, input)
    expect(took).toBe(expected)
    expect(output).toEqual(input)
  })

  test.each([
    ['no instant', { TimestampPath: '$.x' }, { x: 'tomorrow' }],
    ['no seconds', { TimestampPath: '$.x' }, { x: '2021-10-29T01:00Z' }],
    ['no value', { TimestampPath: '$.x' }, {}],
    ['a fraction of a second', { SecondsPath: '$.x' }, { x: 1.5 }],
    ['a negative pause', { SecondsPath: '$.x' }, { x: -1 }],
  ])('%s fails the execution', async (_, wait, input) => {
    const outcome = await execute({ StartAt: 'W', States: { W: { Type: 'Wait', ...wait, End: true } } }, input)
    expect(outcome.error).toBe('States.Runtime')
  })
})

describe('Pass, Succeed, Fail', () => {
  test('Pass makes data from Result or Parameters, with the context object', async () => {
    const { output } = await execute({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Result: { list: [1, 2] }, ResultPath: '$.made', Next: 'B' },
        B: {
          Type: 'Pass',
          Parameters: { 'second.$': '$.made.list[1]', 'at.$': '$$.State.EnteredTime', 'in.$': '$$.State.Name' },
          End: true,
        },
      },
    })
    expect(output).toEqual({ second: 2, at: '2021-10-29T01:00:00.000Z', in: 'B' })
  })

  test('a null path stands for an empty object', async () => {
    const states = {
      P: { Type: 'Pass', InputPath: null, ResultPath: '$.x', Next: 'S' },
      S: { Type: 'Succeed', OutputPath: '$.x' },
    }
    expect((await execute({ StartAt: 'P', States: states }, { a: 1 })).output).toEqual({})
  })

  test('Fail says why, from the definition or from its input', async () => {
    const fixed = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'Lost', Cause: 'no agency' } } }
    const read = { StartAt: 'F', States: { F: { Type: 'Fail', ErrorPath: '$.Error', CausePath: '$.Cause' } } }
    expect(await execute(fixed)).toMatchObject({ error: 'Lost', cause: 'no agency' })
    expect(await execute(read, { Error: 'Boom', Cause: 'x' })).toMatchObject({ error: 'Boom', cause: 'x' })
  })
})

describe('Map and Parallel', () => {
  test('Map gives each item to its processor and keeps the order', async () => {
    const definition = mapped(
      {
        ItemSelector: { 'id.$': '$$.Map.Item.Value', 'at.$': '$$.Map.Item.Index', 'run.$': '$.run' },
        ResultPath: '$.done',
      },
      task('f', { ResultSelector: { 'x.$': '$.Payload' }, OutputPath: '$.x', End: true }),
    )
    const { output, calls } = await execute(
      definition,
      { ids: ['a', 'b'], run: 7 },
      { functions: { f: (payload) => payload } },
    )
    expect(calls.map(({ payload }) => payload)).toEqual([
      { id: 'a', at: 0, run: 7 },
      { id: 'b', at: 1, run: 7 },
    ])
    expect(output).toEqual({ ids: ['a', 'b'], run: 7, done: calls.map(({ payload }) => payload) })
  })

  test('MaxConcurrency bounds how many iterations run at the same time', async () => {
    const wait = { Type: 'Wait', Seconds: 60, End: true }
    const input = { ids: [1, 2, 3, 4, 5] }
    expect((await execute(mapped({ MaxConcurrency: 2 }, wait), input)).took).toBe(180)
    expect((await execute(mapped({}, wait), input)).took).toBe(60)
    expect((await execute(mapped({}, wait), { ids: Array.from({ length: 41 }, () => 0) })).took).toBe(120)
  })

  test('an iteration that fails stops its siblings and is caught by name', async () => {
    const definition = {
      StartAt: 'M',
      States: {
        M: {
          Type: 'Map',
          ItemProcessor: {
            StartAt: 'W',
            States: { W: { Type: 'Wait', SecondsPath: '$', Next: 'T' }, T: task('f', { End: true }) },
          },
          Catch: [{ ErrorEquals: ['Boom'], Next: 'C' }],
          End: true,
        },
        C: { Type: 'Pass', Result: 'caught', Next: 'Later' },
        Later: { Type: 'Wait', Seconds: 1000, End: true },
      },
    }
    const { output, calls } = await execute(definition, [10, 20, 30], { functions: { f: failing(['Boom']) } })
    expect(output).toBe('caught')
    expect(calls.map(({ at }) => at)).toEqual([10])
  })

  test('Parallel gives its input to every branch and answers their outputs in order', async () => {
    const { output, took } = await execute(
      {
        StartAt: 'P',
        States: {
          P: {
            Type: 'Parallel',
            Branches: [
              { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } },
              { StartAt: 'T', States: { T: task('f', { End: true }) } },
            ],
            End: true,
          },
        },
      },
      { id: 1 },
      { functions: { f: () => 'ok' } },
    )
    expect(output).toEqual([{ id: 1 }, { value: 'ok' }])
    expect(took).toBe(60)
  })

  test('only the whole state can be picked up again', async () => {
    const { saved } = await execute(mapped({}, { Type: 'Wait', Seconds: 60, End: true }), { ids: [1, 2] })
    expect(saved.map(({ state }) => state)).toEqual(['M'])
  })

  test('items that are no array fail the execution', async () => {
    const outcome = await execute(mapped({}, { Type: 'Succeed' }), { ids: 'a' })
    expect(outcome.error).toBe('States.Runtime')
  })
})
