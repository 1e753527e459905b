import { placesOf, type Columns } from './heading.ts'
import { requiredFields, type MappedField, type MappingProfile } from './mapping.ts'
import { keysOf } from './objects.ts'
import { fieldReader, type Cells, type Lookups, type Told } from './read-field.ts'
import { disorder, standingOf, type Standing } from './row-end.ts'
import type { RowFault } from './row-fault.ts'

/** An item as `POST /dossiers` or `POST /field-reports` takes it. */
export type MappedItem = Readonly<Record<string, unknown>>

export type MappedRow = { type: 'item'; item: MappedItem } | { type: 'faulty'; faults: RowFault[] }

/** Reads the rows of one list by its profile. A row with any fault is no case. */
export function rowMapper(profile: MappingProfile, columns: Columns, lookups: Lookups): (cells: Cells) => MappedRow {
  const readers = keysOf(profile.fields).flatMap((field) => {
    const source = profile.fields[field]
    return source === undefined ? [] : [{ field, read: fieldReader(profile, field, { source, columns, lookups }) }]
  })
  return (cells) => {
    const told = new Map<MappedField, Told>()
    const faults = tooWide(cells, columns)
    for (const { field, read } of readers) {
      const outcome = read(cells)
      if (outcome === undefined) continue
      if ('rule' in outcome) faults.push(outcome)
      else told.set(field, outcome)
    }
    const isSaid = (field: MappedField) => told.has(field) || faults.some((fault) => fault.field === field)
    const missing = requiredFields[profile.kind].filter((field) => !isSaid(field))
    faults.push(...missing.map((field) => missingFault(profile, field, columns)), ...disorder(told))
    if (faults.length > 0) return { type: 'faulty', faults }
    const standing = standingOf(profile, told)
    return 'rule' in standing ? { type: 'faulty', faults: [standing] } : { type: 'item', item: itemOf(told, standing) }
  }
}

/** A sign in the text that divides cells shifts all that follows. */
function tooWide(cells: Cells, { headings }: Columns): RowFault[] {
  const limit = headings.length
  if (cells.slice(limit).every((cell) => cell === '')) return []
  return [{ column: undefined, field: undefined, value: '', rule: { code: 'tooManyCells', limit } }]
}

const missingFault = (profile: MappingProfile, field: MappedField, columns: Columns): RowFault => ({
  column: columnOf(profile, field, columns),
  field,
  value: '',
  rule: { code: 'missing' },
})

/** The heading over the column that the field is read from, as the list spells it. */
export function columnOf({ fields }: MappingProfile, field: MappedField, columns: Columns): string | undefined {
  const source = fields[field]
  if (source === undefined || 'always' in source) return undefined
  const [place] = placesOf(columns, source.from)
  return place === undefined ? source.from[0] : columns.headings[place]
}

const standingFields: ReadonlySet<MappedField> = new Set(['status', 'statusAt', 'finishedAt'])

/** Fields such as `applicant.name` stand in an object, which is left out where no column said anything of it. */
function itemOf(told: ReadonlyMap<MappedField, Told>, standing: Standing): MappedItem {
  const facts = [...told].filter(([field]) => !standingFields.has(field))
  const plainFacts = facts.filter(([field]) => !field.includes('.')).map(([field, { value }]) => [field, value])
  const groups = Map.groupBy(
    facts.filter(([field]) => field.includes('.')),
    ([field]) => field.split('.')[0] ?? '',
  )
  const objects = [...groups]
    .filter(([, parts]) => parts.some(([, { column }]) => column !== undefined))
    .map(([name, parts]) => [name, Object.fromEntries(parts.map(([field, { value }]) => [field.split('.')[1], value]))])
  return { ...Object.fromEntries([...plainFacts, ...objects]), ...standing }
}
