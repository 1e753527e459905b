import { checkReportAnswer, checkReportInput } from '../../workflows/contract.ts'
import { pageDeps } from '../platform/figures-deps.ts'
import { mailDeps } from '../platform/mail-deps.ts'
import { documentDeps } from '../platform/report-deps.ts'
import { task } from '../platform/task.ts'
import { dynamoReportStore } from '../store/dynamo-report-store.ts'
import { checkReport } from '../work/check-report.ts'

const { table, ...mail } = mailDeps()
const deps = { ...mail, reports: dynamoReportStore(table), documents: documentDeps(), ...pageDeps() }

/** Task of the weekly-report machine: whom to ask at 08:00, what is missing at 13:00, whether it is out at 14:45. */
export const handler = task({ input: checkReportInput, answer: checkReportAnswer }, deps.log, async (input) => {
  const { contract, week } = input
  return { contract, week, ...(await checkReport(deps, input)) }
})
