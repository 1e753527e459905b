import { accountabilityRecords } from '../platform/accountability-deps.ts'
import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { dynamoReportStore } from '../store/dynamo-report-store.ts'
import { accountabilityName } from '../work/directive-wire.ts'
import { signAccountability } from '../work/sign-accountability.ts'

const { table, ...records } = accountabilityRecords()
const deps = { ...records, machines: stepFunctions(), reports: dynamoReportStore(table) }

const refusals = { noDraft: 'noAccountability', conflict: 'conflict', explanationsOpen: 'explanationsOpen' } as const

/** `POST /directives/{id}/accountability/{kind}/signature`: the report takes its number, and its task is done. */
export const handler = writeRoute('signReport', deps.log, async ({ caller, path }) => {
  const signing = await signAccountability(deps, caller, parse(accountabilityName, path))
  if (signing.type !== 'signed') throw new RefusedError(refusals[signing.type])
  return { status: 200, body: signing.record }
})
