import { describe, expect, test } from 'vitest'

import { loadMachine, MachineDefinitionError } from '../../infra/local/asl-machine.ts'
import { task, type Definition } from './asl-run.ts'

const load = (definition: object) => loadMachine(JSON.stringify(definition))
const one = (state: object): Definition => ({ StartAt: 'Only', States: { Only: state } })
const pass = { Type: 'Pass', End: true }

describe('refuses, with the place, what it would not run as AWS does:', () => {
  test.each<[string, object, RegExp]>([
    ['a next state that does not exist', one({ Type: 'Pass', Next: 'Nowhere' }), /Nowhere/],
    ['a state nobody reaches', { StartAt: 'A', States: { A: pass, B: pass } }, /B is not reachable/],
    ['JSONata', { QueryLanguage: 'JSONata', ...one(pass) }, /QueryLanguage/],
    ['JSONata in one state', one({ ...pass, QueryLanguage: 'JSONata' }), /Only/],
    [
      'intrinsic functions',
      one({ ...pass, Parameters: { 'x.$': "States.Format('{}', $.a)" } }),
      /intrinsic.*\n.*Only\.Parameters/,
    ],
    ['paths with several results', one({ ...pass, InputPath: '$.a[*]' }), /reference paths.*\n.*Only\.InputPath/],
    ['filters', one({ ...pass, InputPath: '$.a[?(@.b)]' }), /reference paths/],
    [
      'task tokens',
      one(task('f', { Parameters: { FunctionName: 'f', Payload: { 't.$': '$$.Task.Token' } }, End: true })),
      /context object/,
    ],
    ['a misspelt context field', one({ ...pass, InputPath: '$$.Excution.Name' }), /context object/],
    ['an array index in ResultPath', one({ ...pass, ResultPath: '$.a[0]' }), /ResultPath/],
    [
      'other services',
      one({ ...task('f'), Resource: 'arn:aws:states:::sqs:sendMessage', End: true }),
      /Only\.Resource/,
    ],
    [
      'callbacks',
      one({ ...task('f'), Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', End: true }),
      /Only\.Resource/,
    ],
    [
      'asynchronous invocations',
      one(task('f', { Parameters: { FunctionName: 'f', InvocationType: 'Event' }, End: true })),
      /InvocationType/,
    ],
    ['heartbeats', one(task('f', { HeartbeatSeconds: 5, TimeoutSeconds: 9, End: true })), /HeartbeatSeconds/],
    [
      'a distributed Map',
      one({
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'P',
          States: { P: pass },
        },
        End: true,
      }),
      /Mode/,
    ],
    [
      'tolerated failures',
      one({ Type: 'Map', ToleratedFailureCount: 1, ItemProcessor: { StartAt: 'P', States: { P: pass } }, End: true }),
      /ToleratedFailureCount/,
    ],
    ['variables', one({ ...pass, Assign: { x: 1 } }), /Assign/],
    [
      'States.ALL with other names',
      one(task('f', { Retry: [{ ErrorEquals: ['States.ALL', 'Boom'] }], End: true })),
      /stand alone/,
    ],
    [
      'States.ALL before others',
      one(task('f', { Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['Boom'] }], End: true })),
      /come last/,
    ],
    ['a timestamp that is none', one({ Type: 'Wait', Timestamp: '2021-10-29', End: true }), /Only/],
    [
      'an order of booleans',
      {
        StartAt: 'C',
        States: { C: { Type: 'Choice', Choices: [{ Variable: '$.a', BooleanLessThan: true, Next: 'P' }] }, P: pass },
      },
      /Choices/,
    ],
  ])('%s', (_, definition, message) => {
    expect(() => load(definition)).toThrow(
      expect.objectContaining({ name: MachineDefinitionError.name, message: expect.stringMatching(message) }),
    )
  })

  test('what is no object', () => {
    expect(() => loadMachine('[]')).toThrow(MachineDefinitionError)
  })
})

test('an execution may take a year, or less if the machine says so', () => {
  expect(load(one(pass)).TimeoutSeconds).toBe(31_536_000)
  expect(load({ ...one(pass), TimeoutSeconds: 60 }).TimeoutSeconds).toBe(60)
  expect(load({ ...one(pass), TimeoutSeconds: 99_999_999 }).TimeoutSeconds).toBe(31_536_000)
})

test('takes what CDK writes', () => {
  const definition = {
    Comment: 'escalation',
    QueryLanguage: 'JSONPath',
    ...one({
      ...task('f'),
      QueryLanguage: 'JSONPath',
      Resource: 'arn:aws-cn:states:::lambda:invoke',
      Comment: 'x',
      End: true,
    }),
  }
  expect(Object.keys(load(definition).States)).toEqual(['Only'])
})
