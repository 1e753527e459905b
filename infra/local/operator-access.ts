import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import type { CaseStore } from '../../functions/store/case-store.ts'
import type { DocumentStore } from '../../functions/store/document-store.ts'
import { dynamoCaseStore } from '../../functions/store/dynamo-case-store.ts'
import { dynamoRegistryStore } from '../../functions/store/dynamo-registry-store.ts'
import { connectTable } from '../../functions/store/dynamo-table.ts'
import type { RegistryStore } from '../../functions/store/registry-store.ts'
import { connectBucket, s3DocumentStore } from '../../functions/store/s3-document-store.ts'
import type { Model } from './model.ts'

/** What an operator with the console's rights sees and does: the registry to load, cases and documents to read. */
export interface OperatorAccess {
  readonly cases: CaseStore
  readonly registry: RegistryStore
  readonly documents: DocumentStore
  close(): void
}

export interface AwsUrls {
  readonly dynamodb: string
  readonly aws: string
}

/** A model without its one table, or its bucket of documents, is not ours. */
export class UnknownModelError extends Error {
  override readonly name = 'UnknownModelError'
}

const operator = {
  region: 'ap-southeast-1',
  credentials: { accessKeyId: 'operator', secretAccessKey: 'local' },
}

/** @throws UnknownModelError */
export function operatorAccess(model: Model, urls: AwsUrls): OperatorAccess {
  const [table] = model.tables
  const bucket = bucketOfDocuments(model)
  if (table === undefined || bucket === undefined) throw new UnknownModelError('the template has no table or no bucket')
  const database = new DynamoDBClient({ ...operator, endpoint: urls.dynamodb })
  const s3 = new S3Client({ ...operator, endpoint: urls.aws, forcePathStyle: true })
  const connected = connectTable(table.name, database)
  return {
    cases: dynamoCaseStore(connected),
    registry: dynamoRegistryStore(connected),
    documents: s3DocumentStore(connectBucket(bucket, s3)),
    close() {
      database.destroy()
      s3.destroy()
    },
  }
}

/** The bucket that the functions are told of. */
const bucketOfDocuments = ({ functions }: Model): string | undefined =>
  functions.map(({ environment }) => environment['DOCUMENTS_BUCKET']).find((name) => name !== undefined)
