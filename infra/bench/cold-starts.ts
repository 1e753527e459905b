import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync, type BuildOptions } from 'esbuild'
import { BUNDLED, bundleHandlers, handlerNames, LEAN, type Bundles } from '../bundles.ts'
import { weighBundle, type Weight } from './bundle-weight.ts'
import type { Row } from './row.ts'

const ROUNDS = 3

/** Names of the classes that functions make of each client of the SDK. */
const CLIENTS: Readonly<Record<string, string>> = {
  'client-dynamodb': 'DynamoDBClient',
  'client-s3': 'S3Client',
  'client-ses': 'SESClient',
  'client-sfn': 'SFNClient',
  'client-secrets-manager': 'SecretsManagerClient',
}

/** The table is spoken to in plain objects, as the functions do. */
const DOCUMENTS = [
  "import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'",
  "import { DynamoDBClient as Base } from '@aws-sdk/client-dynamodb'",
  'export const table = DynamoDBDocumentClient.from(new Base({}))',
]

/** What a function finds in its environment, as far as its form matters. */
const ENVIRONMENT = {
  TABLE_NAME: 'dondoc-bench',
  DOCUMENTS_BUCKET: 'dondoc-bench',
  ANSWERS_URL: 'https://api.example.vn/answers',
  FIGURES_URL: 'https://api.example.vn/figures',
  MAIL_SENDER: 'don-doc@example.vn',
  MAIL_CONFIGURATION_SET: 'dondoc-bench',
  ...Object.fromEntries(
    ['ESCALATION', 'DIGESTS', 'REPORT', 'ACCOUNTABILITY', 'IMPORT'].map((each) => [`${each}_MACHINE_ARN`, 'arn:aws:x']),
  ),
  LINK_SECRET_ARN: 'arn:aws:x',
  POWERTOOLS_SERVICE_NAME: 'dondoc-bench',
  AWS_REGION: 'ap-southeast-1',
}

/**
 * For each function the milliseconds of processor time of its import in a fresh process, as Lambda does it at a cold
 * start, beside those of a bare handler that makes the same clients of the SDK, bundled as `NodejsFunction` does unless
 * told otherwise; and besides, bundled as ours are. They take turns, the best round counts. And how much of the bundle
 * is not the SDK: a renderer of documents, the composer of mails and the readers and writers of sheets apart.
 */
export async function benchColdStarts(names: readonly string[] = handlerNames()): Promise<Row[]> {
  const bundles = await bundleHandlers()
  try {
    return names.map((name) => rowOf(bundles, name))
  } finally {
    bundles.remove()
  }
}

function rowOf(bundles: Bundles, name: string): Row {
  const weight = weighBundle(bundles.metafile, name)
  const ours = join(bundles.folder, name, 'index.js')
  const [bare, lean] = [{}, LEAN].map((options) => bareHandler(bundles.folder, weight.clients, options))
  const [own = 0, theirs = 0, least = 0] = bestOf([ours, bare, lean].flatMap((file) => file ?? []))
  const clients = weight.clients.map((each) => each.replace('client-', '')).join(', ') || 'none'
  return {
    name: `cold import of ${name}`,
    ours: `${own.toFixed(0)} ms, ${sizeOf(weight)}`,
    reference: `bare with ${clients}: ${theirs.toFixed(0)} ms; bundled as ours: ${least.toFixed(0)} ms`,
    ratio: theirs / own,
    aim: '≥ 0.77, < 300 KiB',
  }
}

function bestOf(files: readonly string[]): number[] {
  const rounds = Array.from({ length: ROUNDS }, () => files.map(importMs))
  return files.map((_, n) => Math.min(...rounds.map((round) => round[n] ?? Infinity)))
}

const kib = (bytes: number): number => Math.round(bytes / 1024)
const sizeOf = ({ sdk, documents, rest }: Weight): string =>
  `${kib(rest)} KiB${documents > 0 ? ` + ${kib(documents)} for documents` : ''} + SDK ${kib(sdk)}`

/** The best that a function with these clients could do, if it did nothing. */
function bareHandler(folder: string, clients: readonly string[], options: BuildOptions): string {
  const name = ['bare', ...clients, ...Object.keys(options)].join('-')
  const entry = join(folder, `${name}.ts`)
  const made = clients.flatMap((client) => {
    const found = CLIENTS[client]
    return found === undefined ? [] : [{ client, class: found }]
  })
  const lines = [
    ...made.map((each) => `import { ${each.class} } from '@aws-sdk/${each.client}'`),
    ...made.map((each, n) => `export const client${n} = new ${each.class}({})`),
    ...(clients.includes('client-dynamodb') ? DOCUMENTS : []),
    'export const handler = async () => ({})',
  ]
  writeFileSync(entry, lines.join('\n'))
  const outfile = join(folder, name, 'index.js')
  const nodePaths = [join(import.meta.dirname, '../../node_modules')]
  buildSync({ ...BUNDLED, ...options, entryPoints: [entry], outfile, nodePaths })
  return outfile
}

/** Of the processor, which a busy machine does not lengthen. */
const TIMED =
  'const t = process.cpuUsage(); require(process.argv[1]); const { user, system } = process.cpuUsage(t); console.log((user + system) / 1000)'

const importMs = (file: string): number =>
  Number(execFileSync(process.execPath, ['-e', TIMED, file], { env: ENVIRONMENT, encoding: 'utf8' }))
