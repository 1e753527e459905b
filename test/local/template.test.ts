import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, describe, expect, it } from 'vitest'

import { resolve, type Deployment } from '../../infra/local/intrinsics.ts'
import type { Model } from '../../infra/local/model.ts'
import { permits } from '../../infra/local/role.ts'
import { TemplateSource } from '../../infra/local/template-source.ts'
import { API_URL, fixtureModel } from './fixture/synthesized.ts'

const TABLE = 'arn:aws:dynamodb:ap-southeast-1:000000000000:table/fixture'

let model: Model
beforeAll(async () => {
  model = await fixtureModel()
}, 300_000)

const functionNamed = (name: string) => model.functions.find((candidate) => candidate.name === name)!

describe('a synthesized app, read', () => {
  it('has each function with its code, environment and limits', () => {
    const guest = functionNamed('fixture-guest')
    expect(guest).toMatchObject({
      arn: 'arn:aws:lambda:ap-southeast-1:000000000000:function:fixture-guest',
      handler: 'index.handler',
      timeoutSeconds: 20,
      memoryMb: 128,
      events: { retries: 2, maxAgeSeconds: 21_600 },
    })
    expect(readFileSync(join(guest.codePath, 'index.js'), 'utf8')).toContain('OPEN#1')
  })

  it('replaces the address of the API by that of the local one, however it was put together', () => {
    expect(functionNamed('fixture-guest').environment).toEqual({
      TABLE: 'fixture',
      API_ENDPOINT: API_URL,
      API_URL: `${API_URL}/`,
    })
  })

  it('knows where events end that a function gives up', () => {
    expect(functionNamed('fixture-probe').events).toEqual({
      retries: 1,
      maxAgeSeconds: 21_600,
      onFailure: 'arn:aws:sqs:ap-southeast-1:000000000000:fixture-failures',
    })
  })

  it('gathers the statements of each role, with their conditions', () => {
    const { role } = functionNamed('fixture-guest')
    const get = { action: 'dynamodb:GetItem', resource: TABLE }
    expect(permits(role, { ...get, context: { 'dynamodb:LeadingKeys': ['OPEN#1'] } })).toBe(true)
    expect(permits(role, { ...get, context: { 'dynamodb:LeadingKeys': ['PERSON#1'] } })).toBe(false)
    expect(permits(role, { action: 'dynamodb:PutItem', resource: TABLE })).toBe(false)
  })

  it('has the routes with the authorizer that guards them', () => {
    const authorizer = {
      issuer: expect.stringMatching(/^https:\/\/cognito-idp\.ap-southeast-1\.amazonaws\.com\/ap-southeast-1_Pool/),
      audience: [expect.stringMatching(/^PoolClient/)],
      scopes: [],
    }
    expect(model.routes.map(({ method, path, authorizer: guard }) => ({ method, path, guard }))).toEqual([
      { method: 'POST', path: '/items/{id}', guard: authorizer },
      { method: 'POST', path: '/items/open', guard: undefined },
      { method: 'ANY', path: '/open/{proxy+}', guard: undefined },
    ])
  })

  it('makes the substitutions in a state machine', () => {
    const [machine] = model.machines
    expect(JSON.parse(machine!.definition).States.Work.Parameters.FunctionName).toBe(functionNamed('fixture-guest').arn)
  })

  it('has rules by schedule and by pattern, with what they make of the event', () => {
    const rules = model.rules.map(({ schedule, pattern, targets }) => schedule ?? { pattern, targets })
    expect(rules).toEqual([
      {
        pattern: { source: ['aws.ses'], 'detail-type': ['Email Bounced'] },
        targets: [
          {
            arn: 'arn:aws:sns:ap-southeast-1:000000000000:fixture-operators',
            inputTransformer: { inputPathsMap: { time: '$.time' }, inputTemplate: '"bounced: <time>"' },
          },
        ],
      },
      'cron(0/5 * * * ? *)',
      'cron(0 1 * * ? *)',
    ])
  })

  it('has the table with its index, the bucket, the senders and what SES reports', () => {
    expect(model.tables).toMatchObject([
      {
        name: 'fixture',
        GlobalSecondaryIndexes: [{ IndexName: 'by-kind', Projection: { NonKeyAttributes: ['card'] } }],
      },
    ])
    expect(model.buckets).toEqual(['fixture-papers'])
    expect(model.mail.identities).toEqual([{ name: 'example.vn', configurationSet: undefined }])
    expect([...model.mail.configurationSets]).toEqual([['fixture-mail', ['send', 'bounce']]])
  })
})

const deployment: Deployment = {
  stack: 'stack',
  apiUrl: API_URL,
  parameters: { Stage: 'dev' },
  resources: {
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::Join': ['-', ['t', { Ref: 'Stage' }]] } } },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
    Queue: { Type: 'AWS::Kinesis::Stream', Properties: {} },
  },
}

describe('intrinsic functions', () => {
  it.each([
    [{ Ref: 'Table' }, 't-dev'],
    [{ Ref: 'Bucket' }, 'stack-bucket'],
    [{ Ref: 'AWS::AccountId' }, '000000000000'],
    [{ 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:ap-southeast-1:000000000000:table/t-dev'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b'] }] }, 'b'],
    [
      { 'Fn::Sub': '${Table}/${AWS::Region}/${Table.Arn}/${!kept}' },
      expect.stringMatching(/^t-dev\/ap-.*t-dev\/\$\{kept\}$/),
    ],
    [{ 'Fn::Sub': ['${own}-${Stage}', { own: { Ref: 'Stage' } }] }, 'dev-dev'],
    [[{ deep: { Ref: 'Stage' } }], [{ deep: 'dev' }]],
  ])('%j', (node, value) => {
    expect(resolve(node, deployment)).toEqual(value)
  })

  it.each([{ 'Fn::If': ['C', 1, 2] }, { Ref: 'Nobody' }, { Ref: 'Queue' }, { 'Fn::GetAtt': ['Table', 'StreamArn'] }])(
    'that are not understood are refused by name: %j',
    (node) => {
      expect(() => resolve(node, deployment)).toThrow(/known/)
    },
  )
})

describe('a resource that nobody understands', () => {
  it('is refused, since a run without it would not be what is deployed', () => {
    const source = new TemplateSource({
      ...deployment,
      resources: { Stream: { Type: 'AWS::Kinesis::Stream', Properties: {} } },
    })
    expect(() => source.refuseTheRest()).toThrow('Stream: AWS::Kinesis::Stream')
  })

  it('is let pass when it only watches', () => {
    const source = new TemplateSource({
      ...deployment,
      resources: { Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: {} } },
    })
    expect(() => source.refuseTheRest()).not.toThrow()
  })
})
