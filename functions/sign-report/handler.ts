import { isoWeek } from '../domain/report.ts'
import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { signatureRequest } from '../work/report-wire.ts'
import { signReport } from '../work/sign-report.ts'

const deps = { ...reportDeps(), machines: stepFunctions() }

/** `POST /weekly-reports/{week}/signature`: the signer's word; the report takes its number and is published. */
export const handler = writeRoute('signReport', deps.log, async ({ caller, path, body }) => {
  const week = parse(isoWeek, path['week'])
  const signing = await signReport(deps, caller, { week, ...parse(signatureRequest, body) })
  if (signing.type !== 'signed') throw new RefusedError(signing.type)
  return { status: 200, body: signing.record }
})
