import type { Figure } from '../domain/figure-list.ts'
import type { FigureUnit } from '../domain/figure-measures.ts'
import { formatNumber, formatPart, formatShare, NOTHING } from './format.ts'

/** A figure where a document shows it: it keeps its id, so that what is shown can be held against the report's JSON. */
export type Shown =
  /** A comparison is the change in words: `giảm 187`. */
  | { figure: Figure; as: 'value' | 'change' | 'comparison' }
  /** Against the whole that it is part of: `55,3%`, or `229/414`. */
  | { figure: Figure; as: 'share' | 'part'; of: Figure }
  /** As it was in the report of that week. */
  | { figure: Figure; as: 'trend'; week: string }

export const valueOf = (figure: Figure): Shown => ({ figure, as: 'value' })
export const changeOf = (figure: Figure): Shown => ({ figure, as: 'change' })
export const comparisonOf = (figure: Figure): Shown => ({ figure, as: 'comparison' })
export const shareOf = (figure: Figure, of: Figure): Shown => ({ figure, as: 'share', of })
export const partOf = (figure: Figure, of: Figure): Shown => ({ figure, as: 'part', of })

/** What a reader sees. */
export function formatShown(shown: Shown): string {
  const { figure } = shown
  switch (shown.as) {
    case 'value':
      return formatFigure(figure)
    case 'change':
      return formatChange(figure)
    case 'comparison':
      return formatComparison(figure)
    case 'share':
      return formatShare({ part: figure.value ?? 0, whole: shown.of.value ?? 0 })
    case 'part':
      return formatPart({ part: figure.value ?? 0, whole: shown.of.value ?? 0 })
    case 'trend':
      return formatFigure({ ...earlierValue(figure, shown.week), unit: figure.unit })
    default:
      return shown satisfies never
  }
}

/** The value alone, for renderers that write real numbers; undefined where there is nothing to measure. */
export function numberOf(shown: Shown): number | undefined {
  const { figure } = shown
  switch (shown.as) {
    case 'value':
      return figure.value
    case 'change':
    case 'comparison':
      return figure.change
    case 'share':
    case 'part':
      return (shown.of.value ?? 0) === 0 ? undefined : (figure.value ?? 0) / (shown.of.value ?? 0)
    case 'trend':
      return earlierValue(figure, shown.week).value
    default:
      return shown satisfies never
  }
}

const earlierValue = ({ trend }: Figure, week: string): Pick<Figure, 'value'> => {
  const found = trend.find((each) => each.week === week)?.value
  return found === undefined ? {} : { value: found }
}

const MINUTES_A_DAY = 480
const NO_BREAK = '\u00a0'

/** A figure as a reader sees it: `229`, `55,3%`, `2,5 ngày làm việc`; `–` where there is nothing to measure. */
export function formatFigure({ value, unit, share }: Pick<Figure, 'value' | 'unit' | 'share'>): string {
  if (value === undefined) return NOTHING
  switch (unit) {
    case 'count':
      return formatNumber(value)
    case 'share':
      return formatShare(share ?? { part: value, whole: 1 })
    case 'workingMinutes':
      return `${formatNumber(value / MINUTES_A_DAY)} ngày làm việc`
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

/** `tăng 12`, `giảm 3`, `không đổi`, to stand before `so với kỳ trước`; `chưa có số liệu` where it had no such figure. */
function formatComparison({ change, unit }: Pick<Figure, 'change' | 'unit'>): string {
  if (change === undefined) return 'chưa có số liệu'
  if (change === 0) return 'không đổi'
  return `${change > 0 ? 'tăng' : 'giảm'} ${amountWords(Math.abs(change), unit)}`
}

function amountWords(amount: number, unit: FigureUnit): string {
  if (unit === 'share') return `${formatNumber(amount * 100)}${NO_BREAK}điểm${NO_BREAK}%`
  if (amount === 0) return formatNumber(0)
  return formatFigure({ value: amount, unit })
}
