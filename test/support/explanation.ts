import type { ExplanationLine, LineKind, LineOf, NamedDays } from '../../functions/domain/explanation-line.ts'
import { explain, type Explanation } from '../../functions/domain/explanation.ts'
import type { Entry } from '../../functions/domain/event.ts'
import { readRegistry, type RegistryRow } from '../../functions/domain/registry.ts'
import { wall } from './calendars.ts'
import { rows } from './registry.ts'
import { vn } from './scenario.ts'

export interface Asked {
  asOf: string
  knownAt?: string
  more?: readonly RegistryRow[]
}

/** What the system answers then of the small province of `rows`, and what is added; Vietnam time. */
export function explained(entries: readonly Entry[], { asOf, knownAt = asOf, more = [] }: Asked): Explanation {
  const all = [...rows, ...more]
  const registry = readRegistry(all, 1, vn(knownAt))
  const explanation = explain(entries, { registry, rows: all, asOf: vn(asOf), knownAt: vn(knownAt) })
  if (explanation === undefined) throw new Error('no case')
  return explanation
}

export const linesOf = <K extends LineKind>({ lines }: Pick<Explanation, 'lines'>, kind: K): LineOf<K>[] =>
  lines.filter((line): line is LineOf<K> & ExplanationLine => line.kind === kind)

/** `2021-10-18 15:00 – 2021-10-18 17:00 counted 120`. */
export const terms = (explanation: Explanation): string[] =>
  linesOf(explanation, 'term').map(({ from, to, part, units, days, stops }) =>
    row([wall(from), '–', wall(to), part, units || undefined, dayText(days), seqs(stops)]),
  )

/** `promised 2021-10-26 07:00 – 2021-10-26 09:00 counted 120 bmt`. */
export const delays = (explanation: Explanation): string[] =>
  linesOf(explanation, 'delay').map(({ clock, from, to, part, minutes, days, holder }) =>
    row([
      clock,
      wall(from),
      '–',
      wall(to),
      part,
      minutes || undefined,
      dayText(days),
      holder === undefined ? 'nobody' : holder.agency,
    ]),
  )

const dayText = (days: NamedDays | undefined): string | undefined => days && `${days.reason} [${days.sources.join()}]`
const seqs = (stops: readonly { seq: number }[]): string | undefined =>
  stops.length === 0 ? undefined : `#${stops.map(({ seq }) => seq).join('#')}`

const row = (parts: readonly (string | number | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' ')

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
