import { readdirSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import { atLocal } from '../../functions/domain/instant.ts'
import {
  registryRow,
  registrySchemas,
  slug,
  type RegistryKind,
  type RegistryRow,
} from '../../functions/domain/registry.ts'

/** Values by code that share their dates, author, reason and source. Most files under `daklak/` are lists of these. */
const valueGroup = registryRow
  .omit({ code: true, value: true })
  .extend({ values: z.record(slug, z.record(z.string(), z.unknown())) })

const groupFiles = [
  'agencies',
  'contacts',
  'city-services',
  'categories',
  'open311',
  'procedures',
  'limits',
  'postponements',
  'policies',
  'directive-policies',
  'accountability',
  'retention',
  'reports',
] as const

/**
 * The first registry of the centre, from `daklak/*.json`: the province as it was in October 2021, and what the letter
 * of November 2021 changed. To change a value later, add a row through the API; these files stay as they are.
 * @throws InvalidRegistryFileError naming the file, and the code where one value does not fit its kind's schema
 */
export function firstRegistry(): RegistryRow[] {
  const grouped = groupFiles.flatMap((file) => read(file, z.array(valueGroup)).flatMap(rowsOf))
  const rows = [...grouped, ...calendarRows(), ...dayRows(), ...mappingRows()]
  for (const row of rows) check(row.kind, row.code, row.value)
  return rows
}

/**
 * The end of the districts on 1 July 2025, each one's open cases to the communes that replaced it: to be entered through
 * the API ahead of the day, `POST /registry/changes`.
 */
export const reorganisation = (): RegistryRow[] => read('reorganisation', z.array(valueGroup)).flatMap(rowsOf)

function rowsOf({ values, ...shared }: z.output<typeof valueGroup>): RegistryRow[] {
  const row = (code: string, value: RegistryRow['value']): RegistryRow => ({ ...shared, code, value })
  return Object.entries(values).map(([code, value]) => row(code, value))
}

/** Working hours. The files of calendars and days hold bare values, for anybody to check against the law. */
const calendarRows = (): RegistryRow[] =>
  read('calendars', z.array(registrySchemas.calendar)).map((value) => ({
    kind: 'calendar',
    code: value.id,
    from: '2021-01-01',
    recordedAt: atLocal('2021-10-13', '08:00'),
    author: 'IOC',
    reason: 'Giờ làm việc của bộ phận một cửa; lịch liên tục dành cho phản ánh khẩn cấp',
    source: 'Giả định theo giờ làm việc thông thường của bộ phận một cửa; Bộ luật Dân sự 2015, Điều 147 và 148',
    value,
  }))

/** Days off and make-up days; those of a year are taken as known from 1 December before it. */
const dayRows = (): RegistryRow[] =>
  read('days', z.array(registrySchemas.day)).map((value) => ({
    kind: 'day',
    code: value.date,
    from: '2021-01-01',
    recordedAt: atLocal(`${Number(value.date.slice(0, 4)) - 1}-12-01`, '00:00'),
    author: 'IOC',
    reason: value.assumed === true ? 'Ngày nghỉ, ngày làm bù (chưa chắc chắn)' : 'Ngày nghỉ, ngày làm bù',
    source: value.source,
    value,
  }))

const mappings = new URL('mappings/', import.meta.url)

/** How lists of other systems are read, one profile a file, named by it. */
const mappingRows = (): RegistryRow[] =>
  readdirSync(mappings)
    .toSorted()
    .map((file) => ({
      kind: 'mapping',
      code: file.replace(/\.json$/, ''),
      from: '2021-01-01',
      recordedAt: atLocal('2021-10-13', '08:00'),
      author: 'IOC',
      reason: 'Nhập danh sách xuất từ hệ thống khác',
      source: 'Tiêu đề cột của các tệp xuất; cách hiểu trạng thái là giả định',
      value: z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(new URL(file, mappings), 'utf8'))),
    }))

function check(kind: RegistryKind, code: string, value: RegistryRow['value']): void {
  const schema: z.ZodType = registrySchemas[kind]
  const result = schema.safeParse(value)
  if (!result.success) throw new InvalidRegistryFileError(`${kind} ${code}`, result.error)
}

/** Parses `daklak/<name>.json`. @throws InvalidRegistryFileError */
export function read<S extends z.ZodType>(name: string, schema: S): z.output<S> {
  const text = readFileSync(new URL(`daklak/${name}.json`, import.meta.url), 'utf8')
  const result = schema.safeParse(JSON.parse(text))
  if (!result.success) throw new InvalidRegistryFileError(`${name}.json`, result.error)
  return result.data
}

/** A file of the centre's first values does not fit its schema. */
export class InvalidRegistryFileError extends Error {
  override readonly name = 'InvalidRegistryFileError'
  constructor(what: string, error: z.ZodError) {
    super(`${what}: ${z.prettifyError(error)}`, { cause: error })
  }
}
