import * as z from 'zod'
import { caseId } from '../../domain/case-id.ts'
import { instant } from '../../domain/instant.ts'
import { reading } from '../../store/person-store.ts'
import { erasureRequest, personQuery, readingsQuery } from '../../work/people-wire.ts'
import { citizen } from '../../work/wire.ts'
import { nextPage } from '../../work/paging.ts'
import type { Operation } from './operation.ts'

const parameters = { id: caseId }
const path = '/cases/{id}/person'

/** The only way to a citizen's name, phone and words. */
export const peopleOperations: readonly Operation[] = [
  {
    name: 'get-person',
    method: 'GET',
    path,
    access: 'readPerson',
    summary: 'The citizen behind a case, to an operator who says why; that it was read is kept',
    parameters,
    query: personQuery,
    answers: { 200: z.strictObject({ id: caseId, savedAt: instant, person: citizen }) },
  },
  {
    name: 'list-person-readings',
    method: 'GET',
    path: `${path}/readings`,
    access: 'auditPerson',
    summary: 'Who looked at the citizen behind a case, when and why',
    parameters,
    query: readingsQuery,
    answers: { 200: z.strictObject({ items: z.array(reading), ...nextPage }) },
  },
  {
    name: 'erase-person',
    method: 'POST',
    path: `${path}/erasure`,
    access: 'erasePerson',
    summary: 'Forgets the citizen at his or her request; the case stays, and counts as before',
    parameters,
    body: erasureRequest,
    answers: { 200: z.strictObject({ id: caseId, erased: z.literal(true) }) },
  },
]
