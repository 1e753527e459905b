import { describe, expect, it } from 'vitest'
import { draftReport } from '../../functions/work/draft-report.ts'
import { publishReport } from '../../functions/work/publish-report.ts'
import { downloadsOf } from '../../functions/work/report-downloads.ts'
import { signReport } from '../../functions/work/sign-report.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { vn } from '../support/scenario.ts'

const week = '2021-W43'

async function drafted(): Promise<TestDeps> {
  const deps = await testDeps('2021-10-29 08:00')
  await draftReport(deps, { contract: 1, time: vn('2021-10-29 08:00'), execution: 'run' })
  return deps
}
async function names(deps: TestDeps): Promise<string[]> {
  const record = await deps.reports.load(week)
  return record === undefined ? [] : (await downloadsOf(deps.links, record)).map(({ url }) => url)
}

describe('the documents of a report', () => {
  it('are reached once it is published: of a signed one the message for the e-office too', async () => {
    const deps = await drafted()
    expect(await names(deps)).toEqual([])
    await signReport(deps, { role: 'signer', id: 'sub-2' }, { week })
    expect(await names(deps)).toEqual([])
    await publishReport(deps, { contract: 1, week, mode: 'signed' })
    expect(await names(deps)).toEqual(
      ['pdf', 'docx', 'xlsx', 'edxml'].map((extension) => `memory:report/${week}/v2/${week}.${extension}`),
    )
  })

  it('that went out unsigned have none: it has no number, and no force', async () => {
    const deps = await drafted()
    deps.at('2021-10-29 14:31')
    await publishReport(deps, { contract: 1, week, mode: 'deadline' })
    expect(await names(deps)).toHaveLength(3)
  })
})
