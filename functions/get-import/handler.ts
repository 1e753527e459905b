import { parse, readRoute } from '../platform/api.ts'
import { importDeps, importWithin } from '../platform/import-deps.ts'
import { importQuery, viewImport } from '../work/import-job.ts'

const deps = importDeps()

/** `GET /imports/{id}`: how far it is; with `page` what became of each row; the refused rows as a file. */
export const handler = readRoute('importCases', deps.log, async ({ caller, path, query }) => {
  const { page } = parse(importQuery, query)
  return { status: 200, body: await viewImport(deps, await importWithin(deps, caller, path['id']), { page }) }
})
