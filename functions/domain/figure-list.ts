import type { CountedCase } from './counted-case.ts'
import { measureIds, measures, type FigureUnit, type Measure, type MeasureId } from './figure-measures.ts'
import { addUp, scopeKind, sharesBy, type CountedFigures, type Figures, type ScopeKind } from './figures.ts'
import { definedOnly } from './objects.ts'
import type { FigureChange, WeeklyReport } from './report.ts'

/** A part of the whole: one agency, unit, provider, source, or the cases of one city service. */
export interface Scope {
  by: ScopeKind
  of: string
}

/** One number of the report. `measure` names its label; the id is the measure, and `@agency:so-xd` where it is of a part. */
export interface Figure {
  id: string
  measure: MeasureId
  scope?: Scope
  unit: FigureUnit
  /** Absent where there is nothing to measure. A share lies between 0 and 1. */
  value?: number
  /** What a share is of what. */
  share?: { part: number; whole: number }
  /** Against the last report. */
  change?: number
  /** Of this report and up to seven before it, the oldest first. */
  trend: { week: string; value?: number }[]
}

const scopesOf = (figures: Figures): [Scope, CountedFigures][] => [
  ...figures.byService.map((of): [Scope, CountedFigures] => [{ by: 'service', of: of.service }, of]),
  ...figures.byAgency.map((of): [Scope, CountedFigures] => [{ by: 'agency', of: of.agency }, of]),
  ...figures.byUnit.map((of): [Scope, CountedFigures] => [{ by: 'unit', of: of.unit }, of]),
  ...figures.byProvider.map((of): [Scope, CountedFigures] => [{ by: 'provider', of: of.provider }, of]),
  ...figures.bySource.map((of): [Scope, CountedFigures] => [{ by: 'source', of: of.source }, of]),
]

export const figureId = (measure: MeasureId, scope?: Scope): string =>
  scope === undefined ? measure : `${measure}@${scope.by}:${scope.of}`

/** The values alone, as the next reports compare theirs with them; counts of 0 and what cannot be measured left out. */
export function figureValues(figures: Figures): Record<string, number> {
  const values: Record<string, number> = {}
  for (const [scope, of] of [[undefined, figures] as const, ...scopesOf(figures)])
    for (const measure of measureIds) {
      const { value } = measured(measure, of)
      if (value !== undefined && (value !== 0 || measures[measure].unit !== 'count'))
        values[figureId(measure, scope)] = value
    }
  return values
}

function measured(measure: MeasureId, of: CountedFigures): Pick<Figure, 'value' | 'share'> {
  const { value }: Measure = measures[measure]
  const counted = value(of)
  if (counted === undefined) return {}
  if (typeof counted === 'number') return { value: counted }
  return { share: counted, ...(counted.whole === 0 ? {} : { value: counted.part / counted.whole }) }
}

/** Every number of the report with its id, the whole before its parts. Documents take their numbers from here. */
export const figureList = (report: FigureSource): Figure[] =>
  [[undefined, report] as const, ...scopesOf(report)].flatMap(([scope, of]) =>
    measureIds.map((measure) => figureOf(report, measure, { scope, of })),
  )

/** One figure of {@link figureList}; of a part that the report does not know it counts nothing. */
export function figureIn(report: FigureSource, measure: MeasureId, scope?: Scope): Figure {
  const part = scope && scopesOf(report).find(([{ by, of }]) => by === scope.by && of === scope.of)?.[1]
  return figureOf(report, measure, { scope, of: scope === undefined ? report : (part ?? addUp([])) })
}

export type FigureSource = Pick<WeeklyReport, 'week' | 'earlier' | keyof Figures>

function figureOf(
  { week, earlier }: FigureSource,
  measure: MeasureId,
  { scope, of }: { scope: Scope | undefined; of: CountedFigures },
): Figure {
  const id = figureId(measure, scope)
  const { unit } = measures[measure]
  const now = measured(measure, of)
  const before = earlier.map(({ week: its, figures }) => {
    const value = figures[id] ?? (unit === 'count' ? 0 : undefined)
    return { week: its, ...(value === undefined ? {} : { value }) }
  })
  const last = before[0]?.value
  return {
    id,
    measure,
    unit,
    ...(scope && { scope }),
    ...now,
    ...(now.value === undefined || last === undefined ? {} : { change: now.value - last }),
    trend: [...before.toReversed(), { week, ...(now.value === undefined ? {} : { value: now.value }) }],
  }
}

/** @returns undefined where no figure has this id */
export function readFigureId(id: string): { measure: MeasureId; scope?: Scope } | undefined {
  const [name, part, ...rest] = id.split('@')
  const measure = measureIds.find((each) => each === name)
  if (measure === undefined || rest.length > 0) return undefined
  if (part === undefined) return { measure }
  const colon = part.indexOf(':')
  const by = scopeKind.safeParse(part.slice(0, Math.max(0, colon)))
  return by.success && part.length > colon + 1
    ? { measure, scope: { by: by.data, of: part.slice(colon + 1) } }
    : undefined
}

/** The cases behind a figure, each as it was counted. */
export function casesBehind(
  { cases, services }: Pick<WeeklyReport, 'cases' | 'services'>,
  { measure, scope }: { measure: MeasureId; scope?: Scope },
): CountedCase[] {
  const { behind }: Measure = measures[measure]
  if (scope === undefined) return cases.filter(behind)
  const shares = sharesBy(services)[scope.by]
  return cases.flatMap((each) => shares(each).flatMap(([id, share]) => (id === scope.of && behind(share) ? share : [])))
}

/** Every figure that is another in the second content than in the first. */
export function figureChanges(first: Figures, second: Figures): FigureChange[] {
  const [before, after] = [figureValues(first), figureValues(second)]
  const ids = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...ids]
    .filter((id) => before[id] !== after[id])
    .toSorted()
    .map((id) => definedOnly({ id, before: valueOf(before, id), after: valueOf(after, id) }))
}

/** A count that was left out is 0. */
function valueOf(values: Record<string, number>, id: string): number | undefined {
  const measure = readFigureId(id)?.measure
  return values[id] ?? (measure !== undefined && measures[measure].unit === 'count' ? 0 : undefined)
}
