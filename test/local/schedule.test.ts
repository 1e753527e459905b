import { describe, expect, test } from 'vitest'

import { VirtualClock } from '../../infra/local/clock.ts'
import { compilePattern } from '../../infra/local/schedule-pattern.ts'
import type { BusEvent, Rule, RuleTarget } from '../../infra/local/schedule-rule.ts'
import { EventBus } from '../../infra/local/schedule.ts'

const start = Date.parse('2021-10-29T00:58:30Z')
const MINUTE = 60_000

const rule = (more: Partial<Rule>): Rule => ({
  name: 'sweep',
  arn: 'arn:aws:events:ap-southeast-1:123456789012:rule/sweep',
  enabled: true,
  targets: [{ arn: 'function:start-timers' }],
  ...more,
})

function bus(rules: Rule[]) {
  const clock = new VirtualClock(start)
  const delivered: { to: string; input: unknown; at: string }[] = []
  const eventBus = new EventBus({
    clock,
    rules,
    account: '123456789012',
    region: 'ap-southeast-1',
    deliver: async ({ arn }, input) => {
      delivered.push({ to: arn, input, at: new Date(clock.now()).toISOString() })
    },
  })
  return { clock, eventBus, delivered }
}

const failed: BusEvent = {
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  resources: ['arn:execution'],
  detail: { status: 'FAILED', name: 'case-"1"', tries: 2, tags: ['a', 'b'], output: null },
}

const replay = async () => {
  const { clock, delivered } = bus([rule({ schedule: 'rate(1 minute)' })])
  await clock.runUntil(start + 10 * MINUTE)
  return delivered
}

describe('schedules', () => {
  test('deliver the standard event at each occurrence', async () => {
    const { clock, delivered } = bus([rule({ schedule: 'rate(5 minutes)' })])
    await clock.runUntil(start + 11 * MINUTE)
    expect(delivered.map(({ at }) => at)).toEqual(['2021-10-29T01:03:00.000Z', '2021-10-29T01:08:00.000Z'])
    expect(delivered[0]?.input).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '123456789012',
      time: '2021-10-29T01:03:00Z',
      region: 'ap-southeast-1',
      resources: ['arn:aws:events:ap-southeast-1:123456789012:rule/sweep'],
      detail: {},
    })
  })

  test('of one instant deliver one after the other, in the order of the rules and their targets', async () => {
    const { clock, delivered } = bus([
      rule({ schedule: 'cron(0 1 * * ? *)', targets: [{ arn: 'b' }, { arn: 'a' }] }),
      rule({ schedule: 'cron(0 * * * ? *)', targets: [{ arn: 'c' }] }),
      rule({ schedule: 'cron(0 1 * * ? *)', targets: [{ arn: 'off' }], enabled: false }),
    ])
    await clock.runUntil(start + 90 * MINUTE)
    expect(delivered.map(({ to }) => to)).toEqual(['b', 'a', 'c', 'c'])
  })

  test('give the same events in every replay, and different ones each time', async () => {
    const first = await replay()
    expect(await replay()).toEqual(first)
    expect(new Set(first.map(({ input }) => JSON.stringify(input))).size).toBe(10)
  })

  test('end when stopped, or when there is no further occurrence', async () => {
    const { clock, eventBus, delivered } = bus([
      rule({ schedule: 'cron(59 0 29 10 ? 2021)', targets: [{ arn: 'once' }] }),
      rule({ schedule: 'rate(5 minutes)', targets: [{ arn: 'often' }] }),
    ])
    await clock.runUntil(start + 5 * MINUTE)
    eventBus.stop()
    await clock.runUntil(start + 500 * MINUTE)
    expect(delivered.map(({ to }) => to)).toEqual(['once', 'often'])
  })

  test('a delivery that rejects stops the replay, with the rule in the message', async () => {
    const clock = new VirtualClock(start)
    const options = { clock, account: '1', region: 'r', deliver: () => Promise.reject(new Error('bug')) }
    expect(new EventBus({ ...options, rules: [rule({ schedule: 'rate(1 minute)' })] })).toBeDefined()
    await expect(clock.runUntil(start + MINUTE)).rejects.toThrow('rule sweep failed')
  })
})

const receive = async (target: Partial<RuleTarget>) => {
  const { clock, eventBus, delivered } = bus([
    rule({ pattern: { source: ['aws.states'] }, targets: [{ arn: 't', ...target }] }),
  ])
  eventBus.putEvent(failed)
  await clock.runUntil(start)
  return delivered[0]?.input
}

const load = (target: Partial<RuleTarget>) => () => bus([rule({ targets: [{ arn: 't', ...target }] })])

test('two events of one instant have different ids', async () => {
  const { clock, eventBus, delivered } = bus([
    rule({ pattern: { source: ['aws.states'] }, targets: [{ arn: 't', inputPath: '$.id' }] }),
  ])
  eventBus.putEvent(failed)
  eventBus.putEvent(failed)
  await clock.runUntil(start)
  expect(new Set(delivered.map(({ input }) => input)).size).toBe(2)
})

describe('what a target receives', () => {
  test('the event', async () => {
    expect(await receive({})).toMatchObject({ ...failed, time: '2021-10-29T00:58:30Z', account: '123456789012' })
  })

  test('a constant', async () => {
    expect(await receive({ input: '{"window":"day"}' })).toEqual({ window: 'day' })
  })

  test('a part of the event', async () => {
    expect(await receive({ inputPath: '$.detail.status' })).toBe('FAILED')
  })

  test('a filled template, values outside quotes as JSON, inside as text', async () => {
    const inputTransformer = {
      inputPathsMap: { name: '$.detail.name', tries: '$.detail.tries', tags: '$.detail.tags', at: '$.time' },
      inputTemplate:
        '{"name":<name>,"text":"<name> at <at> \\"<tries>\\"","tags":<tags>,"rule":<aws.events.rule-name>}',
    }
    expect(await receive({ inputTransformer })).toEqual({
      name: 'case-"1"',
      text: 'case-"1" at 2021-10-29T00:58:30Z "2"',
      tags: ['a', 'b'],
      rule: 'sweep',
    })
  })

  test('refused at load: a placeholder without a path, and paths that are not supported', () => {
    expect(load({ inputTransformer: { inputPathsMap: {}, inputTemplate: '"<name>"' } })).toThrow('<name>')
    expect(load({ inputPath: '$.detail[*]' })).toThrow(/reference paths/)
    expect(load({ input: 'no json' })).toThrow()
  })

  test('a path that finds nothing stops the replay', async () => {
    await expect(receive({ inputPath: '$.detail.gone' })).rejects.toThrow('rule sweep failed')
  })
})

describe('a pattern', () => {
  test.each<[object, boolean]>([
    [{}, true],
    [{ source: ['aws.states'] }, true],
    [{ source: ['aws.ses', 'aws.states'] }, true],
    [{ source: ['aws.ses'] }, false],
    [{ source: ['aws.states'], 'detail-type': ['Other'] }, false],
    [{ detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'] } }, true],
    [{ detail: { status: ['failed'] } }, false],
    [{ detail: { status: [{ prefix: 'FAIL' }] } }, true],
    [{ detail: { tries: [{ prefix: '2' }] } }, false],
    [{ detail: { tries: [2] } }, true],
    [{ detail: { tries: ['2'] } }, false],
    [{ detail: { tags: ['b'] } }, true],
    [{ detail: { tags: ['c'] } }, false],
    [{ detail: { output: [null] } }, true],
    [{ detail: { missing: [null] } }, false],
    [{ detail: { output: [{ exists: true }] } }, true],
    [{ detail: { missing: [{ exists: true }] } }, false],
    [{ detail: { missing: [{ exists: false }] } }, true],
    [{ detail: { missing: { deeper: [{ exists: false }] } } }, true],
    [{ detail: { toString: [{ exists: true }] } }, false],
    [{ detail: { status: [{ 'anything-but': 'FAILED' }] } }, false],
    [{ detail: { status: [{ 'anything-but': ['SUCCEEDED', 'RUNNING'] }] } }, true],
    [{ detail: { status: [{ 'anything-but': { prefix: 'FAIL' } }] } }, false],
    [{ detail: { missing: [{ 'anything-but': 'x' }] } }, false],
    [{ detail: ['FAILED'] }, false],
  ])('%j: %s', (pattern, expected) => {
    expect(compilePattern(pattern)(failed)).toBe(expected)
  })

  test.each([
    { detail: { tries: [{ numeric: ['>', 1] }] } },
    { detail: { status: [{ suffix: 'ED' }] } },
    { $or: [{ source: ['a'] }] },
    { source: 'aws.states' },
    { source: [] },
  ])('%j is refused', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow()
  })

  test('an event without a matching rule goes nowhere', async () => {
    const { clock, eventBus, delivered } = bus([
      rule({ pattern: { source: ['aws.ses'] } }),
      rule({ schedule: 'rate(1 day)' }),
    ])
    eventBus.putEvent(failed)
    await clock.runUntil(start + MINUTE)
    expect(delivered).toEqual([])
  })
})
