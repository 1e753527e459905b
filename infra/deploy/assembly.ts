import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** What synthesis leaves: one stack, and what has to lie in a bucket before it can be deployed. */
export interface Assembly {
  readonly stack: string
  /** Without CDK's own bootstrapping: the code lies in the bucket given. */
  readonly templateFor: (bucket: string) => string
  readonly assets: readonly Asset[]
}

export interface Asset {
  readonly key: string
  readonly path: string
  readonly packaging: 'zip' | 'file'
}

const manifest = z.object({ artifacts: z.record(z.string(), z.object({ type: z.string() })) })
const assetList = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string(), packaging: z.enum(['zip', 'file']) }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
})
const code = z.object({ S3Bucket: z.unknown(), S3Key: z.string() })
const template = z.looseObject({
  Parameters: z.record(z.string(), z.unknown()).default({}),
  Rules: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), z.looseObject({ Properties: z.record(z.string(), z.unknown()).optional() })),
})

/** CDK's check of its own bootstrap stack, which this way of deploying does without. */
const CDK_ONLY = new Set(['BootstrapVersion', 'CheckBootstrapVersion'])
const own = (named: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(named).filter(([name]) => !CDK_ONLY.has(name)))

/** @throws Error when the folder does not hold exactly one stack */
export function readAssembly(outdir: string): Assembly {
  const { artifacts } = manifest.parse(readJson(join(outdir, 'manifest.json')))
  const [stack, ...more] = Object.keys(artifacts).filter((id) => artifacts[id]?.type === 'aws:cloudformation:stack')
  if (stack === undefined || more.length > 0) throw new Error(`${outdir} holds ${more.length + 1} stacks, not one`)
  const { files } = assetList.parse(readJson(join(outdir, `${stack}.assets.json`)))
  const assets = Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map(({ objectKey }) => ({
      key: objectKey,
      path: join(outdir, source.path),
      packaging: source.packaging,
    })),
  )
  const raw = template.parse(readJson(join(outdir, `${stack}.template.json`)))
  return {
    stack,
    // The template is an asset of CDK's own deployment; here it goes up as it is changed.
    assets: assets.filter(({ path }) => !path.endsWith('.template.json')),
    templateFor: (bucket) => JSON.stringify(inBucket(raw, bucket)),
  }
}

function inBucket(raw: z.output<typeof template>, bucket: string): object {
  const resources = Object.entries(raw.Resources).map(([id, resource]) => {
    const found = code.safeParse(resource.Properties?.['Code'])
    if (!found.success) return [id, resource]
    const Code = { S3Bucket: bucket, S3Key: found.data.S3Key }
    return [id, { ...resource, Properties: { ...resource.Properties, Code } }]
  })
  return { ...raw, Parameters: own(raw.Parameters), Rules: own(raw.Rules), Resources: Object.fromEntries(resources) }
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
