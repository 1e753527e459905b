import { parseOuter, writeRoute } from '../platform/api.ts'
import { registerBatch } from '../platform/batch.ts'
import { registerDeps } from '../platform/register-deps.ts'
import { fieldReportBatch, fieldReportItem, fieldReportRegistration } from '../work/wire.ts'

const deps = registerDeps()
const register = registerBatch(deps, {
  action: 'registerFieldReport',
  item: fieldReportItem,
  registration: fieldReportRegistration,
})

/** `POST /field-reports`: 1–100 field reports, each answered by itself. */
export const handler = writeRoute('registerFieldReport', deps.log, ({ caller, body }) =>
  register(caller, parseOuter(fieldReportBatch, body).fieldReports),
)
