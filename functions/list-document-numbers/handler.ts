import { parse, readRoute, RefusedError } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { dynamoReportStore } from '../store/dynamo-report-store.ts'
import { listNumbers } from '../work/document-numbers.ts'
import { numbersQuery } from '../work/report-wire.ts'

const { table, ...core } = tableDeps()
const deps = { ...core, reports: dynamoReportStore(table) }

/** `GET /document-numbers`: what became of each number of a year's series. */
export const handler = readRoute('readReport', deps.log, async ({ query }) => {
  const numbers = await listNumbers(deps, parse(numbersQuery, query))
  if (numbers === undefined) throw new RefusedError('noSeries')
  return { status: 200, body: numbers }
})
