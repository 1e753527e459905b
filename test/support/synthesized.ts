import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { synthesize } from '../../infra/local/template.ts'

/** The folder with the app's cloud assembly, made anew whenever its sources or what synthesizes them change. */
export async function synthesizedOnce(name: string, app: string, sources: readonly string[]): Promise<string> {
  const cache = `node_modules/.cache/dondoc-${name}`
  const all = [...sources.toSorted(), 'infra/local/template.ts', 'package-lock.json']
  const content = all.map((file) => readFileSync(file, 'utf8')).join('\0')
  const folder = join(cache, createHash('sha256').update(content).digest('hex').slice(0, 16))
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const fresh = mkdtempSync(join(cache, 'new-'))
  await synthesize(app, fresh)
  // Another test file may have been faster.
  if (existsSync(folder)) rmSync(fresh, { recursive: true })
  else renameSync(fresh, folder)
  return folder
}
