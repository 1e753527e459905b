import * as z from 'zod'
import { calendarDay, calendarDefinition, compileCalendar, type Calendar } from './calendar.ts'
import { feedRule } from './feed.ts'
import { instant, localDate, type Instant, type LocalDate } from './instant.ts'
import { accountabilitySettings, deployment } from './deployment.ts'
import { limit, offset } from './limit.ts'
import { mappingProfile } from './mapping.ts'
import { keysOf } from './objects.ts'
import { retention } from './retention.ts'
import { reportSettings } from './report-settings.ts'
import { open311Settings, serviceAttribute } from './service.ts'
import { name, slug } from './slug.ts'
import { UnknownCalendarError } from './unknown-calendar.ts'

export { slug }

const agencyKinds = [
  'department',
  'central',
  'district',
  'commune',
  'provider',
  'centre',
  'committee',
  'party',
] as const
export const agencyKind = z.enum(agencyKinds)

/**
 * Who must act, or is informed. A Party body (`chased: false`) is never chased or ranked. One that a reorganisation has
 * ended stands with its successors from that day: its open cases go to them, by administrative unit where that is told.
 */
export const agency = z.strictObject({
  id: slug,
  name,
  kind: agencyKind,
  aliases: z.array(name).default([]),
  parent: slug.optional(),
  /** Where a letter on paper is carried. */
  address: name.optional(),
  nationalCode: z.string().optional(),
  calendar: slug.default('counter'),
  chased: z.boolean().default(true),
  successor: slug.optional(),
  successorsByUnit: z.record(slug, slug).optional(),
})

/** Roles a notice can be addressed to; the agency's own contacts, or those of a body set in the policy. */
export const recipientRole = z.enum(['focalPoint', 'head', 'leadDepartment', 'committeeOffice'])

/** Who reads for a contact on leave: Vietnam dates, both included. */
export const substitute = z
  .strictObject({ email: z.email(), name: name.optional(), from: localDate, to: localDate, reason: name })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'is not before from' })

/**
 * A mailbox per agency and role. `code` is `<agency>:<role>`. `alternate` is used while the mailbox itself takes no mail.
 */
export const contact = z.strictObject({
  agency: slug,
  role: recipientRole,
  email: z.email(),
  name: name.optional(),
  alternate: z.email().optional(),
  substitutes: z.array(substitute).max(50).default([]),
})

/** A service that the centre runs; it stands in the weekly report even without cases. */
export const cityService = z.strictObject({
  id: slug,
  name,
  order: z.int(),
  caseKind: z.enum(['dossier', 'fieldReport']).optional(),
})

/** What a field report is about (Open311 `service_code`). */
export const category = z.strictObject({
  code: slug,
  name,
  field: name,
  urgent: z.boolean().default(false),
  description: name.optional(),
  keywords: z.array(name).default([]),
  /** What a form asks of a report of this kind, besides what it asks of every one. */
  attributes: z.array(serviceAttribute).default([]),
})

/** What a dossier is about. */
export const adminProcedure = z.strictObject({ code: slug, name, field: name })

/**
 * How long a case may take. `code` is `<kind>:<procedure or category>`, else `<kind>:urgent` or `<kind>:normal`, else
 * `<kind>:*`: the most exact one in force holds, alone.
 * `calendar` replaces the agency's own, as for urgent categories on a 24/7 calendar.
 */
export const limitRule = z.strictObject({ limit, calendar: slug.optional() })

/**
 * How often a due date may be put off, and how far in all from where it first stood: extensions of field reports,
 * reschedules of dossiers. `code` as for {@link limitRule}; it binds what is done from its date on.
 */
export const postponementRule = z.strictObject({ times: z.int().min(0).max(99), total: limit.optional() })

/** One step of an escalation; `level` 0 and below are reminders before the due date. */
export const policyStep = z
  .strictObject({
    level: z.int().min(-9).max(9),
    offset,
    recipients: z.array(recipientRole).min(1),
    /** `digest`: with the recipient's next morning mail; `immediate`: within a minute, in the policy's sending hours. */
    delivery: z.enum(['digest', 'immediate']).default('digest'),
    repeat: z.strictObject({ every: offset, times: z.int().min(1).max(50) }).optional(),
  })
  .refine((step) => step.repeat === undefined || step.repeat.every.unit === step.offset.unit, {
    message: 'repeats in the unit of its offset',
  })

/**
 * The steps around a due date. `code` as for {@link limitRule}.
 * `sendingHours` is a calendar within whose hours immediate mail may go out, `any` for at all hours; absent: the counter's.
 * `commitment` is how far ahead an agency may commit itself to a date; absent: it may not.
 */
export const escalationPolicy = z.strictObject({
  sendingHours: z.union([z.literal('any'), slug]).optional(),
  commitment: limit.optional(),
  steps: z.array(policyStep).refine((steps) => new Set(steps.map((step) => step.level)).size === steps.length, {
    message: 'each level stands once',
  }),
})

/** Every kind of registry value and its one schema. Adding a kind is adding a row here. */
export const registrySchemas = {
  agency,
  contact,
  cityService,
  category,
  procedure: adminProcedure,
  limit: limitRule,
  postponement: postponementRule,
  policy: escalationPolicy,
  calendar: calendarDefinition,
  day: calendarDay,
  report: reportSettings,
  mapping: mappingProfile,
  deployment,
  accountability: accountabilitySettings,
  open311: open311Settings,
  retention,
  feed: feedRule,
} as const

export type RegistryKind = keyof typeof registrySchemas
export type RegistryValue<K extends RegistryKind> = z.output<(typeof registrySchemas)[K]>
export type Agency = z.output<typeof agency>
export type Contact = z.output<typeof contact>
export type Substitute = z.output<typeof substitute>
export type RecipientRole = z.output<typeof recipientRole>
export type EscalationPolicy = z.output<typeof escalationPolicy>
export type PolicyStep = z.output<typeof policyStep>
export type ReportSettings = z.output<typeof reportSettings>

export const registryKind = z.enum(keysOf(registrySchemas))

/**
 * One value of the registry, bitemporal: in force from `from` (Vietnam date), known since `recordedAt`.
 * `value: null` ends it. Rows are added, never changed.
 */
export const registryRow = z.strictObject({
  kind: registryKind,
  code: slug,
  from: localDate,
  recordedAt: instant,
  author: z.string().min(1),
  reason: z.string().min(1),
  source: z.string().min(1),
  value: z.record(z.string(), z.unknown()).nullable(),
})
export type RegistryRow = z.output<typeof registryRow>

/** The registry as known at one moment. Lookups name the Vietnam date on which the value must be in force. */
export interface Registry {
  /** Rises whenever more is known. */
  readonly version: number
  find<K extends RegistryKind>(kind: K, code: string, on: LocalDate): RegistryValue<K> | undefined
  /** From when what holds on that day has held without a gap, whatever it said, and when that was recorded. */
  since(kind: RegistryKind, code: string, on: LocalDate): { from: LocalDate; recordedAt: Instant } | undefined
  all<K extends RegistryKind>(kind: K, on: LocalDate): RegistryValue<K>[]
  /** Every code that ever stood, also those ended: an agency that is no more may still have open cases. */
  codes(kind: RegistryKind): string[]
  calendar(id: string, on: LocalDate): Calendar
}

interface Dated {
  from: LocalDate
  recordedAt: Instant
  value: unknown
}

/**
 * Parses rows into a registry as known at `knownAt`.
 * @throws z.ZodError when a value does not fit its kind's schema.
 */
export function readRegistry(rows: readonly RegistryRow[], version: number, knownAt?: Instant): Registry {
  const byKind = new Map<RegistryKind, Map<string, Dated[]>>()
  for (const row of rows) {
    if (knownAt !== undefined && row.recordedAt > knownAt) continue
    const codes = byKind.get(row.kind) ?? new Map<string, Dated[]>()
    byKind.set(row.kind, codes)
    const schema: z.ZodType = registrySchemas[row.kind]
    const value = row.value === null ? undefined : schema.parse(row.value)
    codes.set(row.code, [...(codes.get(row.code) ?? []), { from: row.from, recordedAt: row.recordedAt, value }])
  }
  for (const codes of byKind.values())
    for (const dated of codes.values())
      dated.sort((a, b) => (a.from === b.from ? compare(a.recordedAt, b.recordedAt) : compare(a.from, b.from)))
  return lookups(byKind, version)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function lookups(byKind: Map<RegistryKind, Map<string, Dated[]>>, version: number): Registry {
  const calendars = new Map<unknown, Calendar>()
  const find = <K extends RegistryKind>(kind: K, code: string, on: LocalDate): RegistryValue<K> | undefined =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the map holds what the kind's own schema returned
    byKind
      .get(kind)
      ?.get(code)
      ?.findLast((row) => row.from <= on)?.value as RegistryValue<K> | undefined
  const since: Registry['since'] = (kind, code, on) => {
    const rows =
      byKind
        .get(kind)
        ?.get(code)
        ?.filter(({ from }) => from <= on) ?? []
    return rows[rows.findLastIndex(({ value }) => value === undefined) + 1]
  }
  const codes = (kind: RegistryKind): string[] => [...(byKind.get(kind)?.keys() ?? [])]
  const all = <K extends RegistryKind>(kind: K, on: LocalDate): RegistryValue<K>[] =>
    codes(kind).flatMap((code) => find(kind, code, on) ?? [])
  const calendar = (id: string, on: LocalDate): Calendar => {
    const definition = find('calendar', id, on)
    if (definition === undefined) throw new UnknownCalendarError(id, on)
    const known = calendars.get(definition)
    if (known !== undefined) return known
    const compiled = compileCalendar(definition, all('day', '9999-12-31'))
    calendars.set(definition, compiled)
    return compiled
  }
  return { version, find, since, all, codes, calendar }
}
