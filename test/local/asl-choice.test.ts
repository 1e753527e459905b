import { describe, expect, test } from 'vitest'

import { StateError } from '../../infra/local/asl-error.ts'
import { compileCondition } from '../../infra/local/asl-choice.ts'
import { execute } from './asl-run.ts'

const data = {
  text: 'overdue',
  empty: '',
  number: 5,
  other: 7,
  yes: true,
  nothing: null,
  at: '2021-10-29T01:00:00Z',
  local: '2021-10-29T08:00:00+07:00',
  star: 'a*b',
}
const scope = { data, context: () => ({ Execution: { Name: 'overdue' } }) }
const holds = (rule: object) => compileCondition(rule)(scope)

test.each<[object, boolean]>([
  [{ Variable: '$.text', StringEquals: 'overdue' }, true],
  [{ Variable: '$.text', StringEquals: 'due' }, false],
  [{ Variable: '$.number', StringEquals: '5' }, false],
  [{ Variable: '$.text', StringLessThan: 'p' }, true],
  [{ Variable: '$.text', StringGreaterThanEquals: 'overdue' }, true],
  [{ Variable: '$.text', StringEqualsPath: '$$.Execution.Name' }, true],
  [{ Variable: '$.text', StringMatches: 'over*' }, true],
  [{ Variable: '$.text', StringMatches: 'over' }, false],
  [{ Variable: '$.text', StringMatches: 'over.ue' }, false],
  [{ Variable: '$.star', StringMatches: 'a\\*b' }, true],
  [{ Variable: '$.text', StringMatches: 'o\\*' }, false],
  [{ Variable: '$.number', StringMatches: '*' }, false],
  [{ Variable: '$.number', NumericEquals: 5 }, true],
  [{ Variable: '$.number', NumericLessThan: 5 }, false],
  [{ Variable: '$.number', NumericLessThanEquals: 5 }, true],
  [{ Variable: '$.number', NumericGreaterThan: 4.5 }, true],
  [{ Variable: '$.number', NumericLessThanPath: '$.other' }, true],
  [{ Variable: '$.text', NumericLessThan: 9 }, false],
  [{ Variable: '$.yes', BooleanEquals: true }, true],
  [{ Variable: '$.yes', BooleanEquals: false }, false],
  [{ Variable: '$.text', BooleanEquals: true }, false],
  [{ Variable: '$.yes', BooleanEqualsPath: '$.yes' }, true],
  [{ Variable: '$.at', TimestampEquals: '2021-10-29T01:00:00.000Z' }, true],
  [{ Variable: '$.at', TimestampEqualsPath: '$.local' }, true],
  [{ Variable: '$.at', TimestampLessThan: '2021-10-29T01:00:00Z' }, false],
  [{ Variable: '$.at', TimestampGreaterThanEquals: '2021-10-29T01:00:00Z' }, true],
  [{ Variable: '$.text', TimestampLessThan: '2021-10-29T01:00:00Z' }, false],
  [{ Variable: '$.text', IsPresent: true }, true],
  [{ Variable: '$.missing', IsPresent: true }, false],
  [{ Variable: '$.missing.deeper', IsPresent: false }, true],
  [{ Variable: '$.nothing', IsPresent: true }, true],
  [{ Variable: '$.nothing', IsNull: true }, true],
  [{ Variable: '$.empty', IsNull: true }, false],
  [{ Variable: '$.empty', IsString: true }, true],
  [{ Variable: '$.number', IsNumeric: true }, true],
  [{ Variable: '$.number', IsNumeric: false }, false],
  [{ Variable: '$.yes', IsBoolean: true }, true],
  [{ Variable: '$.at', IsTimestamp: true }, true],
  [{ Variable: '$.text', IsTimestamp: true }, false],
  [{ Not: { Variable: '$.yes', BooleanEquals: true } }, false],
  [
    {
      And: [
        { Variable: '$.yes', BooleanEquals: true },
        { Variable: '$.number', NumericEquals: 5 },
      ],
    },
    true,
  ],
  [
    {
      And: [
        { Variable: '$.yes', BooleanEquals: true },
        { Variable: '$.number', NumericEquals: 6 },
      ],
    },
    false,
  ],
  [
    {
      Or: [
        { Variable: '$.yes', BooleanEquals: false },
        { Variable: '$.number', NumericEquals: 5 },
      ],
    },
    true,
  ],
  [
    {
      Or: [
        { Variable: '$.yes', BooleanEquals: false },
        { Variable: '$.number', NumericEquals: 6 },
      ],
    },
    false,
  ],
  [
    {
      And: [
        { Variable: '$.missing', IsPresent: true },
        { Variable: '$.missing', StringEquals: 'x' },
      ],
    },
    false,
  ],
])('%j is %s', (rule, expected) => {
  expect(holds(rule)).toBe(expected)
})

test('a value that is not there is an error, except for IsPresent', () => {
  expect(() => holds({ Variable: '$.missing', StringEquals: 'x' })).toThrow(StateError)
  expect(() => holds({ Variable: '$.missing', IsNull: true })).toThrow(StateError)
  expect(() => holds({ Variable: '$.text', StringEqualsPath: '$.missing' })).toThrow(StateError)
})

test.each([
  [{ Variable: '$.text', StringStartsWith: 'x' }],
  [{ Variable: '$.text' }],
  [{ Variable: '$.text', StringEquals: 'x', IsPresent: true }],
  [{ Xor: [] }],
])('%j is refused', (rule) => {
  expect(() => compileCondition(rule)).toThrow(/operator/)
})

const choice = (more: object) => ({
  StartAt: 'C',
  States: {
    C: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.n', NumericEquals: 1, Next: 'One' },
        { Variable: '$.n', NumericLessThan: 5, Next: 'Few' },
      ],
      ...more,
    },
    One: { Type: 'Pass', Result: 'one', End: true },
    Few: { Type: 'Pass', Result: 'few', End: true },
    ...('Default' in more && { Many: { Type: 'Pass', Result: 'many', End: true } }),
  },
})

describe('a Choice', () => {
  test('takes the first rule that holds, else its Default', async () => {
    const outputs = await Promise.all([1, 2, 9].map((n) => execute(choice({ Default: 'Many' }), { n })))
    expect(outputs.map(({ output }) => output)).toEqual(['one', 'few', 'many'])
  })

  test('without a match and a Default it fails the execution', async () => {
    expect((await execute(choice({}), { n: 9 })).error).toBe('States.Runtime')
  })
})
