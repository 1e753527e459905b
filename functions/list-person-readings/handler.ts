import { caseId } from '../domain/case-id.ts'
import { parse, readRoute } from '../platform/api.ts'
import { peopleDeps } from '../platform/people-deps.ts'
import { pageOf } from '../work/paging.ts'
import { readingsQuery } from '../work/people-wire.ts'

const deps = peopleDeps()

/** `GET /cases/{id}/person/readings`: who looked at the citizen, when and why; not what they saw. */
export const handler = readRoute('auditPerson', deps.log, async ({ path, query }) => {
  const readings = await deps.people.readings(parse(caseId, path['id']))
  const page = pageOf(readings, ({ at, by }) => `${at} ${by.role} ${by.id}`, parse(readingsQuery, query))
  return { status: 200, body: page }
})
