import { checkReportAnswer, checkReportInput } from '../../workflows/contract.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { task } from '../platform/task.ts'
import { checkReport } from '../work/publish-report.ts'

const deps = reportDeps()

/** Task of the weekly-report machine: what is missing at 13:00, whether it is out at 14:45. */
export const handler = task({ input: checkReportInput, answer: checkReportAnswer }, deps.log, async (input) => {
  const { contract, week } = input
  return { contract, week, ...(await checkReport(deps, input)) }
})
