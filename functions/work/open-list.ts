import { findMapping, type Profiles } from '../domain/find-mapping.ts'
import type { Columns } from '../domain/heading.ts'
import { localDateOf, type Instant } from '../domain/instant.ts'
import { legacyFont } from '../domain/legacy-font.ts'
import { rowMapper } from '../domain/map-row.ts'
import type { MappingProfile } from '../domain/mapping.ts'
import type { Lookups } from '../domain/read-field.ts'
import type { Registry } from '../domain/registry.ts'
import { readSheet, type Line } from '../sheet/read-sheet.ts'
import { SheetError } from '../sheet/sheet-error.ts'
import { rowError } from '../text/import-words.ts'
import type { ReadRow } from './import-files.ts'
import { itemErrors } from './import-item.ts'

/** By these lines the layout of a list is known, and the code that its letters are written in. */
const HEAD_LINES = 50

/** A list whose layout is known. */
export interface OpenList {
  /** Of the profile. */
  name: string
  profile: MappingProfile
  columns: Columns
  /** The lines under the headings, to be read once. */
  rows: AsyncIterable<Line>
}

/** @throws SheetError for a file that is no list, or one that the profiles, or the one asked for, cannot read */
export async function openList(bytes: Uint8Array, profiles: Profiles, asked?: string): Promise<OpenList> {
  const lines = readSheet(bytes)
  const head: Line[] = []
  while (head.length < HEAD_LINES) {
    const next = await lines.next()
    if (next.done === true) break
    head.push(next.value)
  }
  const font = legacyFont(head.map(({ cells }) => cells.join(' ')).join(' '))
  if (font !== undefined) throw new SheetError({ code: 'legacyFontFile', font })
  const texts = head.map(({ cells }) => cells)
  const found = findMapping(texts, profiles, asked)
  const profile = 'code' in found ? undefined : profiles.get(found.profile)
  if ('code' in found || profile === undefined) throw new SheetError('code' in found ? found : { code: 'noRows' })
  const { profile: name, columns, line } = found
  return { name, profile, columns, rows: below(head.slice(line + 1), lines) }
}

async function* below(first: readonly Line[], rest: AsyncIterable<Line>): AsyncGenerator<Line> {
  yield* first
  yield* rest
}

type Layout = Pick<OpenList, 'profile' | 'columns'>

/** Reads a row as the item that the API would take, or tells what is wrong with it. */
export function rowReader({ profile, columns }: Layout, lookups: Lookups): (line: Line) => ReadRow {
  const map = rowMapper(profile, columns, lookups)
  return ({ row, cells }) => {
    const kept = { row, cells: shortened(cells) }
    const mapped = map(cells)
    if (mapped.type === 'faulty') return { ...kept, errors: mapped.faults.map(rowError) }
    const errors = itemErrors(profile, columns, mapped.item)
    return errors.length > 0 ? { ...kept, errors } : { ...kept, item: mapped.item }
  }
}

/** A cell that is too long to be taken in need not come back whole. */
const shortened = (cells: readonly string[]): string[] =>
  cells.map((cell) => (cell.length > 4000 ? `${cell.slice(0, 4000)}…` : cell).toWellFormed())

export const profilesIn = (registry: Registry, now: Instant): Profiles =>
  new Map(
    registry.codes('mapping').flatMap((name) => {
      const profile = registry.find('mapping', name, localDateOf(now))
      return profile === undefined ? [] : [[name, profile]]
    }),
  )
