import { globSync } from 'node:fs'
import { synthesizedOnce } from './synthesized.ts'

/** The folder with the app's cloud assembly, made anew whenever anything that goes into it has changed. */
export const synthesizedApp = (): Promise<string> =>
  synthesizedOnce('app', 'infra/app.ts', [
    ...globSync('{functions,infra,workflows}/**/*.{ts,json}').filter((file) => !file.startsWith('infra/local/')),
    'cdk.json',
  ])
