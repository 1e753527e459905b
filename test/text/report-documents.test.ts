import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import * as z from 'zod'

const measured = z.object({ cpuMs: z.number(), peakMb: z.number(), bytes: z.array(z.number().min(10_000)).length(3) })

test(
  'all documents for 150 agencies and 10,000 cases: under 10 s of computing and 512 MB, from a cold start',
  { timeout: 120_000 },
  async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['test/support/render-large.ts'])
    const { cpuMs, peakMb } = measured.parse(JSON.parse(stdout))
    expect(cpuMs).toBeLessThan(10_000)
    expect(peakMb).toBeLessThan(512)
  },
)
