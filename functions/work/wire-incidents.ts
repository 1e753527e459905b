import * as z from 'zod'
import { reason } from '../domain/event.ts'
import { incidentKinds } from '../domain/incident.ts'
import { instant } from '../domain/instant.ts'
import { pageQuery } from './paging.ts'

export const incidentsQuery = z.strictObject({
  kind: z.enum(incidentKinds).optional(),
  /** With either of them: all that were open at some moment between; else those that are open now. */
  from: instant.optional(),
  to: instant.optional(),
  ...pageQuery,
})
export type IncidentsQuery = z.output<typeof incidentsQuery>

export const closingRequest = z.strictObject({ reason })
