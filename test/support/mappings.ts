import { readFileSync } from 'node:fs'
import { findMapping, type Profiles } from '../../functions/domain/find-mapping.ts'
import { lookupsIn } from '../../functions/domain/lookups.ts'
import { rowMapper, type MappedRow } from '../../functions/domain/map-row.ts'
import { mappingProfile, type MappingProfile } from '../../functions/domain/mapping.ts'
import { readRegistry } from '../../functions/domain/registry.ts'
import { readSheet, type Line } from '../../functions/sheet/read-sheet.ts'
import { firstRegistry } from '../../infra/centre/first-registry.ts'

export const registry = readRegistry(firstRegistry(), 1)
const ON = '2021-10-29'

export const profiles: Profiles = new Map(
  registry.codes('mapping').flatMap((name) => {
    const profile = registry.find('mapping', name, ON)
    return profile === undefined ? [] : [[name, profile]]
  }),
)

export const fixture = (path: string): Uint8Array => readFileSync(new URL(`../fixtures/${path}`, import.meta.url))

/** A small list of dossiers: what a test changes is all that it is about. */
export const profileOf = (
  changes: Record<string, unknown> = {},
  fields: Record<string, unknown> = {},
): MappingProfile =>
  mappingProfile.parse({
    kind: 'dossier',
    name: 'Thử',
    source: 'thu',
    zone: 'Asia/Ho_Chi_Minh',
    dates: ['dd/MM/yyyy HH:mm', 'dd/MM/yyyy'],
    fields: {
      code: { from: ['Số hồ sơ'] },
      procedure: { from: ['Thủ tục'], lookup: 'procedure' },
      receivedAt: { from: ['Ngày nhận'] },
      due: { from: ['Hẹn trả'] },
      finishedAt: { from: ['Ngày xong'] },
      status: { from: ['Trạng thái'], values: { 'Đang xử lý': 'processing', 'Đã xong': 'processed' } },
      ...fields,
    },
    closing: { by: 'status' },
    ...changes,
  })

export async function linesOf(bytes: Uint8Array): Promise<Line[]> {
  const lines: Line[] = []
  for await (const line of readSheet(bytes)) lines.push(line)
  return lines
}

export interface MappedFile {
  profile: string
  rows: ({ row: number } & MappedRow)[]
}

/** A whole file through reader, layout and rows. @throws Error with the fault of the layout */
export async function mapFile(bytes: Uint8Array, known: Profiles = profiles): Promise<MappedFile> {
  const lines = await linesOf(bytes)
  const found = findMapping(
    lines.map(({ cells }) => cells),
    known,
  )
  if ('code' in found) throw new Error(JSON.stringify(found))
  const map = rowMapper(known.get(found.profile) ?? profileOf(), found.columns, lookupsIn(registry, ON))
  return {
    profile: found.profile,
    rows: lines.slice(found.line + 1).map(({ row, cells }) => ({ row, ...map(cells) })),
  }
}
