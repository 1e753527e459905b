import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { buildSync, type Metafile } from 'esbuild'
import { renderAssetFiles } from '../functions/platform/render-assets.ts'

const functionsFolder = join(import.meta.dirname, '../functions')
const packagesFolder = join(import.meta.dirname, '../node_modules')

/** What a function reads at run time lies beside its bundle, under the path it has in `node_modules`. */
const assetFiles: Readonly<Record<string, readonly string[]>> = {
  'render-report': renderAssetFiles,
  'render-accountability': renderAssetFiles,
}

/** Every folder of `functions/` that holds a handler is one function. */
export const handlerNames = (): string[] =>
  readdirSync(functionsFolder).filter((name) => existsSync(join(functionsFolder, name, 'handler.ts')))

export interface Bundles {
  readonly folder: string
  /** Which file weighs how much in which bundle. */
  readonly metafile: Metafile
  readonly code: (name: string) => Code
  /** After synthesis, which has copied what it needs. */
  readonly remove: () => void
}

/**
 * Bundles all handlers in one run of esbuild: as CommonJS, which loads faster than ESM, with the AWS SDK inside. One run
 * parses shared modules once; `NodejsFunction` starts a process per function and takes four times as long.
 */
export function bundleHandlers(): Bundles {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-bundles-'))
  const entries = handlerNames().map((name) => [`${name}/index`, join(functionsFolder, name, 'handler.ts')])
  const { metafile } = buildSync({
    entryPoints: Object.fromEntries(entries),
    outdir: folder,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    define: { 'import.meta.dirname': '__dirname' },
    logLevel: 'warning',
    metafile: true,
  })
  for (const [name, files] of Object.entries(assetFiles))
    for (const file of files) cpSync(join(packagesFolder, file), join(folder, name, file))
  return {
    folder,
    metafile,
    code: (name) => Code.fromAsset(join(folder, name)),
    remove: () => rmSync(folder, { recursive: true }),
  }
}
