import { plain } from '../../functions/domain/heading.ts'
import { addDays, atLocal, earlier, later, localDateOf, type Instant } from '../../functions/domain/instant.ts'
import { lookupsIn } from '../../functions/domain/lookups.ts'
import { columnOf, type MappedItem } from '../../functions/domain/map-row.ts'
import type { FieldSource, MappedField, MappingProfile } from '../../functions/domain/mapping.ts'
import { definedOnly } from '../../functions/domain/objects.ts'
import { fieldReader, type FieldReader, type Lookups } from '../../functions/domain/read-field.ts'
import { reportDayOf } from '../../functions/domain/report.ts'
import { readRegistry, type Registry, type RegistryRow } from '../../functions/domain/registry.ts'
import { SheetError } from '../../functions/sheet/sheet-error.ts'
import { fileProblem } from '../../functions/text/file-words.ts'
import { reasonVi } from '../../functions/text/import-words.ts'
import { rejectionProblem } from '../../functions/text/rejection-words.ts'
import { openList, profilesIn, rowReader, type OpenList } from '../../functions/work/open-list.ts'
import type { RefusedRow } from '../../functions/work/refused-rows.ts'
import { firstRegistry } from './first-registry.ts'
import { historyRegistry, type OwnNames } from './history-registry.ts'
import { momentsOf, tellHistory } from './history-telling.ts'
import type { TimedRequest } from './sample-request.ts'

/** The history that a list tells, ready to be replayed. */
export interface History {
  /** The profile that read it. */
  mapping: string
  /** The midnight before its first case. */
  start: Instant
  /** 15:00 of the report day whose report covers the last moment that it tells of. */
  end: Instant
  registry: RegistryRow[]
  requests: TimedRequest[]
  /** How many rows became cases. */
  rows: number
  headings: readonly string[]
  refused: RefusedRow[]
}

/** Nothing of the file can be replayed; the message says why, in Vietnamese and English, in one line. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError'
}

/**
 * Reads a list of cases (CSV, TSV, XLSX) by a mapping profile of the first registry, and makes of it the calls by which
 * sources would have told of each case at its own dates. Bad rows are left out and named.
 * @param now of the real clock: no history lies after it
 * @throws HistoryError
 */
export async function readHistory(bytes: Uint8Array, mapping: string | undefined, now: Instant): Promise<History> {
  try {
    return await read(bytes, { mapping, now })
  } catch (error) {
    if (!(error instanceof SheetError)) throw error
    const { detail, detailEn } = fileProblem(error.fault)
    throw new HistoryError(`${detail} / ${detailEn}`, { cause: error })
  }
}

interface Ask {
  mapping: string | undefined
  now: Instant
}

/** The list is read twice: whom it names must be known before its rows can be understood. */
async function read(bytes: Uint8Array, { mapping, now }: Ask): Promise<History> {
  const centre = firstRegistry()
  const open = () => openList(bytes, profilesIn(readRegistry(centre, 1), now), mapping)
  const list = await open()
  const own = list.profile.replay && { profile: list.profile, names: await namesIn(list, list.profile.replay) }
  const registryFrom = (first: Instant) => historyRegistry(centre, localDateOf(first), own)
  const lookups = lookupsIn(readRegistry(registryFrom(now), 1), localDateOf(now))
  const profile = withOwnNames(list.profile, lookups)
  const { items, refused } = await readRows({ ...(await open()), profile }, lookups, now)
  const moments = items.flatMap((item) => Object.values(momentsOf(profile.kind, item)))
  const [one] = moments
  if (one === undefined) throw nothingIn(refused)
  const [first, last] = [moments.reduce(earlier, one), moments.reduce(later, one)]
  const registry = registryFrom(first)
  return {
    mapping: list.name,
    start: atLocal(localDateOf(first), '00:00'),
    end: reportCovering(last, readRegistry(registry, 1)),
    registry,
    requests: tellHistory(profile.kind, items, last),
    rows: items.length,
    headings: list.columns.headings,
    refused,
  }
}

type Replay = NonNullable<MappingProfile['replay']>

async function namesIn({ profile, columns, rows }: OpenList, replay: Replay): Promise<OwnNames> {
  const lookups = { agency: new Map(), procedure: new Map(), category: new Map() }
  const reader = (field: 'agency' | 'unit'): FieldReader =>
    fieldReader(profile, field, { source: replay[field], columns, lookups })
  const readers = [
    { read: reader('agency'), names: new Set<string>() },
    { read: reader('unit'), names: new Set([replay.unit.otherwise]) },
  ] as const
  for await (const { cells } of rows)
    for (const { read: readName, names } of readers) {
      const told = readName(cells)
      if (told !== undefined && 'value' in told && !('rule' in told)) names.add(told.value)
    }
  const [agencies, units] = readers
  return { agencies: agencies.names, units: units.names }
}

/** The agencies that were made of the names are found by these names. */
function withOwnNames(profile: MappingProfile, { agency: codes }: Lookups): MappingProfile {
  const { replay, fields } = profile
  if (replay === undefined) return profile
  const found = ({ from, otherwise }: Replay['agency']): FieldSource => ({
    from,
    lookup: 'agency',
    ...definedOnly({ otherwise: otherwise && codes.get(plain(otherwise)) }),
  })
  return { ...profile, fields: { ...fields, agency: found(replay.agency), unit: found(replay.unit) } }
}

async function readRows(
  { profile, columns, rows }: OpenList,
  lookups: Lookups,
  now: Instant,
): Promise<{ items: MappedItem[]; refused: RefusedRow[] }> {
  const understand = rowReader({ profile, columns }, lookups)
  const items: MappedItem[] = []
  const refused: RefusedRow[] = []
  for await (const line of rows) {
    const { row, cells, item, errors = [] } = understand(line)
    const faults = item === undefined ? errors : inFuture(item, { profile, columns }, now)
    if (item === undefined || faults.length > 0) refused.push({ row, cells, errors: faults })
    else items.push(item)
  }
  return { items, refused }
}

/** What has not happened yet is no history; a due date may lie ahead. */
function inFuture(item: MappedItem, { profile, columns }: Pick<OpenList, 'profile' | 'columns'>, now: Instant) {
  const ahead = Object.entries(momentsOf(profile.kind, item)).filter(([, at]) => at > now)
  return ahead.flatMap(([field, value]) =>
    rejectionProblem({ code: 'inFuture', field, value, now }).errors.map((error) => ({
      ...error,
      field: columnsOf(field).flatMap((each) => columnOf(profile, each, columns) ?? [])[0] ?? field,
    })),
  )
}

/** The end of a case stands in a column of its own, or beside its state. */
const columnsOf = (field: string): MappedField[] =>
  field === 'statusAt'
    ? ['finishedAt', 'statusAt']
    : field === 'receivedAt' || field === 'request.issuedAt'
      ? [field]
      : []

function nothingIn([first]: readonly RefusedRow[]): HistoryError {
  const [why] = first?.errors ?? []
  const told = first === undefined || why === undefined ? '' : `; dòng ${first.row}: ${reasonVi(first.errors)}`
  const toldEn = first === undefined || why === undefined ? '' : `; row ${first.row}: ${why.field} ${why.ruleEn}`
  return new HistoryError(`Không có dòng nào phát lại được${told} / No row can be replayed${toldEn}`)
}

/** When the report is out whose period reaches to that moment: the days before a report day. */
function reportCovering(moment: Instant, registry: Registry): Instant {
  const next = addDays(localDateOf(moment), 1)
  const day = [next, addDays(next, 7)].map((date) => reportDayOf(date, registry)).find((date) => date >= next)
  return atLocal(day ?? next, '15:00')
}
