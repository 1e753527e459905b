import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { synthesize } from '../../infra/local/template.ts'

const CACHE = 'node_modules/.cache/dondoc-app'

/** The folder with the app's cloud assembly, made anew whenever anything that goes into it has changed. */
export async function synthesizedApp(): Promise<string> {
  const sources = [
    ...globSync('{functions,infra,workflows}/**/*.{ts,json}').toSorted(),
    'cdk.json',
    'package-lock.json',
  ]
  const content = sources.map((file) => readFileSync(file, 'utf8')).join('\0')
  const folder = join(CACHE, createHash('sha256').update(content).digest('hex').slice(0, 16))
  if (existsSync(folder)) return folder
  mkdirSync(CACHE, { recursive: true })
  const fresh = mkdtempSync(join(CACHE, 'new-'))
  await synthesize('infra/app.ts', fresh)
  // Another test file may have been faster.
  if (existsSync(folder)) rmSync(fresh, { recursive: true })
  else renameSync(fresh, folder)
  return folder
}
