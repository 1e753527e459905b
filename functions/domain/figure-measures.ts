import type { CountedCase } from './counted-case.ts'
import { ageOf, type Age, type CaseFigures, type CountedFigures } from './figures.ts'
import { keysOf } from './objects.ts'

export type FigureUnit = 'count' | 'share' | 'workingMinutes'

/** How a figure is read off, and what stands behind it. */
export interface Measure {
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
  const ofPeriod = among((each) => each.outcome !== undefined)
  const late = among((each) => each.lateBy !== undefined)
  return {
    received: { ...counted('count', (of) => of.received), ...ofPeriod },
    done: { ...counted('count', (of) => of.done), ...outcome('done', 'doneLate') },
    doneLate: { ...counted('count', (of) => of.doneLate), ...outcome('doneLate') },
    closedOtherwise: { ...counted('count', (of) => of.closedOtherwise), ...outcome('closedOtherwise') },
    open: { ...counted('count', (of) => of.open), ...outcome('open', 'overdue') },
    overdue: { ...counted('count', (of) => of.overdue), ...outcome('overdue') },
    onTimeRate: {
      ...counted('share', ({ done, doneLate }) => ({ part: done - doneLate, whole: done })),
      ...outcome('done', 'doneLate'),
    },
    overdueRate: { ...counted('share', ({ overdue, received }) => ({ part: overdue, whole: received })), ...ofPeriod },
    averageDelay: { ...counted('workingMinutes', (of) => of.averageDelay), ...late },
    ninetiethDelay: { ...counted('workingMinutes', (of) => of.ninetiethDelay), ...late },
    backlog: { ...counted('count', ({ backlog }) => backlog.open), ...among((each) => each.backlog !== undefined) },
    backlogOverdue: {
      ...counted('count', ({ backlog }) => backlog.overdue),
      ...among((each) => each.backlog?.overdue === true),
    },
    ...prefixed('backlog', {
      upTo5Days: aged(name, 'upTo5Days'),
      upTo10Days: aged(name, 'upTo10Days'),
      upTo30Days: aged(name, 'upTo30Days'),
      over30Days: aged(name, 'over30Days'),
    }),
  }
}

const aged = (name: keyof typeof kinds, age: Age): Measure => ({
  unit: 'count',
  value: (of) => of[name].backlog[age],
  behind: ({ kind, backlog }) => kind === kinds[name] && backlog !== undefined && ageOf(backlog) === age,
})

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

const committed = (wanted: CountedCase['commitments'][number]['outcome']): Measure => ({
  unit: 'count',
  value: ({ commitments }) => commitments[wanted],
  behind: ({ commitments }) => commitments.some(({ outcome }) => outcome === wanted),
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
  'commitments.kept': committed('kept'),
  'commitments.broken': committed('broken'),
  'commitments.open': committed('open'),
} as const satisfies Record<string, Measure>
export type MeasureId = keyof typeof measures
export const measureIds: readonly MeasureId[] = keysOf(measures)

/** What is still to do: requests not done and overdue field reports. */
export const outstanding = (of: CountedFigures): number => of.processingRequests.notDone + of.fieldReports.overdue
