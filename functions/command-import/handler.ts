import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { importDeps, importWithin } from '../platform/import-deps.ts'
import { commandImport, importCommand, isGone, viewImport } from '../work/import-job.ts'

const deps = importDeps()

/** `POST /imports/{id}/commands`: `check` reads the file and tries every row, `apply` takes the good ones in. */
export const handler = writeRoute('importCases', deps.log, async ({ caller, path, body }) => {
  const { type } = parse(importCommand, body)
  const job = await importWithin(deps, caller, path['id'])
  if (isGone(job, deps.now())) throw new RefusedError('importFilesGone')
  const ordered = await commandImport(deps, job, type)
  if (ordered === undefined) throw new RefusedError('importNotReady')
  return { status: 202, body: await viewImport(deps, ordered) }
})
