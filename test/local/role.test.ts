import { describe, expect, it } from 'vitest'

import { dynamoAccesses } from '../../infra/local/dynamodb-access.ts'
import type { TableModel } from '../../infra/local/model.ts'
import { permits, statementSchema } from '../../infra/local/role.ts'

const allow = (Action: string, Resource: string, Condition = {}) =>
  statementSchema.parse({ Effect: 'Allow', Action, Resource, Condition })
const deny = (Action: string, Resource: string) => statementSchema.parse({ Effect: 'Deny', Action, Resource })
const read = { action: 's3:GetObject', resource: 'arn:aws:s3:::papers/a/b.pdf' }

describe('a role', () => {
  it.each([
    ['an exact statement', [allow('s3:GetObject', 'arn:aws:s3:::papers/a/b.pdf')], true],
    ['wildcards', [allow('s3:Get*', 'arn:aws:s3:::papers/*.pdf')], true],
    ['a question mark for one character', [allow('s3:GetObject', 'arn:aws:s3:::papers/?/b.pdf')], true],
    ['an action in other letters', [allow('S3:getobject', '*')], true],
    ['no statement', [], false],
    ['another action', [allow('s3:PutObject', '*')], false],
    ['another resource', [allow('s3:GetObject', 'arn:aws:s3:::papers')], false],
    [
      'a dot that is no wildcard',
      [allow('s3:GetObject', 'arn:aws:s3:::papers/a/b?pdf'), deny('s3:*', 'arn.aws*')],
      true,
    ],
    ['a denial beside an allowance', [allow('s3:*', '*'), deny('s3:GetObject', '*')], false],
  ])('with %s', (_, role, answer) => {
    expect(permits(role, read)).toBe(answer)
  })

  const like = (operator: string) => [allow('s3:*', '*', { [operator]: { key: ['OPEN#*', 'exact'] } })]
  it.each([
    ['ForAllValues:StringLike', ['OPEN#1', 'exact'], true],
    ['ForAllValues:StringLike', ['OPEN#1', 'PERSON#1'], false],
    ['ForAllValues:StringLike', undefined, true],
    ['ForAnyValue:StringLike', ['PERSON#1', 'OPEN#1'], true],
    ['StringLike', ['OPEN#1'], true],
    ['StringLike', undefined, false],
    ['StringLikeIfExists', undefined, true],
    ['StringEquals', ['OPEN#*'], true],
    ['StringEquals', ['OPEN#1'], false],
    ['StringNotEquals', ['other'], true],
    ['StringNotLike', ['OPEN#1'], false],
  ])('whose condition is %s, for %j', (operator, values, answer) => {
    expect(permits(like(operator), { ...read, ...(values && { context: { key: values } }) })).toBe(answer)
  })

  it.each([{ NotAction: 's3:*' }, { Condition: { IpAddress: { a: 'b' } } }])(
    'that says what is not understood: %j',
    (odd) => {
      expect(statementSchema.safeParse({ Effect: 'Allow', Action: '*', Resource: '*', ...odd }).success).toBe(false)
    },
  )
})

const tables: TableModel[] = [
  {
    name: 'cases',
    AttributeDefinitions: [],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-kind',
        KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  },
]
const TABLE = 'arn:aws:dynamodb:ap-southeast-1:000000000000:table/cases'
const keys = (...values: string[]) => ({ 'dynamodb:LeadingKeys': values })

describe('a call of DynamoDB asks its role for', () => {
  it.each([
    ['GetItem', { Key: { pk: { S: 'A' }, sk: { S: 'B' } } }, TABLE, keys('A')],
    ['PutItem', { Item: { pk: { S: 'A' }, other: { S: 'C' } } }, TABLE, keys('A')],
    [
      'Query',
      {
        KeyConditionExpression: 'begins_with(sk, :s) AND #p = :p',
        ExpressionAttributeNames: { '#p': 'pk' },
        ExpressionAttributeValues: { ':p': { S: 'A' }, ':s': { S: 'x' } },
      },
      TABLE,
      keys('A'),
    ],
    [
      'Query',
      { IndexName: 'by-kind', KeyConditionExpression: 'kind=:k', ExpressionAttributeValues: { ':k': { S: 'K' } } },
      `${TABLE}/index/by-kind`,
      keys('K'),
    ],
    ['Scan', {}, TABLE, {}],
  ])('%s', (operation, request, resource, context) => {
    expect(dynamoAccesses(operation, { TableName: 'cases', ...request }, tables)).toEqual([
      { action: `dynamodb:${operation}`, resource, context },
    ])
  })

  it('every partition of a batch', () => {
    const get = { RequestItems: { cases: { Keys: [{ pk: { S: 'A' } }, { pk: { S: 'B' } }] } } }
    expect(dynamoAccesses('BatchGetItem', get, tables)).toMatchObject([{ resource: TABLE, context: keys('A', 'B') }])
    const write = {
      RequestItems: {
        cases: [{ PutRequest: { Item: { pk: { S: 'A' } } } }, { DeleteRequest: { Key: { pk: { S: 'B' } } } }],
      },
    }
    expect(dynamoAccesses('BatchWriteItem', write, tables)).toMatchObject([
      { resource: TABLE, context: keys('A', 'B') },
    ])
  })
})
