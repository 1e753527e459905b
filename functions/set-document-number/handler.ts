import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { dynamoReportStore } from '../store/dynamo-report-store.ts'
import { setNumber } from '../work/document-numbers.ts'
import { numberRequest } from '../work/report-wire.ts'

const { table, ...core } = tableDeps()
const deps = { ...core, reports: dynamoReportStore(table) }

/** `POST /document-numbers`: sets a number of the series aside, or takes the next one for another document. */
export const handler = writeRoute('manageNumbers', deps.log, async ({ body }) => {
  const outcome = await setNumber(deps, parse(numberRequest, body))
  if (outcome.type !== 'set') throw new RefusedError(outcome.type)
  return { status: 200, body: outcome.entry }
})
