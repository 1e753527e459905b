import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Code } from 'aws-cdk-lib/aws-lambda'
import * as z from 'zod'
import { weighBundle } from '../../infra/bench/bundle-weight.ts'
import { bundleHandlers, handlerNames, type Bundles } from '../../infra/bundles.ts'
import { dondocApp } from '../../infra/dondoc-app.ts'
import { production } from './declared.ts'

const folder = mkdtempSync(join(tmpdir(), 'dondoc-app-'))
const outdir = join(folder, 'cdk.out')
afterAll(() => rmSync(folder, { recursive: true }))

/** As on a machine without credentials, configuration or CLI. */
function synthesize(): number {
  const startedAt = performance.now()
  execFileSync(process.execPath, ['infra/app.ts'], {
    env: { PATH: process.env['PATH'], HOME: folder, CDK_OUTDIR: outdir },
  })
  return (performance.now() - startedAt) / 1000
}

const lambda = z.object({
  FunctionName: z.string(),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).default({ Variables: {} }),
})

/** What stands in the environment once the stack is deployed, as far as its form matters. */
const deployed = (name: string): string =>
  forms[name] ?? (name.endsWith('_ARN') ? 'arn:aws:states:x' : name.toLowerCase())
const forms: Readonly<Record<string, string>> = {
  MAIL_SENDER: 'don-doc@example.vn',
  ANSWERS_URL: 'https://api.example.vn/answers',
  FIGURES_URL: 'https://api.example.vn/figures',
}

describe('the app', () => {
  const seconds = synthesize()
  const template = z
    .object({ Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })) })
    .parse(JSON.parse(readFileSync(join(outdir, 'dondoc-dev.template.json'), 'utf8')))
  const functions = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }) => lambda.parse(Properties))
    .map((each) => Object.assign(each, { bundle: join(outdir, `asset.${each.Code.S3Key.replace('.zip', '')}`) }))

  it('synthesizes without network, credentials or CLI in less than 15 s of a machine that has nothing else to do', () => {
    expect(seconds).toBeLessThan(15 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()))
  })

  it('needs nothing but CloudFormation: no resource runs code of its own during a deployment', () => {
    const kinds = Object.values(template.Resources).map(({ Type }) => Type)
    expect(kinds.filter((kind) => /^Custom::|CustomResource/.test(kind))).toEqual([])
    expect(functions).toHaveLength(handlerNames().length)
  })

  it.each(functions)(
    'gives $FunctionName a bundle that starts with the environment it has',
    async ({ bundle, Environment }) => {
      // given nothing of ours in the environment but what the template says
      const before = { ...process.env }
      for (const name of Object.keys(Environment.Variables)) process.env[name] = deployed(name)
      // when
      const loaded: unknown = createRequire(import.meta.url)(join(bundle, 'index.js'))
      process.env = before
      // then
      expect(loaded).toEqual({ handler: expect.any(Function) })
    },
  )

  it('lays fonts and compiler beside the renderer', () => {
    const renderer = functions.find(({ FunctionName }) => FunctionName.endsWith('render-report'))?.bundle ?? ''
    expect(existsSync(join(renderer, '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'))).toBe(true)
    expect(existsSync(join(renderer, '@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm'))).toBe(
      true,
    )
  })
})

describe('the bundles', async () => {
  const bundles = await bundleHandlers()
  afterAll(bundles.remove)

  it('start with 400 KiB at most beside the AWS SDK, the renderer of documents apart', () => {
    const weights = Object.values(bundles.metafile.outputs).map(({ entryPoint = '', inputs }) => ({
      entryPoint,
      kibibytes: sum(startingWith(entryPoint, bundles.metafile).map((file) => inputs[file]?.bytesInOutput ?? 0)) / 1024,
    }))
    expect(weights).toHaveLength(handlerNames().length)
    const heavy = weights.filter(({ kibibytes }) => kibibytes > 400).map(({ entryPoint }) => entryPoint)
    expect(heavy).toEqual(['functions/render-accountability/handler.ts', 'functions/render-report/handler.ts'])
  })

  it('weigh less than 300 KiB beside the AWS SDK and what makes or reads documents, mails and sheets', () => {
    const weights = handlerNames().map((name) => ({ name, bytes: weighBundle(bundles.metafile, name).rest }))
    expect(weights.filter(({ bytes }) => bytes >= 300 * 1024)).toEqual([])
  })

  it('hold the schemas that the function uses, and those alone', () => {
    const commandsIn = (name: string) =>
      outputOf(bundles, name)?.inputs['functions/domain/command.ts']?.bytesInOutput ?? 0
    expect(commandsIn('get-case')).toBe(0)
    expect(commandsIn('command-case')).toBeGreaterThan(0)
  })

  it('hold no package twice, as module and as CommonJS', () => {
    const files = Object.keys(bundles.metafile.inputs)
    const packagesIn = (form: RegExp) => new Set(files.flatMap((file) => form.exec(file)?.[1] ?? []))
    const modules = packagesIn(/node_modules\/((?:@[^/]+\/)?[^/]+)\/dist-es\//)
    expect(modules).toContain('@aws-sdk/client-dynamodb')
    expect(modules.intersection(packagesIn(/node_modules\/((?:@[^/]+\/)?[^/]+)\/dist-cjs\//))).toEqual(new Set())
  })

  it('load modules of Node by `require` alone, which is where the local mode gives them its own', () => {
    expect(handlerNames().filter((name) => /\bimport\(["'`]/.test(codeOf(bundles, name) ?? ''))).toEqual([])
  })

  it('hold the clients of the SDK that the function calls, and those alone', () => {
    const clientsOf = (name: string) => weighBundle(bundles.metafile, name).clients
    expect(clientsOf('get-case')).toEqual(['client-dynamodb'])
    expect(clientsOf('command-case')).toEqual(['client-dynamodb', 'client-sfn'])
    expect(clientsOf('send-digest')).toContain('client-ses')
  })

  it('are the same for the same code', { timeout: 120_000 }, async () => {
    const again = await bundleHandlers()
    const differing = handlerNames().filter((name) => codeOf(bundles, name) !== codeOf(again, name))
    again.remove()
    expect(differing).toEqual([])
  })
})

const SDK = /node_modules\/(@aws-sdk|@smithy|@aws|@aws-crypto|bowser|fast-xml-parser)\//

/** What is evaluated when a function starts: all but the SDK, and what it imports when it comes to need it. */
function startingWith(entryPoint: string, { inputs }: Bundles['metafile']): string[] {
  const found = new Set<string>()
  const visit = (file: string): void => {
    if (found.has(file) || SDK.test(file)) return
    found.add(file)
    for (const { path, kind } of inputs[file]?.imports ?? []) if (kind !== 'dynamic-import') visit(path)
  }
  visit(entryPoint)
  return [...found]
}

const outputOf = ({ metafile }: Bundles, name: string) =>
  Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === `functions/${name}/handler.ts`)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
const codeOf = ({ folder: within }: Bundles, name: string): string =>
  readFileSync(join(within, name, 'index.js'), 'utf8')

describe('the template', () => {
  it('keeps the rules of cdk-nag (AWS Solutions, Serverless) and of CloudFormation itself, in production too', () => {
    const { app } = dondocApp(() => Code.fromInline('exports.handler = async () => {}'), {
      builtinCloudFormationValidation: true,
      context: production,
    })
    expect(() => app.synth()).not.toThrow()
  }, 180_000)
})
