import { caseId } from '../domain/case-id.ts'
import { demand, parse, RefusedError, writeRoute } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { commandCase } from '../work/command-case.ts'
import { ownerOf, viewCase } from '../work/read-cases.ts'
import { commandRequest } from '../work/wire.ts'

const deps = { ...tableDeps(), machines: stepFunctions() }

/** `POST /cases/{id}/commands`: what a source or an operator does to one case; answers with the case as it now stands. */
export const handler = writeRoute('commandCase', deps.log, async ({ caller, path, body }) => {
  const id = parse(caseId, path['id'])
  const command = parse(commandRequest, body)
  const before = await deps.cases.load(id)
  if (before === undefined) throw new RefusedError({ code: 'notFound' })
  demand(caller, 'commandCase', ownerOf(before))
  const outcome = await commandCase(deps, caller, { before, command })
  if (outcome.type === 'rejected') throw new RefusedError(outcome.rejection)
  return { status: 200, body: viewCase(outcome.document, await deps.registry.current(), {}) }
})
