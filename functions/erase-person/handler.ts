import { caseId } from '../domain/case-id.ts'
import { parse, RefusedError, writeRoute } from '../platform/api.ts'
import { peopleDeps } from '../platform/people-deps.ts'
import { erasureRequest } from '../work/people-wire.ts'
import { erasePerson } from '../work/people.ts'

const deps = peopleDeps()

/** `POST /cases/{id}/person/erasure`: forgets the citizen at his or her request; the case stays and counts. */
export const handler = writeRoute('erasePerson', deps.log, async ({ caller, path, body }) => {
  const id = parse(caseId, path['id'])
  if (!(await erasePerson(deps, caller, { id, ...parse(erasureRequest, body) }))) throw new RefusedError('notFound')
  return { status: 200, body: { id, erased: true } }
})
