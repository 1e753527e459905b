import * as z from 'zod'
import { duplicateRequest, duplicatesQuery, proposal } from '../../work/duplicates.ts'
import type { Operation } from './operation.ts'

const duplicates: readonly Operation[] = [
  {
    name: 'list-duplicates',
    method: 'GET',
    path: '/duplicates',
    access: 'settleDuplicates',
    summary: 'Pairs of field reports of two providers that look like one, for a person to look at',
    query: duplicatesQuery,
    answers: { 200: z.strictObject({ duplicates: z.array(proposal) }) },
  },
  {
    name: 'settle-duplicates',
    method: 'POST',
    path: '/duplicates',
    access: 'settleDuplicates',
    summary: 'Links two reports, keeps them apart, or takes a link back',
    body: duplicateRequest,
    answers: { 200: duplicateRequest },
  },
]

/** What comes from more than one provider, held side by side. */
export const feedOperations: readonly Operation[] = [...duplicates]
