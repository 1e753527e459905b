import * as z from 'zod'
import { dateFormat } from './date-format.ts'
import { slug } from './slug.ts'
import { caseKind, dossierStatus, fieldReportStatus, statusesOf } from './status.ts'
import { isZone } from './wall-time.ts'

/** What other systems list; tasks are the centre's own. */
const listKind = caseKind.extract(['dossier', 'fieldReport'])
export type ListKind = z.output<typeof listKind>

const line = z.string().normalize().trim().min(1).max(200)

/** What every list may tell. `finishedAt` is when the case ended. */
const common = ['code', 'agency', 'unit', 'receivedAt', 'due', 'status', 'statusAt', 'finishedAt'] as const
const people = ['handler.name', 'handler.post'] as const
const dossierFields = [
  ...common,
  'procedure',
  'supplementDue',
  ...people,
  'request.id',
  'request.issuedAt',
  'request.addressee',
  'applicant.name',
  'applicant.phone',
  'applicant.address',
  'applicant.description',
] as const
const fieldReportFields = [
  ...common,
  'provider',
  'category',
  ...people,
  'description',
  'address',
  'reporter.name',
  'reporter.phone',
] as const
export type MappedField = (typeof dossierFields)[number] | (typeof fieldReportFields)[number]

const fieldsOf: Readonly<Record<ListKind, readonly MappedField[]>> = {
  dossier: dossierFields,
  fieldReport: fieldReportFields,
}

/** Without these a case cannot be taken in. */
export const requiredFields: Readonly<Record<ListKind, readonly MappedField[]>> = {
  dossier: ['code', 'procedure', 'receivedAt'],
  fieldReport: ['code', 'provider', 'category', 'unit', 'receivedAt'],
}

/** Fields that hold a date. One without a time begins with its day, except a due date, which ends with it. */
export const dateFields: ReadonlySet<MappedField> = new Set([
  'receivedAt',
  'due',
  'statusAt',
  'finishedAt',
  'supplementDue',
  'request.issuedAt',
])

/** Of whom the values are personal: they go into no list, log or mail. */
export const isPersonal = (field: MappedField): boolean => /^(applicant|reporter|description|address)/.test(field)

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'hh:mm, from 00:00 to 24:00')

/** Where the value of a field comes from: always the same, or the first of these columns that is there and not empty. */
export const fieldSource = z.union([
  z.strictObject({ always: line }),
  z.strictObject({
    from: z.array(line).min(1).max(20),
    /** What the texts of the column mean; matched without accents and case. */
    values: z.record(line, line).optional(),
    /** The text is the code, the name or another name of a value of the registry. */
    lookup: z.enum(['agency', 'procedure', 'category']).optional(),
    /** What an unknown text means, and an empty cell. Without it an unknown text is refused. */
    otherwise: line.optional(),
    /** Of a date without a time: the time that is meant. */
    time: time.optional(),
  }),
])
export type FieldSource = z.output<typeof fieldSource>

/**
 * What closes a case: `status`, that its state is final, and then `finishedAt` must say when; or `date`, that
 * `finishedAt` is there, whatever its state, which becomes `as` where it is not final.
 */
const closing = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('status') }),
  z.strictObject({ by: z.literal('date'), as: z.union([dossierStatus, fieldReportStatus]) }),
])

/** Which columns name it; `otherwise`, what it is called where they are empty. */
const ownName = z.strictObject({ from: z.array(line).min(1).max(20), otherwise: line.optional() })

/** How the rows of a list become cases. `code` in the registry is the profile's name. */
export const mappingProfile = z
  .strictObject({
    kind: listKind,
    name: line,
    /** The system whose word the list is. */
    source: slug,
    zone: z.string().refine(isZone, { message: 'zone such as Asia/Ho_Chi_Minh' }),
    /** Tried all: a text that two of them read as two different days is refused. */
    dates: z.array(dateFormat).min(1).max(20),
    /** Texts that mean nothing, such as N/A. */
    empty: z.array(line).max(20).default([]),
    fields: z.partialRecord(z.enum([...new Set([...dossierFields, ...fieldReportFields])]), fieldSource),
    closing,
    /** Of a list of another place: who acted there, and where. A replay of it knows these agencies and no others. */
    replay: z.strictObject({ agency: ownName, unit: ownName.required() }).optional(),
  })
  .refine(({ kind, fields }) => Object.keys(fields).every((field) => isFieldOf(kind, field)), {
    path: ['fields'],
    message: 'fields of its kind',
  })
  .refine(({ kind, fields }) => requiredFields[kind].every((field) => fields[field] !== undefined), {
    path: ['fields'],
    message: 'all that a case needs',
  })
  .refine(({ kind, fields }) => statesOf(fields.status).every((status) => statusesOf(kind)[status] !== undefined), {
    path: ['fields', 'status'],
    message: 'states of its kind',
  })
  .refine(({ kind, closing: how }) => how.by === 'status' || isFinal(kind, how.as), {
    path: ['closing'],
    message: 'a final state of its kind',
  })
export type MappingProfile = z.output<typeof mappingProfile>

const isFieldOf = (kind: ListKind, field: string): boolean => fieldsOf[kind].some((known) => known === field)

function statesOf(source: FieldSource | undefined): string[] {
  if (source === undefined) return []
  if ('always' in source) return [source.always]
  return [...Object.values(source.values ?? {}), ...(source.otherwise === undefined ? [] : [source.otherwise])]
}

export const isFinal = (kind: ListKind, status: string | undefined): boolean =>
  status !== undefined && statusesOf(kind)[status]?.phase === 'finished'

/** The columns that a list must have to be read by the profile: of each field that needs one, any of its names. */
export const neededColumns = ({ kind, fields }: MappingProfile): (readonly string[])[] =>
  requiredFields[kind].flatMap((field) => {
    const source = fields[field]
    return source !== undefined && 'from' in source && source.otherwise === undefined ? [source.from] : []
  })
