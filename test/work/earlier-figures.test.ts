import { describe, expect, it } from 'vitest'
import { figureValues } from '../../functions/domain/figure-list.ts'
import type { WeeklyReport } from '../../functions/domain/report.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import { composeDraft, contentTypes, freeze, reportFile } from '../../functions/work/compose-report.ts'
import { testDeps, type TestDeps } from '../support/deps.ts'
import { rows } from '../support/registry.ts'
import { vn } from '../support/scenario.ts'
import { draftReport } from '../support/weekly-report.ts'

const registry = readRegistry(rows, 1)
const before = draftReport({ week: '2021-W43' })
const text = (content: unknown) => ({ body: Buffer.from(JSON.stringify(content)), contentType: contentTypes.json })

/** Report 110 went out; a week later the next one is drafted. */
async function aWeekLater(): Promise<TestDeps> {
  const deps = await testDeps('2021-11-05 08:00')
  const times = { knownAt: before.knownAt, closesAt: vn('2021-10-29 14:30'), publishedAt: vn('2021-10-29 14:31') }
  const record = { week: before.week, version: 1, period: before.period, content: 1, execution: 'run', ...times }
  await deps.reports.save({ status: 'unsigned', ...record }, undefined)
  return deps
}

const drafted = (deps: TestDeps): Promise<WeeklyReport> => {
  const period = { from: before.period.to, to: vn('2021-11-05 00:00') }
  return composeDraft(deps, { week: '2021-W44', period, knownAt: deps.now(), content: 1 }, { registry })
}

const { week, period } = before
const expected = [{ week, period, figures: figureValues(before) }]

describe('the figures of earlier reports', () => {
  it('stand apart, so that nobody reads all cases of eight weeks to compare two numbers', async () => {
    const deps = await aWeekLater()
    await freeze(deps.documents, before)
    await deps.documents.put(reportFile(week, 1, 'json'), text('not to be read'))
    expect((await drafted(deps)).earlier).toEqual(expected)
  })

  it('are found in the report itself where a crash has left them out', async () => {
    const deps = await aWeekLater()
    await deps.documents.put(reportFile(week, 1, 'json'), text(before))
    expect((await drafted(deps)).earlier).toEqual(expected)
  })
})
