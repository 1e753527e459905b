import { mailReportAnswer, mailReportInput } from '../../workflows/contract.ts'
import { mailDeps } from '../platform/mail-deps.ts'
import { documentDeps } from '../platform/report-deps.ts'
import { task } from '../platform/task.ts'
import { dynamoReportStore } from '../store/dynamo-report-store.ts'
import { mailReport } from '../work/mail-report.ts'

const { table, ...mail } = mailDeps()
const deps = { ...mail, reports: dynamoReportStore(table), documents: documentDeps() }

/** Task of the weekly-report machine: one mail to each recipient of the report. */
export const handler = task({ input: mailReportInput, answer: mailReportAnswer }, deps.log, async (input) => {
  deps.log.metric('reportMails', await mailReport(deps, input.week, input.version))
  return input
})
