import * as z from 'zod'
import { caseCommand, type RegisterDossier, type RegisterFieldReport } from '../domain/command.ts'
import { definedOnly } from '../domain/objects.ts'
import { dossierFacts, fieldReportFacts, handler } from '../domain/event.ts'
import { instant } from '../domain/instant.ts'
import { slug } from '../domain/registry.ts'
import { caseKind, dossierStatus, fieldReportStatus } from '../domain/status.ts'
import { contribution } from '../domain/report.ts'

const line = z.string().normalize().trim().min(1).max(300)

/** The citizen. Kept apart from the case, readable by one function's role, never in lists, mails or logs. */
export const person = z.strictObject({
  name: line.optional(),
  phone: z.string().trim().max(20).optional(),
  address: line.optional(),
  description: z.string().normalize().trim().max(2000).optional(),
})
export type Person = z.output<typeof person>

const fromSource = {
  statusAt: instant.optional(),
  reportedAt: instant.optional(),
  /** The system that tells it, where the caller speaks for several. */
  source: slug.optional(),
  handler: handler.optional(),
}

/** One dossier of `POST /dossiers`. */
export const dossierItem = dossierFacts.omit({ kind: true }).extend({
  ...fromSource,
  status: dossierStatus.optional(),
  /** Until when the citizen may supply papers. */
  supplementDue: instant.optional(),
  request: z.strictObject({ id: line, issuedAt: instant, addressee: slug.optional() }).optional(),
  applicant: person.optional(),
})

/** One report of `POST /field-reports`. */
export const fieldReportItem = fieldReportFacts.omit({ kind: true }).extend({
  ...fromSource,
  status: fieldReportStatus.optional(),
  description: person.shape.description,
  address: line.optional(),
  reporter: person.optional(),
})

/** Items are parsed one by one: the good ones are kept, the bad ones reported. */
const items = z.array(z.unknown()).min(1).max(100)
export const dossierBatch = z.strictObject({ dossiers: items })
export const fieldReportBatch = z.strictObject({ fieldReports: items })

export const commandRequest = caseCommand
export const contributionsRequest = z.strictObject({ contributions: z.array(contribution).min(1).max(50) })
export const signatureRequest = z.strictObject({})

export const listQuery = z.strictObject({
  agency: slug.optional(),
  kind: caseKind.optional(),
  status: z.union([dossierStatus, fieldReportStatus]).optional(),
  state: z.enum(['open', 'closed']).default('open'),
  /** `yyyy-mm` of the closing, for `state=closed`. */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'yyyy-mm')
    .optional(),
  overdue: z.enum(['true', 'false']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(2000).optional(),
})
export type ListQuery = z.output<typeof listQuery>

export const getQuery = z.strictObject({ asOf: instant.optional(), knownAt: instant.optional() })

/** What a register item says about the case, and about the citizen. */
export interface Registration<C> {
  command: C
  person: Person | undefined
}

export function dossierRegistration(item: z.output<typeof dossierItem>): Registration<RegisterDossier> {
  const { applicant, source, status, statusAt, reportedAt, supplementDue, handler: named, request, ...facts } = item
  const optional = definedOnly({ source, status, statusAt, reportedAt, supplementDue, handler: named, request })
  return {
    command: { type: 'registerDossier', facts: { kind: 'dossier', ...facts }, ...optional },
    person: applicant,
  }
}

export function fieldReportRegistration(item: z.output<typeof fieldReportItem>): Registration<RegisterFieldReport> {
  const { reporter, description, address, source, status, statusAt, reportedAt, handler: named, ...facts } = item
  const optional = definedOnly({ source, status, statusAt, reportedAt, handler: named })
  const citizen = { ...reporter, ...definedOnly({ description, address }) }
  return {
    command: { type: 'registerFieldReport', facts: { kind: 'fieldReport', ...facts }, ...optional },
    person: Object.keys(citizen).length === 0 ? undefined : citizen,
  }
}
