import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DIGEST_TIME } from '../../functions/domain/digest-window.ts'
import { atLocal } from '../../functions/domain/instant.ts'
import { declared, production, resources, watchedOf } from './declared.ts'

const dev = declared()
const alarms = resources(dev, 'AWS::CloudWatch::Alarm')
const rules = resources(dev, 'AWS::Events::Rule')

describe('every alarm', () => {
  it('says what it means, and tells the operators', () => {
    for (const [id, alarm] of Object.entries(alarms)) {
      expect(alarm['AlarmDescription'], id).toMatch(/^.{40,}[.?]$/)
      expect(alarm['AlarmActions'], id).toEqual([{ Ref: expect.stringMatching(/^OperatorsTopic/) }])
    }
  })

  it('of our own metrics watches one that a function counts', () => {
    const source = globSync('functions/**/*.ts')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    const watched = Object.values(alarms).flatMap(({ Namespace, MetricName }) =>
      Namespace === 'Dondoc' ? [String(MetricName)] : [],
    )
    expect(watched).toHaveLength(12)
    // The sweep counts the fields of its result: `failed` as `sweepFailed`.
    const counted = (name: string) =>
      source.includes(`'${name}'`) || (name === 'sweepFailed' && source.includes('result.failed += 1'))
    expect(watched.filter((name) => !counted(name))).toEqual([])
  })

  it('can reach the operators although the topic has a policy of its own', () => {
    const [policy] = Object.values(resources(dev, 'AWS::SNS::TopicPolicy'))
    expect(policy).toMatchObject({
      PolicyDocument: {
        Statement: expect.arrayContaining([
          expect.objectContaining({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
          }),
        ]),
      },
    })
    expect(Object.values(resources(declared(production), 'AWS::SNS::Subscription'))).toMatchObject([
      { Protocol: 'email', Endpoint: production.operators },
    ])
  })
})

describe('the machines', () => {
  it('raise alarms when executions fail, time out, are aborted or throttled', () => {
    for (const id of Object.keys(resources(dev, 'AWS::StepFunctions::StateMachine'))) {
      expect(watchedOf(dev, id)).toEqual([
        'ExecutionThrottled',
        'ExecutionsAborted',
        'ExecutionsFailed',
        'ExecutionsTimedOut',
      ])
    }
  })

  it('keep each failed execution, whatever it failed of', () => {
    const failed = Object.values(rules).find(({ EventPattern }) =>
      JSON.stringify(EventPattern ?? '').includes('aws.states'),
    )
    expect(failed?.['EventPattern']).toMatchObject({ detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'] } })
    expect(JSON.stringify(failed?.['Targets'])).toContain('OperatorsFailures')
  })
})

describe('every rule', () => {
  it('keeps the event that it cannot deliver', () => {
    for (const { Targets } of Object.values(rules))
      expect(Targets).toEqual([expect.objectContaining({ DeadLetterConfig: { Arn: expect.anything() } })])
  })

  it('is timed in UTC, and the report day and the digests know their own time', () => {
    const schedules = Object.values(rules).flatMap((rule) =>
      'ScheduleExpression' in rule ? [String(rule['ScheduleExpression'])] : [],
    )
    expect(schedules.toSorted()).toEqual([
      'cron(0 0 * * ? *)',
      'cron(0 1 * * ? *)',
      'cron(0 18 * * ? *)',
      'cron(0 19 * * ? *)',
      'cron(15 1-10 * * ? *)',
      'cron(30 0 * * ? *)',
      'cron(30 5 * * ? *)',
      'cron(45 0 * * ? *)',
      'rate(5 minutes)',
    ])
    const [hour, minute] = atLocal('2021-10-18', DIGEST_TIME).slice(11, 16).split(':').map(Number)
    expect(`cron(${minute} ${hour} * * ? *)`).toBe('cron(30 0 * * ? *)')
    const targetOf = (schedule: string) =>
      Object.values(rules).find(({ ScheduleExpression }) => ScheduleExpression === schedule)?.['Targets']
    expect(targetOf('cron(30 0 * * ? *)')).toMatchObject([
      {
        InputTransformer: {
          InputTemplate: '{"contract":1,"kind":"daily","sendAt":<time>}',
          InputPathsMap: { time: '$.time' },
        },
      },
    ])
    expect(targetOf('cron(0 1 * * ? *)')).toMatchObject([
      {
        InputTransformer: {
          InputTemplate: '{"contract":1,"action":"draft","time":<time>}',
          InputPathsMap: { time: '$.time' },
        },
      },
    ])
  })

  it('stays off until a restored stage is reconciled', () => {
    const restored = Object.values(resources(declared({ schedules: 'off' }), 'AWS::Events::Rule'))
    const timed = restored.filter(({ ScheduleExpression }) => ScheduleExpression !== undefined)
    expect(timed).toHaveLength(9)
    expect(new Set(timed.map(({ State }) => State))).toEqual(new Set(['DISABLED']))
  })
})

describe('mail that does not arrive', () => {
  it('reaches the operators, without the address', () => {
    const undelivered = Object.values(rules).find(({ EventPattern }) =>
      JSON.stringify(EventPattern ?? '').includes('aws.ses'),
    )
    expect(undelivered?.['EventPattern']).toMatchObject({ 'detail-type': expect.arrayContaining(['Email Bounced']) })
    expect(undelivered?.['Targets']).toMatchObject([{ Arn: { Ref: expect.stringMatching(/^OperatorsTopic/) } }])
    expect(JSON.stringify(undelivered)).not.toMatch(/destination|recipient/i)
  })
})
