import { caseId } from '../domain/case-id.ts'
import { demand, parse, RefusedError, writeRoute } from '../platform/api.ts'
import { tableDeps } from '../platform/core.ts'
import { stepFunctions } from '../platform/step-functions.ts'
import { ownerOf, viewCase } from '../work/read-cases.ts'
import { armIfNear } from '../work/timers.ts'
import { carryOut } from '../work/update-case.ts'
import { commandRequest } from '../work/wire.ts'

const deps = { ...tableDeps(), machines: stepFunctions() }

/** `POST /cases/{id}/commands`: what a source or an operator does to one case; answers with the case as it now stands. */
export const handler = writeRoute('commandCase', deps.log, async ({ caller, path, body }) => {
  const id = parse(caseId, path['id'])
  const command = parse(commandRequest, body)
  const before = await deps.cases.load(id)
  if (before === undefined) throw new RefusedError({ code: 'notFound' })
  demand(caller, 'commandCase', ownerOf(before))
  const outcome = await carryOut(deps, id, { command, actor: { role: caller.role, id: caller.id } })
  if (outcome.type === 'rejected') throw new RefusedError(outcome.rejection)
  await armIfNear(deps, outcome.document)
  return { status: 200, body: viewCase(outcome.document, await deps.registry.current(), {}) }
})
