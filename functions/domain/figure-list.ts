import type { CountedCase } from './counted-case.ts'
import {
  ageOf,
  scopeKind,
  sharesBy,
  type Age,
  type CaseFigures,
  type CountedFigures,
  type Figures,
  type ScopeKind,
} from './figures.ts'
import { keysOf } from './objects.ts'
import type { WeeklyReport } from './report.ts'

/** A part of the whole: one agency, unit, provider, source, or the cases of one city service. */
export interface Scope {
  by: ScopeKind
  of: string
}

export type FigureUnit = 'count' | 'share' | 'workingMinutes'

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

interface Measure {
  unit: FigureUnit
  value: (of: CountedFigures) => number | undefined | { part: number; whole: number }
  /** Whether a case, or its share under an agency, stands behind the figure. */
  behind: (each: CountedCase) => boolean
}

type CaseMeasure =
  | 'received'
  | 'done'
  | 'doneLate'
  | 'closedOtherwise'
  | 'open'
  | 'overdue'
  | 'onTimeRate'
  | 'overdueRate'
  | 'averageDelay'
  | 'ninetiethDelay'
  | 'backlog'
  | 'backlogOverdue'
  | `backlog.${Age}`

const kinds = { dossiers: 'dossier', fieldReports: 'fieldReport' } as const

function caseMeasures(name: keyof typeof kinds): Record<CaseMeasure, Measure> {
  const counted = (unit: FigureUnit, value: (of: CaseFigures) => ReturnType<Measure['value']>) => ({
    unit,
    value: (of: CountedFigures) => value(of[name]),
  })
  const among = (is: (each: CountedCase) => boolean) => ({
    behind: (each: CountedCase) => each.kind === kinds[name] && is(each),
  })
  const outcome = (...wanted: CountedCase['outcome'][]) =>
    among((each) => each.outcome !== undefined && wanted.includes(each.outcome))
  const late = among((each) => each.lateBy !== undefined)
  const aged = (age: Age): Measure => ({
    ...counted('count', ({ backlog }) => backlog[age]),
    ...among(({ backlog }) => backlog !== undefined && ageOf(backlog) === age),
  })
  return {
    received: { ...counted('count', (of) => of.received), ...among((each) => each.outcome !== undefined) },
    done: { ...counted('count', (of) => of.done), ...outcome('done', 'doneLate') },
    doneLate: { ...counted('count', (of) => of.doneLate), ...outcome('doneLate') },
    closedOtherwise: { ...counted('count', (of) => of.closedOtherwise), ...outcome('closedOtherwise') },
    open: { ...counted('count', (of) => of.open), ...outcome('open', 'overdue') },
    overdue: { ...counted('count', (of) => of.overdue), ...outcome('overdue') },
    onTimeRate: {
      ...counted('share', ({ done, doneLate }) => ({ part: done - doneLate, whole: done })),
      ...outcome('done', 'doneLate'),
    },
    overdueRate: {
      ...counted('share', ({ overdue, received }) => ({ part: overdue, whole: received })),
      ...among((each) => each.outcome !== undefined),
    },
    averageDelay: { ...counted('workingMinutes', (of) => of.averageDelay), ...late },
    ninetiethDelay: { ...counted('workingMinutes', (of) => of.ninetiethDelay), ...late },
    backlog: { ...counted('count', ({ backlog }) => backlog.open), ...among((each) => each.backlog !== undefined) },
    backlogOverdue: {
      ...counted('count', ({ backlog }) => backlog.overdue),
      ...among((each) => each.backlog?.overdue === true),
    },
    'backlog.upTo5Days': aged('upTo5Days'),
    'backlog.upTo10Days': aged('upTo10Days'),
    'backlog.upTo30Days': aged('upTo30Days'),
    'backlog.over30Days': aged('over30Days'),
  }
}

const prefixed = <P extends string, K extends string>(prefix: P, table: Record<K, Measure>) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.fromEntries forgets the keys of a closed literal
  Object.fromEntries(keysOf(table).map((key) => [`${prefix}.${key}`, table[key]])) as Record<`${P}.${K}`, Measure>

const requests = (...wanted: CountedCase['requests'][number]['outcome'][]) => ({
  behind: (each: CountedCase) => each.requests.some(({ outcome }) => wanted.includes(outcome)),
})
const noticed = (name: keyof CountedCase['notices']): Measure => ({
  unit: 'count',
  value: ({ notices }) => notices[name],
  behind: ({ notices }) => notices[name] > 0,
})

/** Every measure of the report. To add one: a row here and its words in `functions/text`. */
export const measures = {
  'requests.issued': {
    unit: 'count',
    value: (of) => of.processingRequests.issued,
    ...requests('done', 'notDone', 'overdue'),
  },
  'requests.done': { unit: 'count', value: (of) => of.processingRequests.done, ...requests('done') },
  'requests.notDone': {
    unit: 'count',
    value: (of) => of.processingRequests.notDone,
    ...requests('notDone', 'overdue'),
  },
  'requests.overdue': { unit: 'count', value: (of) => of.processingRequests.overdue, ...requests('overdue') },
  'requests.notDoneRate': {
    unit: 'share',
    value: ({ processingRequests: { notDone: part, issued } }) => ({ part, whole: issued }),
    ...requests('done', 'notDone', 'overdue'),
  },
  ...prefixed('dossiers', caseMeasures('dossiers')),
  ...prefixed('fieldReports', caseMeasures('fieldReports')),
  /** What the worst offenders are ranked by. */
  outstanding: {
    unit: 'count',
    value: (of) => outstanding(of),
    behind: (each) =>
      (each.kind === 'fieldReport' && each.outcome === 'overdue') ||
      each.requests.some(({ outcome }) => outcome !== 'done'),
  },
  'notices.reminders': noticed('reminders'),
  'notices.escalations': noticed('escalations'),
  'notices.mailed': noticed('mailed'),
  'notices.escalationsSent': noticed('escalationsSent'),
  'notices.escalationsAnswered': noticed('escalationsAnswered'),
} as const satisfies Record<string, Measure>
export type MeasureId = keyof typeof measures
export const measureIds: readonly MeasureId[] = keysOf(measures)

/** What is still to do: requests not done and overdue field reports. */
export const outstanding = (of: CountedFigures): number => of.processingRequests.notDone + of.fieldReports.overdue

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
