import { caseId } from '../domain/case-id.ts'
import { parse, readRoute, RefusedError } from '../platform/api.ts'
import { peopleDeps } from '../platform/people-deps.ts'
import { personQuery } from '../work/people-wire.ts'
import { readPerson } from '../work/people.ts'

const deps = peopleDeps()

/** `GET /cases/{id}/person`: the citizen behind a case, to an operator who says why; that it was read is kept. */
export const handler = readRoute('readPerson', deps.log, async ({ caller, path, query }) => {
  const id = parse(caseId, path['id'])
  const read = await readPerson(deps, caller, { id, ...parse(personQuery, query) })
  if (read.type !== 'read') throw new RefusedError(read.type)
  const { person, savedAt } = read
  return { status: 200, body: { id, savedAt, person } }
})
