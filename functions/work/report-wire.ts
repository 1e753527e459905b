import * as z from 'zod'
import { contribution } from '../domain/contribution.ts'
import { reason } from '../domain/event.ts'
import { instant } from '../domain/instant.ts'
import { transmission } from '../domain/transmission.ts'
import { pageQuery } from './paging.ts'

const line = z.string().normalize().trim().min(1).max(300)

export const contributionsRequest = z.strictObject({ contributions: z.array(contribution).min(1).max(50) })

/** Without a name the signatory himself signs; else the deputy of that name, in the capacity that the registry gives. */
export const signatureRequest = z.strictObject({ signatory: line.optional() })

export const draftRequest = z.strictObject({ asOf: instant.optional(), knownAt: instant.optional() })

export const correctionRequest = z.strictObject({
  reason,
  knownAt: instant.optional(),
  contributions: z.array(contribution).max(50).default([]),
})

export const figureName = z.string().min(1).max(200)
export const figureQuery = z.strictObject({
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

export const transmissionsRequest = z.strictObject({ transmissions: z.array(transmission).min(1).max(100) })

const year = z.int().min(2000).max(9999)
export const numberRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('take'), document: line, year: year.optional() }),
  z.strictObject({ action: z.literal('reserve'), number: z.int().min(1), reason, year: year.optional() }),
  z.strictObject({ action: z.literal('void'), number: z.int().min(1), reason, year: year.optional() }),
])
export type NumberRequest = z.output<typeof numberRequest>

export const numbersQuery = z.strictObject({ year: z.coerce.number().pipe(year).optional(), ...pageQuery })
export type NumbersQuery = z.output<typeof numbersQuery>
