import { parse, writeRoute } from '../platform/api.ts'
import { importDeps } from '../platform/import-deps.ts'
import { createImport, importRequest, viewImport } from '../work/import-job.ts'

const deps = importDeps()

/** `POST /imports`: announces a file; the answer says where to send it. Announced again, it is the same import. */
export const handler = writeRoute('importCases', deps.log, async ({ caller, body }) => ({
  status: 200,
  keep: false,
  body: await viewImport(deps, await createImport(deps, caller, parse(importRequest, body)), { upload: true }),
}))
