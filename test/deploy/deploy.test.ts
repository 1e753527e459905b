import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { inMemoryRegistryStore } from '../../functions/store/registry-store.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'
import { BOOTSTRAP, deploy, SmokeTestError, type DeployDeps } from '../../infra/deploy/deploy.ts'
import { StackFailedError } from '../../infra/deploy/stack.ts'
import { AwsError, type AwsCall, type AwsService } from '../../infra/local/aws.ts'
import { RealClock } from '../../infra/local/clock.ts'
import { openStore } from '../../infra/local/dynalite-store.ts'
import { DynamoDb } from '../../infra/local/dynamodb.ts'
import { Endpoint } from '../../infra/local/endpoint.ts'
import type { TableModel } from '../../infra/local/model.ts'
import { S3 } from '../../infra/local/s3.ts'
import { tableDefinition } from '../../functions/store/table.ts'
import { assemblyIn, STACK } from './assembly-builder.ts'
import { CloudFormationDouble } from './cloudformation-double.ts'

let folder: string
let clock: RealClock
let endpoint: Endpoint
let cloudFormation: CloudFormationDouble
const calls: string[] = []
/** Which calls fail, once each. */
const troubles: { call: string; code: string }[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dondoc-deploy-test-'))
  clock = new RealClock()
  endpoint = await Endpoint.open({ clock, functions: [] })
  cloudFormation = new CloudFormationDouble({
    outputs: {
      [BOOTSTRAP]: { AssetsBucket: 'assets' },
      [STACK]: { TableName: STACK, ApiUrl: 'https://api.example.vn' },
    },
    missing: firstMissing,
    templateAt: (url) => readFileSync(join(folder, 's3', new URL(url).pathname), 'utf8'),
  })
  mkdirSync(join(folder, 's3', 'assets'), { recursive: true })
  const s3 = new S3(join(folder, 's3'), ['assets'])
  endpoint.serve({ s3: noting(s3), cloudformation: noting(cloudFormation) })
  calls.length = 0
  troubles.length = 0
})
afterEach(async () => {
  clock.stop()
  await endpoint.close()
  rmSync(folder, { recursive: true })
})

/** A function whose code does not lie where the template says cannot be made. */
function firstMissing(text: string): string | undefined {
  const { Resources } = template.parse(JSON.parse(text))
  return Object.entries(Resources).find(([, { Properties }]) => {
    const code = Properties?.Code
    return code !== undefined && !existsSync(join(folder, 's3', code.S3Bucket, code.S3Key))
  })?.[0]
}
const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Properties: z.object({ Code: z.object({ S3Bucket: z.string(), S3Key: z.string() }).optional() }).optional(),
    }),
  ),
})

const nameOf = ({ service, method, path, body }: AwsCall): string =>
  service === 's3'
    ? `${method} ${path.replace('/assets/', '')}`
    : `${new URLSearchParams(body.toString()).get('Action')} ${new URLSearchParams(body.toString()).get('StackName')}`

/** Notes each call; fails one that is in trouble. */
function noting(service: AwsService): AwsService {
  return {
    deniedCode: service.deniedCode,
    accesses: () => [],
    refuse: service.refuse.bind(service),
    handle(call) {
      const name = nameOf(call)
      calls.push(name)
      const index = troubles.findIndex((trouble) => name.startsWith(trouble.call))
      const [trouble] = index < 0 ? [] : troubles.splice(index, 1)
      if (trouble) throw new AwsError(trouble.code, 'as the test wants', 400)
      return service.handle(call)
    },
  }
}

const credentials = { accessKeyId: 'operator', secretAccessKey: 'local' }

function deps(more: Partial<DeployDeps> = {}): DeployDeps {
  const where = { endpoint: endpoint.url, region: 'ap-southeast-1', credentials, maxAttempts: 1 }
  return {
    cloudFormation: new CloudFormationClient(where),
    s3: new S3Client({ ...where, forcePathStyle: true }),
    objectUrl: (bucket, key) => `${endpoint.url}/${bucket}/${key}`,
    registryOf: () => inMemoryRegistryStore(),
    fetch: () => Promise.resolve({ status: 401 }),
    pause: () => Promise.resolve(),
    say: () => {},
    ...more,
  }
}

/** Without looking again and again. */
const steps = () => calls.filter((call, index) => call !== calls[index - 1])

describe('a deployment', () => {
  it('makes the bucket, lays the code there, makes the stack from the template, in this order', async () => {
    const registry = inMemoryRegistryStore()
    const outputs = await deploy(deps({ registryOf: () => registry }), assemblyIn(folder))
    expect(outputs['TableName']).toBe(STACK)
    expect(steps()).toEqual([
      `DescribeStacks ${BOOTSTRAP}`,
      `CreateChangeSet ${BOOTSTRAP}`,
      `DescribeChangeSet ${BOOTSTRAP}`,
      `ExecuteChangeSet ${BOOTSTRAP}`,
      `DescribeStacks ${BOOTSTRAP}`,
      'HEAD a.zip',
      'PUT a.zip',
      'HEAD b.zip',
      'PUT b.zip',
      `PUT templates/${STACK}.json`,
      `DescribeStacks ${STACK}`,
      `CreateChangeSet ${STACK}`,
      `DescribeChangeSet ${STACK}`,
      `ExecuteChangeSet ${STACK}`,
      `DescribeStacks ${STACK}`,
    ])
    expect(await registry.rows()).toHaveLength(firstRegistry().length)
  })

  it('needs nothing of CDK’s own bootstrap', async () => {
    await deploy(deps(), assemblyIn(folder))
    const deployed = z
      .object({ Parameters: z.object({}).strict(), Rules: z.object({}).strict() })
      .safeParse(JSON.parse(cloudFormation.stacks.get(STACK)?.template ?? ''))
    expect(deployed.success).toBe(true)
  })

  it('done again changes nothing and uploads no code', async () => {
    await deploy(deps(), assemblyIn(folder))
    calls.length = 0
    await deploy(deps(), assemblyIn(folder))
    expect(calls.filter((call) => /ExecuteChangeSet|PUT [ab]/.test(call))).toEqual([])
  })

  it('that is cut off while the code goes up is finished by the next', async () => {
    troubles.push({ call: 'PUT b.zip', code: 'SlowDown' })
    await expect(deploy(deps(), assemblyIn(folder))).rejects.toMatchObject({ name: 'SlowDown' })
    expect(cloudFormation.stacks.has(STACK)).toBe(false)
    calls.length = 0
    await deploy(deps(), assemblyIn(folder))
    expect(calls.filter((call) => call.startsWith('PUT'))).toEqual(['PUT b.zip', `PUT templates/${STACK}.json`])
    expect(cloudFormation.stacks.get(STACK)?.status).toBe('CREATE_COMPLETE')
  })

  it('that is cut off between the plan and its execution is finished by the next', async () => {
    troubles.push({ call: `ExecuteChangeSet ${STACK}`, code: 'Throttling' })
    await expect(deploy(deps(), assemblyIn(folder))).rejects.toMatchObject({ name: 'Throttling' })
    expect(cloudFormation.stacks.get(STACK)?.status).toBe('REVIEW_IN_PROGRESS')
    await deploy(deps(), assemblyIn(folder))
    expect(cloudFormation.stacks.get(STACK)?.status).toBe('CREATE_COMPLETE')
  })

  it('that fails says which resource was the first, and the next one clears it away', async () => {
    const { assets, ...rest } = assemblyIn(folder)
    const incomplete = { ...rest, assets: assets.slice(0, 1) }
    await expect(deploy(deps(), incomplete)).rejects.toThrow(
      new StackFailedError(`${STACK}: B CREATE_FAILED: The specified key does not exist.`),
    )
    expect(cloudFormation.stacks.get(STACK)?.status).toBe('ROLLBACK_COMPLETE')
    calls.length = 0
    await deploy(deps(), assemblyIn(folder))
    expect(calls).toContain(`DeleteStack ${STACK}`)
    expect(cloudFormation.stacks.get(STACK)?.status).toBe('CREATE_COMPLETE')
  })

  it('whose API lets anybody in is no success', async () => {
    const open = deps({ fetch: () => Promise.resolve({ status: 200 }) })
    await expect(deploy(open, assemblyIn(folder))).rejects.toThrow(SmokeTestError)
  })
})

describe('npm run deploy', { timeout: 300_000 }, () => {
  it('deploys the whole product against an endpoint that is not AWS’s, and loads the registry', async () => {
    // given an endpoint with a table where the stack says it is, and an API that asks for a token
    const store = await openStore(join(folder, 'db'), [table])
    endpoint.serve({
      s3: new S3(join(folder, 's3'), ['assets']),
      cloudformation: cloudFormation,
      dynamodb: new DynamoDb(store, [table]),
    })
    const api = createServer((_, response) => response.writeHead(401).end())
    await promisify((done: () => void) => api.listen(0, '127.0.0.1', done))()
    const address = z.object({ port: z.number() }).parse(api.address())
    Object.assign(cloudFormation.outputs[STACK] ?? {}, { ApiUrl: `http://127.0.0.1:${address.port}` })
    // when
    const { stdout } = await promisify(execFile)(process.execPath, ['infra/deploy/run.ts', '-c', 'stage=dev'], {
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        AWS_ENDPOINT_URL: endpoint.url,
        AWS_ACCESS_KEY_ID: 'operator',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_REGION: 'ap-southeast-1',
      },
    })
    // then
    expect(stdout).toContain(`${firstRegistry().length} rows, registry version 1`)
    expect(stdout).toContain('closed to those without a token')
    const deployed = template.parse(JSON.parse(cloudFormation.stacks.get(STACK)?.template ?? ''))
    expect(Object.keys(deployed.Resources).length).toBeGreaterThan(300)
    api.close()
    await store.close()
  })
})

const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const })
const key = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
]
const indexes = Object.values(tableDefinition.indexes)
const table: TableModel = {
  name: STACK,
  KeySchema: key('pk', 'sk'),
  AttributeDefinitions: ['pk', 'sk', ...indexes.flatMap((each) => [each.partitionKey, each.sortKey])].map(text),
  GlobalSecondaryIndexes: indexes.map((each) => ({
    IndexName: each.name,
    KeySchema: key(each.partitionKey, each.sortKey),
    Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...each.projects] },
  })),
}
