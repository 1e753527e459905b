import { Duration, Stack } from 'aws-cdk-lib'
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb'
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import * as z from 'zod'
import { IMPORT_FILES, IMPORT_FILES_KEPT_DAYS } from '../functions/domain/import-retention.ts'
import { tableDefinition } from '../functions/store/table.ts'
import { keptInProduction, type Settings } from './settings.ts'
import type { Right } from './house.ts'

type IndexName = keyof typeof tableDefinition.indexes
type ObjectAction = 'GetObject' | 'PutObject'

type ItemAction = 'GetItem' | 'BatchGetItem' | 'PutItem' | 'UpdateItem' | 'Query'

/** Partitions of the table by what stands in them. IAM tells items apart by these and by nothing else. */
export const partitions = {
  cases: 'CASE#*',
  people: 'PERSON#*',
  registry: 'REGISTRY#*',
  mails: 'MAIL#*',
  reports: 'REPORT#*',
  sequences: 'SEQUENCE#*',
  deliveries: 'DELIVERY#*',
  incidents: 'INCIDENT#*',
  imports: 'IMPORT#*',
  directives: 'DIRECTIVE#*',
  apiKeys: 'APIKEY#*',
  callers: 'CALLER#*',
  readings: 'READING#*',
  duplicates: 'DUPLICATE#*',
  controlTotals: 'CONTROL#*',
} as const
export type Partition = keyof typeof partitions

/** The one table and the one bucket. */
export class Data extends Construct {
  readonly table: Table
  readonly documents: Bucket

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id)
    this.table = declareTable(this, settings)
    this.documents = declareBuckets(this, settings)
  }

  /** These actions on the items of these partitions, and on no others. */
  items(actions: readonly ItemAction[], ...where: readonly Partition[]): Right {
    return {
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: [this.table.tableArn],
      conditions: leadingKeys(where.map((partition) => partitions[partition])),
      environment: { TABLE_NAME: this.table.tableName },
    }
  }

  /** Queries of an index; `shards` are the partitions of the index that may be read, all if absent. */
  index(index: IndexName, ...shards: readonly string[]): Right {
    return {
      actions: ['dynamodb:Query'],
      resources: [`${this.table.tableArn}/index/${tableDefinition.indexes[index].name}`],
      ...(shards.length > 0 && { conditions: leadingKeys(shards) }),
      environment: { TABLE_NAME: this.table.tableName },
    }
  }

  /** Every function that decides anything knows the calendars, limits and policies. */
  registry(): Right {
    return this.items(['GetItem', 'Query'], 'registry')
  }

  /** The reports' documents. */
  objects(...actions: readonly ObjectAction[]): Right {
    return this.#below('report/*', actions, 'Documents of any week and version, and nothing else in the bucket.')
  }

  /** Reports on responsibilities, with the names of persons: nobody else reads or writes them. */
  accountability(...actions: readonly ObjectAction[]): Right {
    return this.#below(
      'accountability/*',
      actions,
      'Documents of any letter and version, and nothing else in the bucket.',
    )
  }

  /** The files that people import, what was read of them, and the rows that were refused. */
  imports(...actions: readonly ObjectAction[]): Right {
    return this.#below(`${IMPORT_FILES}*`, actions, 'Files of any import, and nothing else in the bucket.')
  }

  /** Letters on paper that are to be signed, because mail reaches an agency no more. */
  papers(...actions: readonly ObjectAction[]): Right {
    return this.#below('paper/*', actions, 'The letter of any incident, and nothing else in the bucket.')
  }

  #below(keys: string, actions: readonly ObjectAction[], why: string): Right {
    return {
      actions: actions.map((action) => `s3:${action}`),
      resources: [this.documents.arnForObjects(keys)],
      environment: { DOCUMENTS_BUCKET: this.documents.bucketName },
      justified: { [`Resource::${inFindings(this.documents)}/${keys}`]: why },
    }
  }
}

const leadingKeys = (patterns: readonly string[]): NonNullable<Right['conditions']> => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...patterns] },
})

const text = (name: string) => ({ name, type: AttributeType.STRING })

function declareTable(scope: Construct, settings: Settings): Table {
  const table = new Table(scope, 'Table', {
    tableName: `${tableDefinition.name}-${settings.stage}`,
    partitionKey: text(tableDefinition.partitionKey),
    sortKey: text(tableDefinition.sortKey),
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    // What expires is checked when it is read: this only cleans up.
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: settings.stage === 'prod',
    removalPolicy: keptInProduction(settings),
  })
  for (const { name, partitionKey, sortKey, projects } of Object.values(tableDefinition.indexes))
    table.addGlobalSecondaryIndex({
      indexName: name,
      partitionKey: text(partitionKey),
      sortKey: text(sortKey),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...projects],
    })
  return table
}

/** Documents, and a bucket with the log of who fetched them. Neither is ever public, both only speak TLS. */
function declareBuckets(scope: Construct, settings: Settings): Bucket {
  const closed = {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: keptInProduction(settings),
  }
  const log = new Bucket(scope, 'AccessLog', { ...closed, lifecycleRules: [{ expiration: Duration.days(365) }] })
  const lifecycleRules = [
    {
      prefix: IMPORT_FILES,
      expiration: Duration.days(IMPORT_FILES_KEPT_DAYS),
      noncurrentVersionExpiration: Duration.days(1),
    },
  ]
  return new Bucket(scope, 'Documents', {
    ...closed,
    versioned: true,
    serverAccessLogsBucket: asInterface(log),
    lifecycleRules,
  })
}

/** The class says `policy?: BucketPolicy | undefined` where its own interface says `policy?: BucketPolicy`. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a class of the library is what its interface says
const asInterface = (bucket: Bucket): IBucket => bucket as IBucket

/** How cdk-nag spells the bucket's ARN. */
const inFindings = (bucket: Bucket): string => {
  const { 'Fn::GetAtt': parts } = z
    .object({ 'Fn::GetAtt': z.array(z.string()) })
    .parse(Stack.of(bucket).resolve(bucket.bucketArn))
  return `<${parts.join('.')}>`
}
