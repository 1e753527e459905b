import * as z from 'zod'
import { accountabilityContent } from '../../domain/accountability.ts'
import { directiveId, reportKind } from '../../domain/directive.ts'
import { instant } from '../../domain/instant.ts'
import { slug } from '../../domain/slug.ts'
import { accountabilityRecord } from '../../store/accountability-store.ts'
import { accountabilityPath, explanationRequest } from '../../work/directive-wire.ts'
import type { Operation } from './operation.ts'

const path = '/directives/{id}/accountability/{kind}'
const parameters = accountabilityPath
const name = { directive: directiveId, kind: reportKind }

export const accountabilityOperations: readonly Operation[] = [
  {
    name: 'get-accountability',
    method: 'GET',
    path,
    access: 'readAccountability',
    summary: 'A report on whose responsibility it is, and where it stands; to agencies and providers, their part',
    parameters,
    answers: { 200: z.strictObject({ record: accountabilityRecord, content: accountabilityContent }) },
  },
  {
    name: 'order-accountability-draft',
    method: 'POST',
    path: `${path}/drafts`,
    access: 'draftAccountability',
    summary: 'A draft by what is known now; its documents follow',
    parameters,
    answers: {
      202: z.strictObject({ ...name, version: z.int().min(1), execution: z.enum(['started', 'exists']) }),
    },
  },
  {
    name: 'sign-accountability',
    method: 'POST',
    path: `${path}/signature`,
    access: 'signReport',
    summary: 'The signer’s word, once agencies have had their time to explain: number, task done, documents follow',
    parameters,
    answers: { 200: accountabilityRecord },
  },
  {
    name: 'explain-accountability',
    method: 'POST',
    path: `${path}/explanations`,
    access: 'explainAccountability',
    summary: 'What an agency or provider says of its part; marked as late after the time to explain',
    parameters,
    body: explanationRequest,
    answers: { 200: z.strictObject({ ...name, by: slug, at: instant, late: z.boolean() }) },
  },
]
