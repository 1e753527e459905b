import { publishReportAnswer, publishReportInput } from '../../workflows/contract.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { task } from '../platform/task.ts'
import { publishReport } from '../work/publish-report.ts'

const deps = reportDeps()

/** Task of the weekly-report machine: freezes what goes out. */
export const handler = task({ input: publishReportInput, answer: publishReportAnswer }, deps.log, (input) =>
  publishReport(deps, input),
)
