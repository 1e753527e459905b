import { readFileSync } from 'node:fs'
import { HeadObjectCommand, NotFound, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod'
import type { RegistryStore } from '../../functions/store/registry-store.ts'
import { firstRegistry } from '../centre/first-registry.ts'
import type { Asset, Assembly } from './assembly.ts'
import { deployStack, type Outputs, type StackDeps } from './stack.ts'
import { zipFolder } from './zip.ts'

export interface DeployDeps extends StackDeps {
  readonly s3: S3Client
  /** Where CloudFormation finds an object. */
  readonly objectUrl: (bucket: string, key: string) => string
  readonly registryOf: (table: string) => RegistryStore
  readonly fetch: (url: string) => Promise<{ readonly status: number }>
}

/** What the deployed API answered when it should have asked for a token. */
export class SmokeTestError extends Error {
  override readonly name = 'SmokeTestError'
}

/**
 * All of a deployment: a bucket for the code, the code, the stack, the first registry, a look whether the API answers.
 * Every step finds what an earlier attempt has done, so whoever is cut off does it all again.
 * @throws StackFailedError, SmokeTestError, and what the SDK throws
 */
export async function deploy(deps: DeployDeps, assembly: Assembly): Promise<Outputs> {
  const { AssetsBucket: bucket = '' } = await deployStack(deps, BOOTSTRAP, { TemplateBody: JSON.stringify(bootstrap) })
  for (const asset of assembly.assets) await upload(deps, bucket, asset)
  const body = assembly.templateFor(bucket)
  const key = `templates/${assembly.stack}.json`
  await deps.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'application/json' }))
  const outputs = await deployStack(deps, assembly.stack, { TemplateURL: deps.objectUrl(bucket, key) })
  await loadRegistry(deps, outputs)
  await smokeTest(deps, outputs)
  return outputs
}

export const BOOTSTRAP = 'dondoc-bootstrap'

/** The bucket that CloudFormation reads code and templates from; private, versioned, TLS only. */
export const bootstrap = {
  Description: 'Where the code of dondoc lies until CloudFormation takes it',
  Resources: {
    Assets: {
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: {
          Rules: [{ Status: 'Enabled', Prefix: '', NoncurrentVersionExpiration: { NoncurrentDays: 90 } }],
        },
      },
    },
    AssetsPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Assets' },
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: [{ 'Fn::GetAtt': ['Assets', 'Arn'] }, { 'Fn::Sub': '${Assets.Arn}/*' }],
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      },
    },
  },
  Outputs: { AssetsBucket: { Value: { Ref: 'Assets' } } },
} as const

/** A key is made of the content: what is there is right. */
async function upload({ s3, say }: DeployDeps, bucket: string, { key, path, packaging }: Asset): Promise<void> {
  try {
    await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    const body = packaging === 'zip' ? zipFolder(path) : readFileSync(path)
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }))
    say(`${key.slice(0, 12)}…: ${Math.ceil(body.length / 1024)} KiB uploaded`)
  }
}

/** Rows are put if absent: what the administrator has added since stays. */
async function loadRegistry({ registryOf, say }: DeployDeps, { TableName = '' }: Outputs): Promise<void> {
  const rows = firstRegistry()
  const version = await registryOf(TableName).add(rows)
  say(`${TableName}: ${rows.length} rows, registry version ${version}`)
}

const TRIES = 6
const TRY_AGAIN_MS = 5000

/** A caller without a token is asked for one: the API is up, reaches its authorizer, and is closed. */
async function smokeTest({ fetch, pause, say }: DeployDeps, outputs: Outputs): Promise<void> {
  const url = `${z.url().parse(outputs['ApiUrl'])}/cases`
  let found = 'nothing'
  for (let tried = 1; tried <= TRIES; tried++) {
    found = await fetch(url).then(
      ({ status }) => String(status),
      (error: unknown) => String(error),
    )
    if (found === '401') return say(`${url}: closed to those without a token`)
    await pause(TRY_AGAIN_MS)
  }
  throw new SmokeTestError(`GET ${url} answers ${found}, not 401`)
}
