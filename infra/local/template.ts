import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve as absolute } from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod'

import { ACCOUNT, REGION, resourceSchema, TemplateError } from './intrinsics.ts'
import type { Model } from './model.ts'
import { readModel } from './read-model.ts'
import { TemplateSource } from './template-source.ts'

/**
 * Runs the CDK app as `cdk synth` would, without the CLI, the network or credentials (some 4 s).
 * @throws with what the app wrote, if it fails
 */
export async function synthesize(appFile: string, outdir: string): Promise<void> {
  const environment = {
    CDK_OUTDIR: absolute(outdir),
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: REGION,
  }
  await promisify(execFile)(process.execPath, [appFile], { env: { ...process.env, ...environment } })
}

/**
 * Reads what {@link synthesize} wrote: one stack.
 * @param apiUrl where the local API will stand; replaces the API's address in environments
 * @throws TemplateError for a resource, function or property that the local mode does not know and that would matter
 */
export function readTemplate(outdir: string, apiUrl: string): Model {
  const { artifacts } = readJson(join(outdir, 'manifest.json'), manifestSchema)
  const stacks = Object.keys(artifacts).filter((name) => artifacts[name]?.type === 'aws:cloudformation:stack')
  const [stack] = stacks
  if (stack === undefined || stacks.length > 1)
    throw new TemplateError(`${outdir} holds ${stacks.length} stacks, not one`)
  const { Resources, Parameters } = readJson(join(outdir, `${stack}.template.json`), templateSchema)
  const defaults = Object.entries(Parameters).filter(([, { Default }]) => Default !== undefined)
  const source = new TemplateSource({
    stack,
    apiUrl,
    resources: Resources,
    parameters: Object.fromEntries(defaults.map(([id, { Default }]) => [id, String(Default)])),
  })
  const model = readModel(source, readAssets(outdir, stack))
  source.refuseTheRest()
  return model
}

const manifestSchema = z.object({ artifacts: z.record(z.string(), z.object({ type: z.string() })) })
const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
})
const assetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
})

const readJson = <T>(file: string, schema: z.ZodType<T>): T => schema.parse(JSON.parse(readFileSync(file, 'utf8')))

/** The folder of each asset, by the key under which a deployment would upload it. */
function readAssets(outdir: string, stack: string): ReadonlyMap<string, string> {
  const { files } = readJson(join(outdir, `${stack}.assets.json`), assetsSchema)
  return new Map(
    Object.values(files).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }) => [objectKey, absolute(outdir, source.path)] as const),
    ),
  )
}
