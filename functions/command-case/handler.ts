import { caseId } from '../domain/case-id.ts'
import { demand, parse, RefusedError, writeRoute } from '../platform/api.ts'
import { etagOf, versionSeen } from '../platform/etag.ts'
import { tableDeps } from '../platform/core.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { commandCase } from '../work/command-case.ts'
import { ownerOf, viewCase } from '../work/read-cases.ts'
import { commandRequest } from '../work/wire.ts'

const deps = { ...tableDeps(), machines: stepFunctions() }

/**
 * `POST /cases/{id}/commands`: what a source or an operator does to one case; answers with the case as it now stands.
 * With `If-Match` only where the case still is the version that the caller saw.
 */
export const handler = writeRoute('commandCase', deps.log, async ({ caller, path, headers, body }) => {
  const id = parse(caseId, path['id'])
  const command = parse(commandRequest, body)
  const before = await deps.cases.load(id)
  if (before === undefined) throw new RefusedError({ code: 'notFound' })
  demand(caller, 'commandCase', ownerOf(before))
  const expected = versionSeen(headers)
  const outcome = await commandCase(deps, caller, { before, command, expected })
  if (outcome.type === 'rejected') throw new RefusedError(outcome.rejection)
  const view = viewCase(outcome.document, await deps.registry.current(), {})
  return { status: 200, body: view, headers: etagOf(outcome.document) }
})
