import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { bundleHandlers, handlerNames, type Bundles } from '../bundles.ts'
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
 * For each function the milliseconds of processor time of its import in a fresh process, as Lambda does it at a cold start, beside those of
 * a bare handler that makes the same clients of the SDK; they take turns, the best round counts. And how much of the
 * bundle is not the SDK: a renderer of documents, the composer of mails and the readers and writers of sheets apart.
 */
export function benchColdStarts(names: readonly string[] = handlerNames()): Row[] {
  const bundles = bundleHandlers()
  try {
    return names.map((name) => rowOf(bundles, name))
  } finally {
    bundles.remove()
  }
}

function rowOf(bundles: Bundles, name: string): Row {
  const weight = weighBundle(bundles.metafile, name)
  const [own, bare] = [join(bundles.folder, name, 'index.js'), bareHandler(bundles.folder, weight.clients)]
  let [ours, theirs] = [Infinity, Infinity]
  for (let round = 0; round < ROUNDS; round++) {
    ours = Math.min(ours, importMs(own))
    theirs = Math.min(theirs, importMs(bare))
  }
  return {
    name: `cold import of ${name}`,
    ours: `${ours.toFixed(0)} ms, ${sizeOf(weight)}`,
    reference: `bare with ${weight.clients.map((each) => each.replace('client-', '')).join(', ') || 'none'}: ${theirs.toFixed(0)} ms`,
    ratio: theirs / ours,
    aim: '≥ 0.77, < 300 KiB',
  }
}

const kib = (bytes: number): number => Math.round(bytes / 1024)
const sizeOf = ({ sdk, documents, rest }: Weight): string =>
  `${kib(rest)} KiB${documents > 0 ? ` + ${kib(documents)} for documents` : ''} + SDK ${kib(sdk)}`

/** The best that a function with these clients could do. */
function bareHandler(folder: string, clients: readonly string[]): string {
  const name = ['bare', ...clients].join('-')
  const entry = join(folder, `${name}.ts`)
  mkdirSync(join(folder, name), { recursive: true })
  const made = clients.flatMap((client) => {
    const found = CLIENTS[client]
    return found === undefined ? [] : [{ client, class: found }]
  })
  writeFileSync(
    entry,
    [
      ...made.map((each) => `import { ${each.class} } from '@aws-sdk/${each.client}'`),
      ...made.map((each, n) => `export const client${n} = new ${each.class}({})`),
      ...(clients.includes('client-dynamodb') ? DOCUMENTS : []),
      'export const handler = async () => ({})',
    ].join('\n'),
  )
  const outfile = join(folder, name, 'index.js')
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    nodePaths: [join(import.meta.dirname, '../../node_modules')],
    logLevel: 'warning',
  })
  return outfile
}

/** Of the processor, which a busy machine does not lengthen. */
const TIMED =
  'const t = process.cpuUsage(); require(process.argv[1]); const { user, system } = process.cpuUsage(t); console.log((user + system) / 1000)'

const importMs = (file: string): number =>
  Number(execFileSync(process.execPath, ['-e', TIMED, file], { env: ENVIRONMENT, encoding: 'utf8' }))
