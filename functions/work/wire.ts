import * as z from 'zod'
import { caseCommand, type RegisterDossier, type RegisterFieldReport } from '../domain/command.ts'
import { definedOnly } from '../domain/objects.ts'
import { caseId, fieldReportId } from '../domain/case-id.ts'
import { unsettledAnswer } from '../domain/document.ts'
import { documentNumber, dossierFacts, fieldReportFacts, handler, reason } from '../domain/event.ts'
import { instant, localDate } from '../domain/instant.ts'
import { areaOf, place } from '../domain/place.ts'
import { registryChange } from '../domain/registry-change.ts'
import { slug } from '../domain/registry.ts'
import { caseKind, caseStatus, dossierStatus, fieldReportStatus } from '../domain/status.ts'

const line = z.string().normalize().trim().min(1).max(300)

/** The citizen. Kept apart from the case, readable by one function's role, never in lists, mails or logs. */
export const person = z.strictObject({
  name: line.optional(),
  phone: z.string().trim().max(20).optional(),
  address: line.optional(),
  description: z.string().normalize().trim().max(4000).optional(),
})

/** All that is known of the citizen and of the scene. */
export const citizen = person.extend({
  email: line.optional(),
  account: line.optional(),
  device: line.optional(),
  location: place.optional(),
  /** The place by the key of some other register of addresses. */
  addressId: line.optional(),
  media: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  /** What the form asked besides, by attribute. */
  answers: z.record(z.string(), z.array(z.string())).optional(),
})
export type Citizen = z.output<typeof citizen>

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
export const fieldReportItem = fieldReportFacts
  .omit({ kind: true, area: true })
  .extend({
    ...fromSource,
    unit: slug,
    location: place.optional(),
    status: fieldReportStatus.optional(),
    description: person.shape.description,
    address: line.optional(),
    reporter: person.optional(),
  })
  .refine(({ provider, code }) => caseId.safeParse(fieldReportId(provider, code)).success, {
    path: ['code'],
    message: 'is short enough for an id: with the provider 200 characters, an accented letter up to nine',
  })

/** Items are parsed one by one: the good ones are kept, the bad ones reported. */
const items = z.array(z.unknown()).min(1).max(100)
export const dossierBatch = z.strictObject({ dossiers: items })
export const fieldReportBatch = z.strictObject({ fieldReports: items })

export const commandRequest = caseCommand

/** Which open cases; all that is named must fit. */
const scope = z.strictObject({
  kind: caseKind.optional(),
  agency: slug.optional(),
  unit: slug.optional(),
  source: slug.optional(),
})

/** One document that stops the clocks of many cases, or lets them go on. `after` continues an earlier call. */
export const pausesRequest = z.discriminatedUnion('action', [
  z
    .strictObject({
      action: z.literal('pause'),
      document: documentNumber,
      reason,
      from: instant,
      /** Of a pause that is over. */
      to: instant.optional(),
      scope: scope.refine((given) => Object.keys(given).length > 0, {
        message: 'names a kind, an agency, a unit or a source',
      }),
      after: caseId.optional(),
    })
    .refine(({ from, to }) => to === undefined || from < to, { path: ['to'], message: 'lies after from' }),
  z.strictObject({
    action: z.literal('resume'),
    document: documentNumber,
    at: instant.optional(),
    scope: scope.default({}),
    after: caseId.optional(),
  }),
])
export type PausesRequest = z.output<typeof pausesRequest>

/**
 * What changes in the registry, by whom the token tells. `preview` only answers which open cases would move. Without
 * rows, or with `after`, it goes on where an earlier call had to stop.
 */
export const registryChangesRequest = z.strictObject({
  rows: z.array(registryChange).max(200),
  reason,
  preview: z.boolean(),
  after: caseId.optional(),
})
export type RegistryChangesRequest = z.output<typeof registryChangesRequest>

/**
 * Proposed policies, as rows of a change of the registry, to be tried on the history of the last weeks. They count as if
 * they had always been in force, whatever `from` says. With `after` it goes on where an earlier call had to stop.
 */
export const simulationRequest = z.strictObject({
  rows: z
    .array(registryChange.refine(({ kind }) => kind === 'policy', { path: ['kind'], message: 'is policy' }))
    .min(1)
    .max(50),
  weeks: z.int().min(1).max(26),
  /** The last day, a Vietnam date; the day of the call where absent. */
  to: localDate.optional(),
  after: caseId.optional(),
})
export type SimulationRequest = z.output<typeof simulationRequest>

export const listQuery = z.strictObject({
  agency: slug.optional(),
  kind: caseKind.optional(),
  status: caseStatus.optional(),
  state: z.enum(['open', 'closed']).default('open'),
  /** `yyyy-mm` of the closing, or of what was heard of the case since, for `state=closed`. */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'yyyy-mm')
    .optional(),
  overdue: z.enum(['true', 'false']).optional(),
  /** Only those that their agency says are not its own. */
  declined: z.literal('true').optional(),
  /** Only those with such an answer of their agency that nobody has settled. */
  unsettled: unsettledAnswer.optional(),
  /** Only those that sweeps pass by, since three of them failed on the case. */
  setAside: z.literal('true').optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(2000).optional(),
})
export type ListQuery = z.output<typeof listQuery>

export const getQuery = z.strictObject({ asOf: instant.optional(), knownAt: instant.optional() })

/** What a register item says about the case, and about the citizen. */
export interface Registration<C> {
  command: C
  person: Citizen | undefined
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
  const {
    reporter,
    description,
    address,
    location,
    source,
    status,
    statusAt,
    reportedAt,
    handler: named,
    ...facts
  } = item
  const optional = definedOnly({ source, status, statusAt, reportedAt, handler: named })
  const known = { ...reporter, ...definedOnly({ description, address, location }) }
  const area = location && areaOf(location)
  return {
    command: {
      type: 'registerFieldReport',
      facts: { kind: 'fieldReport', ...facts, ...definedOnly({ area }) },
      ...optional,
    },
    person: Object.keys(known).length === 0 ? undefined : known,
  }
}
