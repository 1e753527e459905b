/**
 * `npm run deploy -- [-c stage=prod -c mailSender=… -c operators=… …]` deploys with the caller's AWS credentials.
 *
 * On AWS it is `cdk deploy` with the same arguments. With `--plain`, or where `AWS_ENDPOINT_URL` names an endpoint that
 * is not AWS's, it is plain CloudFormation instead, with nothing installed beforehand: bucket, code, stack, first
 * registry, smoke test. Cut off, the same command goes on where it was.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { connectTable } from '../../functions/store/dynamo-table.ts'
import { dynamoRegistryStore } from '../../functions/store/dynamo-registry-store.ts'
import { readAssembly } from './assembly.ts'
import { deploy } from './deploy.ts'

const endpoint = process.env['AWS_ENDPOINT_URL']
const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'ap-southeast-1'
const root = join(import.meta.dirname, '../..')

/** @throws Error for what is not `name=value` */
function contextOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^(\w+)=(.*)$/.exec(pair) ?? []
      if (name === undefined || value === undefined) throw new Error(`-c ${pair}: name=value`)
      return [name, value]
    }),
  )
}

function synthesize(context: Record<string, string>, outdir: string): void {
  const asked = { CDK_OUTDIR: outdir, CDK_DEFAULT_REGION: region, CDK_CONTEXT_JSON: JSON.stringify(context) }
  execFileSync(process.execPath, ['infra/app.ts'], { cwd: root, env: { ...process.env, ...asked }, stdio: 'inherit' })
}

async function deployPlainly(args: readonly string[]): Promise<void> {
  const options = { context: { type: 'string', short: 'c', multiple: true }, plain: { type: 'boolean' } } as const
  const { values } = parseArgs({ args: [...args], options })
  const outdir = mkdtempSync(join(tmpdir(), 'dondoc-deploy-'))
  try {
    synthesize(contextOf(values.context ?? []), outdir)
    const outputs = await deploy(
      {
        cloudFormation: new CloudFormationClient({ region }),
        s3: new S3Client({ region, forcePathStyle: endpoint !== undefined }),
        objectUrl: (bucket, key) =>
          endpoint === undefined
            ? `https://${bucket}.s3.${region}.amazonaws.com/${key}`
            : new URL(`/${bucket}/${key}`, endpoint).href,
        registryOf: (table) => dynamoRegistryStore(connectTable(table, new DynamoDBClient({ region }))),
        fetch,
        pause: (ms) => setTimeout(ms),
        say: (line) => console.log(line),
      },
      readAssembly(outdir),
    )
    console.table(outputs)
  } finally {
    rmSync(outdir, { recursive: true })
  }
}

const args = process.argv.slice(2)
if (endpoint === undefined && !args.includes('--plain'))
  process.exitCode =
    spawnSync(join(root, 'node_modules/.bin/cdk'), ['deploy', ...args], { cwd: root, stdio: 'inherit' }).status ?? 1
else
  await deployPlainly(args).catch((error: unknown) => {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error)
    process.exitCode = 1
  })
