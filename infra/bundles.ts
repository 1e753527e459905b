import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { build, type BuildOptions, type Metafile } from 'esbuild'
import { renderAssetFiles } from '../functions/platform/render-assets.ts'
import { dropUnusedConstants } from './unused-constants.ts'

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

/** CommonJS loads faster than ESM, and runs on the Node of Lambda. */
export const BUNDLED = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  // `import()` of a module of Node becomes `require`: faster, and the local mode hears of it.
  supported: { 'dynamic-import': false },
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions

/** Packages as modules, of which esbuild leaves out what is not used: a third less of the AWS SDK than in CommonJS. */
export const LEAN = { mainFields: ['module', 'main'] } as const satisfies BuildOptions

/**
 * Bundles all handlers in one run of esbuild, with the AWS SDK inside. One run parses shared modules once;
 * `NodejsFunction` starts a process per function and takes four times as long.
 */
export async function bundleHandlers(): Promise<Bundles> {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-bundles-'))
  const entries = handlerNames().map((name) => [`${name}/index`, join(functionsFolder, name, 'handler.ts')])
  const { metafile } = await build({
    ...BUNDLED,
    ...LEAN,
    entryPoints: Object.fromEntries(entries),
    outdir: folder,
    define: { 'import.meta.dirname': '__dirname' },
    plugins: [dropUnusedConstants],
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
