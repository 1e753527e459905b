import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { tableDefinition } from '../../functions/store/table.ts'
import { declared, production, resources } from './declared.ts'

const prod = declared(production)
const dev = declared()
const every = z.record(
  z.string(),
  z.object({ Type: z.string(), DeletionPolicy: z.string().optional(), Properties: z.unknown() }),
)
const all = (template: typeof prod) => every.parse(template.toJSON()['Resources'])

describe('the table', () => {
  const [table] = Object.values(resources(prod, 'AWS::DynamoDB::Table'))

  it('has the keys and indexes that the store works with', () => {
    const declaredIndexes = z.array(index).parse(table?.['GlobalSecondaryIndexes'])
    expect(keysIn(z.object({ KeySchema: keySchema }).parse(table))).toEqual([
      tableDefinition.partitionKey,
      tableDefinition.sortKey,
    ])
    expect(declaredIndexes.map((each) => [each.IndexName, ...keysIn(each), each.Projection.NonKeyAttributes])).toEqual(
      Object.values(tableDefinition.indexes).map(({ name, partitionKey, sortKey, projects }) => [
        name,
        partitionKey,
        sortKey,
        projects,
      ]),
    )
  })

  it('costs by use, is encrypted, and can be restored to any moment', () => {
    expect(table).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    })
  })
})

const keySchema = z.array(z.object({ AttributeName: z.string() }))
const index = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({ NonKeyAttributes: z.array(z.string()).default([]) }),
})
const keysIn = ({ KeySchema }: { KeySchema: { AttributeName: string }[] }) =>
  KeySchema.map(({ AttributeName }) => AttributeName)

describe('the buckets', () => {
  it('keep files of imports, which hold citizens, for a week and no longer', () => {
    const [rules] = Object.values(resources(prod, 'AWS::S3::Bucket')).flatMap(({ LifecycleConfiguration: each }) => {
      const text = JSON.stringify(each)
      return text.includes('import/') ? [each] : []
    })
    expect(rules).toMatchObject({
      Rules: [
        {
          Prefix: 'import/',
          Status: 'Enabled',
          ExpirationInDays: 7,
          NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        },
      ],
    })
  })

  it('are closed to the public, encrypted and speak TLS only', () => {
    const buckets = Object.entries(resources(prod, 'AWS::S3::Bucket'))
    const policies = Object.values(resources(prod, 'AWS::S3::BucketPolicy')).map((policy) => JSON.stringify(policy))
    expect(buckets).toHaveLength(2)
    for (const [id, bucket] of buckets) {
      expect(bucket).toMatchObject({
        BucketEncryption: expect.anything(),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      })
      const own = policies.find((policy) => policy.includes(`"Bucket":{"Ref":"${id}"}`)) ?? ''
      expect(own).toContain('"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"')
    }
  })

  it('keep every version of a document, and who fetched it', () => {
    const documents = Object.values(resources(prod, 'AWS::S3::Bucket')).find(
      (bucket) => 'VersioningConfiguration' in bucket,
    )
    expect(documents).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      LoggingConfiguration: { DestinationBucketName: { Ref: expect.stringMatching(/^DataAccessLog/) } },
    })
  })
})

/**
 * What holds data, people's access, waiting executions or an address that others know. A logical id or one of these
 * properties that changes makes CloudFormation put an empty resource in the place of the full one: change nothing here
 * without a migration.
 */
const STATEFUL = {
  DataTableFDBAD0F2: {
    Type: 'AWS::DynamoDB::Table',
    fixed: {
      TableName: 'dondoc-prod',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    },
  },
  DataDocumentsDACEAC53: { Type: 'AWS::S3::Bucket', fixed: {} },
  DataAccessLogF8C4FD7F: { Type: 'AWS::S3::Bucket', fixed: {} },
  IdentityPeopleA4BE2B55: {
    Type: 'AWS::Cognito::UserPool',
    fixed: { UsernameAttributes: ['email'], UsernameConfiguration: { CaseSensitive: false } },
  },
  AnswersLinkSecret48442299: {
    Type: 'AWS::SecretsManager::Secret',
    fixed: { Name: 'dondoc-prod-link-secret' },
  },
  EscalationescalationMachine213DD4AE: {
    Type: 'AWS::StepFunctions::StateMachine',
    fixed: { StateMachineName: 'dondoc-prod-escalation' },
  },
  DigestsdigestsMachine0163DFC2: {
    Type: 'AWS::StepFunctions::StateMachine',
    fixed: { StateMachineName: 'dondoc-prod-digests' },
  },
  ReportingweeklyreportMachineA0B4D6DF: {
    Type: 'AWS::StepFunctions::StateMachine',
    fixed: { StateMachineName: 'dondoc-prod-weekly-report' },
  },
  AccountabilityaccountabilityMachine2B6304F6: {
    Type: 'AWS::StepFunctions::StateMachine',
    fixed: { StateMachineName: 'dondoc-prod-accountability' },
  },
  ImportingimportMachine77B88EEF: {
    Type: 'AWS::StepFunctions::StateMachine',
    fixed: { StateMachineName: 'dondoc-prod-import' },
  },
}
const ADDRESSES = {
  ApiHttp17514DA7: { Type: 'AWS::ApiGatewayV2::Api', fixed: { ProtocolType: 'HTTP' } },
  MailSender3CE0A474: { Type: 'AWS::SES::EmailIdentity', fixed: { EmailIdentity: 'daklak.example.vn' } },
}

describe('a stage', () => {
  const policiesOf = (template: typeof prod) => Object.keys(STATEFUL).map((id) => all(template)[id]?.DeletionPolicy)

  it('keeps what it holds in production, and leaves nothing behind in development', () => {
    expect(new Set(policiesOf(prod))).toEqual(new Set(['RetainExceptOnCreate']))
    expect(new Set(policiesOf(dev))).toEqual(new Set(['Delete']))
  })

  it('is refused in production without a sender of its own and somebody to tell', () => {
    expect(() => declared({ stage: 'prod' })).toThrow(/mailSender[^]*operators/)
  })
})

describe('an upgrade', () => {
  it.each(Object.entries({ ...STATEFUL, ...ADDRESSES }))('does not replace %s', (id, { Type, fixed }) => {
    expect(all(prod)[id]).toMatchObject({ Type, Properties: fixed })
  })

  it('knows of everything that could be replaced by mistake', () => {
    const kinds = new Set(Object.values(STATEFUL).map(({ Type }) => Type))
    const there = Object.entries(all(prod)).filter(([, { Type }]) => kinds.has(Type))
    expect(there.map(([id]) => id).toSorted()).toEqual(Object.keys(STATEFUL).toSorted())
  })
})
