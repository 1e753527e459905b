import { caseId } from '../domain/case-id.ts'
import { parse, readRoute } from '../platform/api.ts'
import { peopleDeps } from '../platform/people-deps.ts'
import type { Reading } from '../store/person-store.ts'
import { pageOf } from '../work/paging.ts'
import { readingsQuery } from '../work/people-wire.ts'

const deps = peopleDeps()

/** `GET /cases/{id}/person/readings`: who looked at the citizen, when and why; not what they saw. */
export const handler = readRoute('auditPerson', deps.log, async ({ path, query }) => {
  const id = parse(caseId, path['id'])
  const list = { name: `readings of ${id}`, placeOf: ({ at, by }: Reading) => `${at} ${by.role} ${by.id}` }
  return { status: 200, body: pageOf(await deps.people.readings(id), list, parse(readingsQuery, query)) }
})
