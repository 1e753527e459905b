import { duplicateRequest, duplicatesAnswer, duplicatesQuery } from '../../work/duplicates.ts'
import { controlTotalRequest, controlTotalsAnswer, controlTotalsQuery } from '../../work/control-totals.ts'
import type { Operation } from './operation.ts'

const duplicates: readonly Operation[] = [
  {
    name: 'list-duplicates',
    method: 'GET',
    path: '/duplicates',
    access: 'settleDuplicates',
    summary: 'Pairs of field reports of two providers that look like one, for a person to look at',
    query: duplicatesQuery,
    answers: { 200: duplicatesAnswer },
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

const controlTotals: readonly Operation[] = [
  {
    name: 'tell-control-total',
    method: 'POST',
    path: '/control-totals',
    access: 'tellControlTotal',
    summary: 'How many field reports a provider received on a day, by unit; told again, the last word counts',
    body: controlTotalRequest,
    answers: { 200: controlTotalRequest },
  },
  {
    name: 'list-control-totals',
    method: 'GET',
    path: '/control-totals',
    access: 'readControlTotals',
    summary: 'Where the totals told are not what is known, and days without a total, by day and unit',
    query: controlTotalsQuery,
    answers: { 200: controlTotalsAnswer },
  },
]

/** What comes from more than one provider, held side by side. */
export const feedOperations: readonly Operation[] = [...duplicates, ...controlTotals]
