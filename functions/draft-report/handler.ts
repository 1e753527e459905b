import { draftReportAnswer, draftReportInput } from '../../workflows/contract.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { task } from '../platform/task.ts'
import { draftReport } from '../work/draft-report.ts'

const deps = reportDeps()

/** Task of the weekly-report machine: every morning, whether a report is due, and if so its figures. */
export const handler = task({ input: draftReportInput, answer: draftReportAnswer }, deps.log, (input) =>
  draftReport(deps, input),
)
