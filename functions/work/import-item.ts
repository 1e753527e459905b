import type * as z from 'zod'
import type { Register } from '../domain/command.ts'
import { columnOf, type MappedItem } from '../domain/map-row.ts'
import type { Columns } from '../domain/heading.ts'
import { keysOf } from '../domain/objects.ts'
import { isPersonal, type MappingProfile } from '../domain/mapping.ts'
import { inputProblem } from '../text/input-words.ts'
import type { ProblemError } from '../text/problem.ts'
import {
  dossierItem,
  dossierRegistration,
  fieldReportItem,
  fieldReportRegistration,
  type Registration,
} from './wire.ts'

const itemSchemas = { dossier: dossierItem, fieldReport: fieldReportItem } as const

/** What the API itself would find wrong with the item, told by the columns of the list. */
export function itemErrors(profile: MappingProfile, columns: Columns, item: MappedItem): ProblemError[] {
  const schema: z.ZodType = itemSchemas[profile.kind]
  const parsed = schema.safeParse(item)
  if (parsed.success) return []
  return inputProblem(parsed.error.issues, item).errors.map((error) => {
    const field = keysOf(profile.fields).find((known) => known === error.field)
    if (field === undefined) return error
    return {
      ...error,
      field: columnOf(profile, field, columns) ?? error.field,
      value: isPersonal(field) ? null : error.value,
    }
  })
}

/** What is told of the case, and first how it came there. */
export interface ListedCase extends Registration<Register> {
  before: readonly Register[]
}

/**
 * The commands of a row. A case that is known only where it stands now has been taken in before: its clock began when
 * it was received, and not when it ended.
 */
export function listedCase(profile: Pick<MappingProfile, 'kind'>, item: MappedItem): ListedCase {
  const { command, person } =
    profile.kind === 'dossier'
      ? dossierRegistration(dossierItem.parse(item))
      : fieldReportRegistration(fieldReportItem.parse(item))
  return { command, person, before: takenInBefore(command) }
}

function takenInBefore(command: Register): Register[] {
  const { type, facts, status } = command
  if (type !== 'registerDossier' || status === undefined || NOT_TAKEN_IN.has(status)) return []
  return [{ type, facts }]
}

/** And `received`, which says itself when. */
const NOT_TAKEN_IN: ReadonlySet<string> = new Set(['registered', 'received', 'refused'])
