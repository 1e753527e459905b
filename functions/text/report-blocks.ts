import type { Instant, LocalDate } from '../domain/instant.ts'
import { formatDate, formatNumber, formatShare, NOTHING, type Share } from './format.ts'
import { localDateOf } from '../domain/instant.ts'
import { formatShown, type Shown } from './shown-figure.ts'

/** Text with what matters in it marked; how a mark looks is the renderer's business. */
export type Run = string | Shown | { strong: string | Shown } | { emphasis: string }

/** A figure or fact in a table, still a value: each renderer formats it, or writes a real number or date. */
export type Cell = string | number | Shown | Share | { at: Instant } | undefined

export type ColumnKind = 'text' | 'number' | 'share' | 'date'

export interface Column {
  title: string
  /** Columns side by side with the same group share a heading above theirs. */
  group?: string
  kind: ColumnKind
  /** In characters of text; renderers with a fixed width share it out in proportion. */
  width: number
}

export interface Table {
  type: 'table'
  /** Stands above it, unless a heading already says it. */
  title?: string
  columns: readonly Column[]
  rows: readonly (readonly Cell[])[]
  /** The last row, set off from the others. */
  total?: readonly Cell[]
  /** Its rows are so high that even a short one goes on on the next page. */
  tall?: true
}

/**
 * `bars`: horizontal, one per category from top to bottom, each made of its series side by side. `lines`: one per series
 * over the categories, which are moments from left to right; an undefined value is a gap.
 */
export interface Chart {
  type: 'chart'
  shape: 'bars' | 'lines'
  title: string
  categories: readonly string[]
  series: readonly { name: string; values: readonly (number | undefined)[] }[]
}

/** The neutral model that every renderer reads: what a document says, not how it looks. */
export type Block =
  | { type: 'heading'; level: 1 | 2 | 3; text: string }
  | { type: 'paragraph'; runs: readonly Run[] }
  | { type: 'list'; items: readonly (readonly Run[])[] }
  | Table
  | Chart

/** A label such as `Nơi nhận:` and what stands under it. */
export interface Lines {
  label: string
  lines: readonly string[]
}

export interface Appendix {
  heading: string
  title: string
  reference: string
  body: readonly Block[]
}

/** The parts of an official document, by Decree 30/2020/NĐ-CP, annex I (in force from 2020-03-05). */
export interface OfficialDocument {
  /** Stands on every page of what is not signed. */
  marking?: string
  letterhead: {
    parentBody: string
    issuingBody: string
    nation: string
    motto: string
    number: string
    placeAndDate: string
  }
  kind: string
  subject: readonly string[]
  /** One line: beside the label. More: below it. */
  addressees: Lines
  body: readonly Block[]
  recipients: Lines
  signature: { capacity: readonly string[]; note: string; name: string }
  /** Each begins on a page of its own. */
  appendices: readonly Appendix[]
  /** For the file's own properties. */
  properties: { title: string; author: string; date: LocalDate }
}

/** A letter (công văn) names no kind: its subject stands under its number. */
export type OfficialLetter = Omit<OfficialDocument, 'kind'>

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ type: 'heading', level, text })
export const paragraph = (...runs: Run[]): Block => ({ type: 'paragraph', runs })
export const list = (items: readonly (readonly Run[])[]): Block => ({ type: 'list', items })

/** What a reader sees in the cell. */
export function formatCell(cell: Cell): string {
  if (cell === undefined) return NOTHING
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return formatNumber(cell)
  if ('figure' in cell) return formatShown(cell)
  return 'at' in cell ? formatDate(localDateOf(cell.at)) : formatShare(cell)
}

/** A run as every renderer writes it: its words, and how they are marked. */
export function plainRun(run: Run): { text: string; mark?: 'strong' | 'emphasis' } {
  if (typeof run === 'string') return { text: run }
  if ('figure' in run) return { text: formatShown(run) }
  if ('emphasis' in run) return { text: run.emphasis, mark: 'emphasis' }
  return { text: typeof run.strong === 'string' ? run.strong : formatShown(run.strong), mark: 'strong' }
}

export const textOf = (runs: readonly Run[]): string => runs.map((run) => plainRun(run).text).join('')

/** A short table is not torn apart between two pages. */
export const staysTogether = ({ rows, tall }: Table): boolean => tall === undefined && rows.length <= 12

/** Neighbouring columns of one group; a column without a group stands alone. */
export function columnGroups(columns: readonly Column[]): { title?: string; columns: readonly Column[] }[] {
  const groups: { title?: string; columns: Column[] }[] = []
  for (const column of columns) {
    const last = groups.at(-1)
    if (column.group !== undefined && last?.title === column.group) last.columns.push(column)
    else groups.push(column.group === undefined ? { columns: [column] } : { title: column.group, columns: [column] })
  }
  return groups
}

/** For those who cannot see it: `UBND …: Yêu cầu chưa thực hiện 12, Phản ánh trễ hạn 3; …`. */
export const chartInWords = ({ categories, series }: Pick<Chart, 'categories' | 'series'>): string =>
  categories
    .map(
      (category, index) =>
        `${category}: ${series.map(({ name, values }) => `${name} ${formatCell(values[index])}`).join(', ')}`,
    )
    .join('; ')

/** The column's whole name where headings cannot stand above each other. */
export const columnTitle = ({ title, group }: Column): string => (group === undefined ? title : `${group}: ${title}`)
