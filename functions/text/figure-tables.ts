import { figureList, type Figure } from '../domain/figure-list.ts'
import type { FigureUnit } from '../domain/figure-measures.ts'
import type { WeeklyReport } from '../domain/report.ts'
import { workingTimeWords } from './due-words.ts'
import { figureWords, scopeName } from './figure-words.ts'
import { formatNumber, formatShare, NOTHING } from './format.ts'
import type { Cell, Column, Table } from './report-blocks.ts'
import { reportWords } from './report-words.ts'

const MINUTES_A_DAY = 480

/** A figure as a reader sees it: `229`, `55,3%`, `2 ngày làm việc`; `–` where there is nothing to measure. */
export function formatFigure({ value, unit, share }: Pick<Figure, 'value' | 'unit' | 'share'>): string {
  if (value === undefined) return NOTHING
  switch (unit) {
    case 'count':
      return formatNumber(value)
    case 'share':
      return formatShare(share ?? { part: value, whole: 1 })
    case 'workingMinutes':
      return workingTimeWords({ minutes: value, minutesPerDay: MINUTES_A_DAY })
    default:
      return unit satisfies never
  }
}

/** `+12`, `-3`, `0`; of a share in percentage points: `+1,5 điểm %`; `–` where the last report had no such figure. */
export function formatChange({ change, unit }: Pick<Figure, 'change' | 'unit'>): string {
  if (change === undefined) return NOTHING
  const sign = change > 0 ? '+' : change < 0 ? '-' : ''
  return `${sign}${amountWords(Math.abs(change), unit)}`
}

function amountWords(amount: number, unit: FigureUnit): string {
  if (unit === 'share') return `${formatNumber(amount * 100)} điểm %`
  return formatFigure({ value: amount, unit })
}

const columns: readonly Column[] = [
  { title: 'Chỉ tiêu', kind: 'text', width: 60 },
  { title: 'Kỳ này', kind: 'text', width: 18 },
  { title: 'So với kỳ trước', kind: 'text', width: 18 },
]

/** Every figure of the whole, and how it changed. */
export const figuresTable = (report: WeeklyReport): Table => ({
  type: 'table',
  columns,
  rows: figureList(report)
    .filter(({ scope }) => scope === undefined)
    .map((figure) => [figureWords[figure.measure], formatFigure(figure), formatChange(figure)]),
})

/** Every figure with its id, by which the API tells the cases behind it; those of a part that are 0 are left out. */
export const allFiguresTable = (report: WeeklyReport): Table => ({
  type: 'table',
  columns: [
    { title: 'Mã chỉ tiêu', kind: 'text', width: 40 },
    { title: 'Theo', kind: 'text', width: 18 },
    { title: 'Tên', kind: 'text', width: 40 },
    ...columns,
  ],
  rows: figureList(report)
    .filter(({ scope, value }) => scope === undefined || (value ?? 0) !== 0)
    .map((figure) => [...whose(report, figure), formatFigure(figure), formatChange(figure)]),
})

const whose = (report: WeeklyReport, { id, measure, scope }: Figure): Cell[] => [
  id,
  scope && reportWords.scopeKind[scope.by],
  scope && scopeName(report, scope),
  figureWords[measure],
]
