import { expect, test } from 'vitest'
import { renderCold } from '../../infra/bench/documents.ts'

test(
  'all documents for 150 agencies and 10,000 cases: under 10 s of computing and 512 MB, from a cold start',
  { timeout: 120_000 },
  async () => {
    const { cpuSeconds, megabytes, bytes } = await renderCold({ agencies: 150, cases: 10_000 })
    expect(cpuSeconds).toBeLessThan(10)
    expect(megabytes).toBeLessThan(512)
    expect(Math.min(...bytes)).toBeGreaterThan(10_000)
  },
)
