import { columnsOf, placesOf, plain, type Columns } from './heading.ts'
import { keysOf } from './objects.ts'
import { readDate } from './date-format.ts'
import { dateFields, neededColumns, requiredFields, type MappedField, type MappingProfile } from './mapping.ts'

/** The profiles of the registry by their names. */
export type Profiles = ReadonlyMap<string, MappingProfile>

/** Lists come with a title above the headings, seldom with more. */
const MOST_LINES_ABOVE = 20

export interface Heading {
  profile: string
  columns: Columns
  /** The line that holds the headings, from 0. */
  line: number
}

/** Why a list cannot be read by a profile, or by any. */
export type LayoutFault =
  | { code: 'unknownMapping'; mapping: string; known: readonly string[] }
  | { code: 'missingColumns'; mapping: string; columns: readonly string[] }
  | { code: 'doubledColumns'; columns: readonly string[] }
  | { code: 'unknownLayout'; proposal: Proposal | undefined }
  | { code: 'noRows' }

/**
 * Which profile reads the list, and where its headings are: the profile asked for, else the one that knows most of the
 * columns. The first lines of a list are enough.
 */
export function findMapping(
  lines: readonly (readonly string[])[],
  profiles: Profiles,
  asked?: string,
): Heading | LayoutFault {
  const known = asked === undefined ? profiles : new Map([...profiles].filter(([name]) => name === asked))
  if (asked !== undefined && known.size === 0)
    return { code: 'unknownMapping', mapping: asked, known: [...profiles.keys()] }
  const above = lines.slice(0, MOST_LINES_ABOVE)
  if (above.every((line) => line.every((cell) => cell === ''))) return { code: 'noRows' }
  const candidates = above.flatMap((cells, line) => {
    const columns = columnsOf(cells)
    return [...known].map(([name, profile]) => ({ profile: name, columns, line, fit: fitOf(profile, columns) }))
  })
  const best = candidates.filter(({ fit }) => fit.missing.length === 0).toSorted((a, b) => b.fit.found - a.fit.found)[0]
  if (best !== undefined) return doubled(best, known.get(best.profile)) ?? best
  const nearest = candidates.toSorted((a, b) => b.fit.found - a.fit.found)[0]
  if (asked !== undefined && nearest !== undefined)
    return { code: 'missingColumns', mapping: asked, columns: nearest.fit.missing }
  return { code: 'unknownLayout', proposal: propose(lines, profiles) }
}

interface Fit {
  /** How many columns of the list the profile reads. */
  found: number
  missing: readonly string[]
}

function fitOf(profile: MappingProfile, columns: Columns): Fit {
  const missing = neededColumns(profile).filter((names) => placesOf(columns, names).length === 0)
  return {
    found: namesIn(profile).filter((name) => columns.places.has(plain(name))).length,
    missing: missing.map(([first = '']) => first),
  }
}

const namesIn = ({ fields }: MappingProfile): string[] =>
  Object.values(fields).flatMap((source) => ('from' in source ? source.from : []))

/** Only a doubled column that the profile reads leaves open which one is meant. */
function doubled({ columns }: Heading, profile: MappingProfile | undefined): LayoutFault | undefined {
  const read = new Set(profile === undefined ? [] : namesIn(profile).map(plain))
  const twice = columns.headings.filter((heading) => columns.doubled.has(plain(heading)) && read.has(plain(heading)))
  return twice.length === 0 ? undefined : { code: 'doubledColumns', columns: [...new Set(twice)] }
}

/** A profile to look over and complete, made of what is known of similar lists. */
export interface Proposal {
  basedOn: string
  profile: MappingProfile
  /** Fields that a case needs and for which no column was found: their columns are guesses of the base. */
  unsure: readonly MappedField[]
  /** Columns of the list that nothing reads. */
  unread: readonly string[]
}

/** How alike two headings must be: the share of letter pairs that they have in common. */
const ALIKE = 0.6

/** The nearest known profile with its fields put on the most similar columns, and the dates read as they look. */
export function propose(lines: readonly (readonly string[])[], profiles: Profiles): Proposal | undefined {
  const options = lines.slice(0, MOST_LINES_ABOVE).flatMap((cells, line) => {
    const headings = cells.filter((cell) => plain(cell) !== '')
    return [...profiles].map(([basedOn, base]) => ({ basedOn, base, line, headings, placed: place(base, headings) }))
  })
  const best = options.toSorted((a, b) => b.placed.size - a.placed.size)[0]
  if (best === undefined || best.placed.size === 0) return undefined
  const { base, basedOn, placed, headings } = best
  const fields: MappingProfile['fields'] = {}
  for (const field of keysOf(base.fields)) {
    const source = base.fields[field]
    const column = placed.get(field)
    if (source === undefined) continue
    if ('always' in source) fields[field] = source
    else if (column !== undefined) fields[field] = { ...source, from: [column] }
    else if (requiredFields[base.kind].includes(field)) fields[field] = source
  }
  const used = new Set(placed.values())
  return {
    basedOn,
    profile: { ...base, fields, dates: datesOf(lines, best) ?? base.dates },
    unsure: requiredFields[base.kind].filter(
      (field) => fields[field] !== undefined && 'from' in fields[field] && !placed.has(field),
    ),
    unread: headings.filter((heading) => !used.has(heading)),
  }
}

/** Which column each field of the profile would be read from; no column serves two fields. */
function place({ fields }: MappingProfile, headings: readonly string[]): Map<MappedField, string> {
  const pairs = keysOf(fields).flatMap((field) => {
    const source = fields[field]
    const names = source !== undefined && 'from' in source ? source.from : []
    return headings.map((heading) => ({
      field,
      heading,
      alike: Math.max(0, ...names.map((name) => likeness(name, heading))),
    }))
  })
  const placed = new Map<MappedField, string>()
  for (const { field, heading } of pairs.filter(({ alike }) => alike >= ALIKE).toSorted((a, b) => b.alike - a.alike))
    if (!placed.has(field) && ![...placed.values()].includes(heading)) placed.set(field, heading)
  return placed
}

function likeness(a: string, b: string): number {
  const [left, right] = [pairsOf(plain(a)), pairsOf(plain(b))]
  const shared = [...left].filter((pair) => right.has(pair)).length
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size)
}

const pairsOf = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)))

/** Where both orders of day and month fit, both stay: rows that could mean two days are refused until one is struck. */
const DAYS = ['yyyy-MM-dd', 'dd/MM/yyyy', 'MM/dd/yyyy', 'dd-MM-yyyy', 'dd.MM.yyyy', 'd/M/yyyy', 'M/d/yyyy']
const TIMES = ['', ' HH:mm', ' HH:mm:ss', ' hh:mm a', ' hh:mm:ss a']
const FORMATS = DAYS.flatMap((day) => TIMES.map((time) => `${day}${time}`))

function datesOf(
  lines: readonly (readonly string[])[],
  { line, placed }: { line: number; placed: ReadonlyMap<MappedField, string> },
): string[] | undefined {
  const columns = columnsOf(lines[line] ?? [])
  const names = [...placed].filter(([field]) => dateFields.has(field)).map(([, heading]) => heading)
  const places = placesOf(columns, names)
  const texts = lines
    .slice(line + 1)
    .flatMap((cells) => places.map((at) => cells[at] ?? '').filter((text) => text !== ''))
  const fitting = FORMATS.map((format) => ({
    format,
    fits: texts.filter((text) => readDate(text, format) !== undefined).length,
  }))
  const wanted = fitting.filter(({ format, fits }) => fits > 0 && !isShort(format, fitting))
  return wanted.length === 0 ? undefined : wanted.slice(0, 20).map(({ format }) => format)
}

/** `d/M/yyyy` says nothing beyond `dd/MM/yyyy` where it reads no more. */
const isShort = (format: string, fitting: readonly { format: string; fits: number }[]): boolean => {
  const long = format.replace('d/M/', 'dd/MM/').replace('M/d/', 'MM/dd/')
  const fits = (name: string): number => fitting.find((each) => each.format === name)?.fits ?? 0
  return /(^|[^d])d\/|(^|[^M])M\/d/.test(format) && long !== format && fits(long) >= fits(format)
}
