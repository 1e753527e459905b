import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'

/**
 * Everything that is checked, in one command: types, lint, format, then every test.
 * The last line says `N passed, N failed`; each static check counts as one.
 */
const folder = mkdtempSync(join(tmpdir(), 'dondoc-test-'))
const results = join(folder, 'results.json')
const run = (command: string, ...args: string[]): boolean => {
  process.stdout.write(`> ${command} ${args.join(' ')}\n`)
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0
}

const checks = [
  run('tsc', '-p', '.'),
  run('oxlint', '--type-aware', '--deny-warnings', 'functions', 'infra', 'workflows', 'test'),
  run('oxfmt', '--check', 'functions', 'infra', 'workflows', 'test'),
]
const tested = run('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`)

const counted = z
  .object({ numPassedTests: z.number(), numFailedTests: z.number(), numFailedTestSuites: z.number() })
  .parse(JSON.parse(readFileSync(results, 'utf8')))
rmSync(folder, { recursive: true })

const passed = counted.numPassedTests + checks.filter(Boolean).length
// A file that cannot be loaded fails without having counted a test.
const failures = Math.max(counted.numFailedTests, Number(!tested), counted.numFailedTestSuites > 0 ? 1 : 0)
const failed = failures + checks.filter((ok) => !ok).length
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 && counted.numPassedTests > 0 ? 0 : 1
