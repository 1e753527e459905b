import { plain } from '../../functions/domain/heading.ts'
import { addDays, atLocal, earlier, type LocalDate } from '../../functions/domain/instant.ts'
import type { MappingProfile } from '../../functions/domain/mapping.ts'
import { reportDayOf } from '../../functions/domain/report.ts'
import { readRegistry, type RegistryKind, type RegistryRow } from '../../functions/domain/registry.ts'

/** The agencies and units that a list names, as it spells them. */
export interface OwnNames {
  agencies: ReadonlySet<string>
  units: ReadonlySet<string>
}

const STAYING: ReadonlySet<unknown> = new Set(['centre', 'committee'])

export interface Own {
  profile: MappingProfile
  names: OwnNames
}

/** What belongs to this province alone. */
const OUR_OWN: ReadonlySet<RegistryKind> = new Set(['agency', 'contact', 'deployment', 'accountability'])

/**
 * The registry under which a history is replayed: the centre's rules as they last stood, known and in force before the
 * history's first day, with a report every week from then on. A list of another place that names its own agencies gets
 * these, with invented mailboxes, in place of the province's.
 * @param first Vietnam date of the first case
 */
export function historyRegistry(rows: readonly RegistryRow[], first: LocalDate, own?: Own): RegistryRow[] {
  const rules = lastOf(rows).map((row) => standing(row, first))
  return weekly(own === undefined ? rules : ownRows(own, { rules, first }), first)
}

/** Of each value the row that was added last. */
const lastOf = (rows: readonly RegistryRow[]): RegistryRow[] => [
  ...new Map(
    rows
      .toSorted((a, b) => (`${a.from} ${a.recordedAt}` < `${b.from} ${b.recordedAt}` ? -1 : 1))
      .map((row) => [`${row.kind} ${row.code}`, row]),
  ).values(),
]

/** In force on the report day before the first day, whatever that is. */
function before(first: LocalDate): Pick<RegistryRow, 'from' | 'recordedAt'> {
  const from = addDays(first, -14)
  return { from, recordedAt: atLocal(from, '08:00') }
}

function standing(row: RegistryRow, first: LocalDate): RegistryRow {
  const { from, recordedAt } = before(first)
  return { ...row, from: earlier(row.from, from), recordedAt: earlier(row.recordedAt, recordedAt) }
}

/** The centre and its committee stay what they are, and whoever reads for all agencies goes on to do so. */
function isOfAnyPlace(rules: readonly RegistryRow[]): (row: RegistryRow) => boolean {
  const readers = rules.filter(({ kind, code }) => kind === 'contact' && code.startsWith('*:'))
  const bodies = rules.filter(({ kind, value }) => kind === 'agency' && STAYING.has(value?.['kind']))
  const staying = new Set([...readers.map(({ value }) => value?.['agency']), ...bodies.map(({ code }) => code)])
  return ({ kind, code, value }) =>
    !OUR_OWN.has(kind) ||
    (kind === 'agency' && staying.has(code)) ||
    (kind === 'contact' && staying.has(value?.['agency']))
}

interface Centre {
  rules: readonly RegistryRow[]
  first: LocalDate
}

function ownRows({ profile, names }: Own, { rules, first }: Centre): RegistryRow[] {
  const told = { author: 'IOC', reason: 'Phát lại lịch sử', source: profile.name, ...before(first) }
  const row = (kind: RegistryKind, code: string, value: RegistryRow['value']): RegistryRow => ({
    ...told,
    kind,
    code,
    value,
  })
  const { provider } = profile.fields
  const collector = provider !== undefined && 'always' in provider ? [provider.always] : []
  const kept = rules.filter(isOfAnyPlace(rules))
  const bodies = coded([...names.agencies, ...names.units], [...collector, ...kept.map(({ code }) => code)])
  return [
    ...kept,
    ...collector.map((id) => row('agency', id, { id, name: profile.name, kind: 'provider' })),
    ...[...bodies].flatMap(([name, id]) => [
      row('agency', id, { id, name, kind: names.agencies.has(name) ? 'department' : 'district' }),
      ...(['focalPoint', 'head'] as const).map((role) => {
        const email = `${mailboxes[role]}.${id}@${profile.source}.example`
        return row('contact', `${id}:${role}`, { agency: id, role, email })
      }),
    ]),
  ]
}

const mailboxes = { focalPoint: 'dau-moi', head: 'lanh-dao' } as const

const CODE_LENGTH = 40

/** A code for each name; names that differ in case, accents or signs only are one body. */
function coded(names: readonly string[], others: readonly string[]): ReadonlyMap<string, string> {
  const firstSpelling = new Map(names.toReversed().map((name) => [plain(name), name]))
  const taken = new Set(others)
  const codes = new Map<string, string>()
  for (const [key, name] of firstSpelling) {
    const wanted =
      key
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-/, '')
        .slice(0, CODE_LENGTH) || 'agency'
    const code = Iterator.from(numbered(wanted)).find((each) => !taken.has(each)) ?? wanted
    taken.add(code)
    codes.set(name, code)
  }
  return codes
}

function* numbered(code: string): Generator<string> {
  yield code
  for (let n = 2; ; n += 1) yield `${code}-${n}`
}

/** The first report covers the days from the report day before the history on. */
function weekly(rows: readonly RegistryRow[], first: LocalDate): RegistryRow[] {
  const registry = readRegistry(rows, 1)
  const lastDay = [first, addDays(first, -7)].map((date) => reportDayOf(date, registry)).find((day) => day <= first)
  const lastEnd = atLocal(lastDay ?? first, '00:00')
  return rows.map((row) =>
    row.kind === 'report' && row.value !== null ? { ...row, value: { ...row.value, rhythm: 'weekly', lastEnd } } : row,
  )
}
