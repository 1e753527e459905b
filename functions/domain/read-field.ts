import { readDate } from './date-format.ts'
import { placesOf, plain, type Columns } from './heading.ts'
import { instant } from './instant.ts'
import { legacyFont } from './legacy-font.ts'
import { dateFields, type FieldSource, type MappedField, type MappingProfile } from './mapping.ts'
import type { FaultRule, LookupKind, RowFault } from './row-fault.ts'
import { instantAt, type WallTime } from './wall-time.ts'

/** The code in the registry that a text names: plain text → code, by kind of value. */
export type Lookups = Readonly<Record<LookupKind, ReadonlyMap<string, string>>>

/** The text of a cell is the same wherever it came from: NFC, and a date as ISO 8601 without a zone. */
export type Cells = readonly string[]

/** What a row says of a field, by which column; no column where the profile says it always or otherwise. */
export interface Told {
  value: string
  column: string | undefined
  text: string
}

export type FieldReader = (cells: Cells) => Told | RowFault | undefined

interface Reading {
  source: FieldSource
  columns: Columns
  lookups: Lookups
}

/** Reads one field of every row. @returns a reader whose undefined is an empty cell */
export function fieldReader(profile: MappingProfile, field: MappedField, reading: Reading): FieldReader {
  const { source, columns, lookups } = reading
  if ('always' in source) return () => ({ value: source.always, column: undefined, text: source.always })
  const { otherwise } = source
  const places = placesOf(columns, source.from)
  const empty = new Set(profile.empty.map(plain))
  const isEmpty = (cell: string): boolean => cell === '' || (empty.size > 0 && empty.has(plain(cell)))
  const understand = dateFields.has(field) ? dateReader(profile, field, source) : valueReader(source, lookups)
  return (cells) => {
    const place = places.find((at) => !isEmpty(cells[at] ?? ''))
    if (place === undefined)
      return otherwise === undefined ? undefined : { value: otherwise, column: undefined, text: otherwise }
    const [text = '', column] = [cells[place], columns.headings[place]]
    const understood = unreadable(text) ?? understand(text)
    if (typeof understood === 'string') return { value: understood, column, text }
    return { column, field, value: text.slice(0, SHOWN), rule: understood }
  }
}

const SHOWN = 100

/** No field takes more; what no field reads may be longer. */
const CELL_LIMIT = 4000
/** All control characters but those that break lines and columns. */
const CONTROL = /[^\P{Cc}\t\n\r]/u
const FORMULA_ERROR = /^#(REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)$/

function unreadable(text: string): FaultRule | undefined {
  if (text.length > CELL_LIMIT) return { code: 'tooLong', limit: CELL_LIMIT }
  if (CONTROL.test(text) || !text.isWellFormed()) return { code: 'unreadable' }
  if (FORMULA_ERROR.test(text)) return { code: 'formulaError' }
  return legacyFont(text) === undefined ? undefined : { code: 'legacyFont' }
}

type Understand = (text: string) => string | FaultRule
type FromColumns = Extract<FieldSource, { from: unknown }>

/** Many rows say the same few texts. */
const MOST_REMEMBERED = 10_000

function valueReader({ values = {}, lookup, otherwise }: FromColumns, lookups: Lookups): Understand {
  const named = new Map(Object.entries(values).map(([text, value]) => [plain(text), value]))
  if (named.size === 0 && lookup === undefined) return (text) => text
  const unknown: FaultRule = { code: 'unknownValue', known: Object.keys(values), of: lookup }
  const remembered = new Map<string, string | FaultRule>()
  return (text) => {
    const before = remembered.get(text)
    if (before !== undefined) return before
    const key = plain(text)
    const understood = named.get(key) ?? (lookup && lookups[lookup].get(key)) ?? otherwise ?? unknown
    if (remembered.size < MOST_REMEMBERED) remembered.set(text, understood)
    return understood
  }
}

/** A due date without a time ends with its day, any other begins with it. */
const timeMeant = (field: MappedField): string => (field === 'due' || field === 'supplementDue' ? '24:00' : '00:00')

function dateReader({ dates, zone }: MappingProfile, field: MappedField, { time }: FromColumns): Understand {
  const meant = `${time ?? timeMeant(field)}:00`
  return (text) => {
    const exact = instant.safeParse(text)
    if (exact.success) return exact.data
    const walls = readings(text.replace(/\s+/g, ' '), dates)
    const [at, ...others] = new Set(walls.map((wall) => instantAt({ ...wall, time: wall.time ?? meant }, zone)))
    if (at === undefined) return { code: 'notADate', formats: dates }
    return others.length === 0 ? at : { code: 'ambiguousDate' }
  }
}

/** How readers of files write the date of a cell. */
const ISO = ['yyyy-MM-dd', 'yyyy-MM-ddTHH:mm:ss'] as const

const readings = (text: string, formats: readonly string[]): WallTime[] =>
  [...formats, ...ISO].flatMap((format) => readDate(text, format) ?? [])
