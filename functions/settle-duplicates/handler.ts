import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { duplicateDeps } from '../platform/duplicate-deps.ts'
import { duplicateRequest, settleDuplicate } from '../work/duplicates.ts'

const deps = duplicateDeps()

/** `POST /duplicates`: a person links two reports, keeps them apart, or takes a link back. */
export const handler = writeRoute('settleDuplicates', deps.log, async ({ caller, body }) => {
  const request = parse(duplicateRequest, body)
  const settled = await settleDuplicate(deps, caller, request)
  if (settled.type === 'rejected') throw new RefusedError(settled.rejection)
  if (settled.type === 'notLinked') throw new RefusedError('notLinked')
  return { status: 200, body: request }
})
