import { isoWeek } from '../domain/report.ts'
import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { reportDeps } from '../platform/report-deps.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { signReport } from '../work/sign-report.ts'
import { signatureRequest } from '../work/wire.ts'

const deps = { ...reportDeps(), machines: stepFunctions() }

/** `POST /weekly-reports/{week}/signature`: the signer's word; the report takes its number and is published. */
export const handler = writeRoute('signReport', deps.log, async ({ caller, path, body }) => {
  const week = parse(isoWeek, path['week'])
  parse(signatureRequest, body)
  const signing = await signReport(deps, caller, week)
  if (signing.type === 'noDraft') throw new RefusedError('noDraft')
  if (signing.type === 'conflict') throw new RefusedError('conflict')
  return { status: 200, body: signing.record }
})
