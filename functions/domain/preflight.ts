import { missingParts, type Contribution, type Wanted } from './contribution.ts'
import { figureId, figureList, readFigureId, type Figure, type Scope } from './figure-list.ts'
import type { MeasureId } from './figure-measures.ts'
import type { WeeklyReport } from './report.ts'

/** What somebody should look at before the report goes out. */
export interface Preflight {
  missing: Wanted[]
  /** Figures of the whole that are far from those of the last report. */
  jumps: Figure[]
  /**
   * Providers and systems that told of cases received in the last period, and of none in this one, and those that are
   * silent just now for longer than their pattern allows.
   */
  silent: Scope[]
}

/** The report's own contributions are those of its publication; `given` are those of now, and so are `silent` feeds. */
export const preflight = (
  report: WeeklyReport,
  given: readonly Contribution[],
  silent: readonly Scope[] = [],
): Preflight => ({
  missing: missingParts(report.services, given),
  jumps: figureList(report).filter((figure) => figure.scope === undefined && isJump(figure)),
  silent: once([...silentFeeds(report), ...silent]),
})

/** By how much a figure must differ from the last report's: in itself, and of a count or a delay as a part of it. */
const JUMP = {
  count: { amount: 20, part: 0.5 },
  share: { amount: 0.15, part: 0 },
  workingMinutes: { amount: 480, part: 0.5 },
}

function isJump({ unit, value, change }: Figure): boolean {
  if (value === undefined || change === undefined) return false
  const { amount, part } = JUMP[unit]
  return Math.abs(change) >= amount && Math.abs(change) >= part * Math.abs(value - change)
}

const received: readonly MeasureId[] = ['dossiers.received', 'fieldReports.received']

function silentFeeds(report: WeeklyReport): Scope[] {
  const before = Object.keys(report.earlier[0]?.figures ?? {}).flatMap((id) => {
    const read = readFigureId(id)
    return read !== undefined && received.includes(read.measure) ? (read.scope ?? []) : []
  })
  const now = new Map(figureList(report).map(({ id, value }) => [id, value ?? 0]))
  const feeds = before.filter(({ by }) => by === 'provider' || by === 'source')
  return once(feeds).filter((feed) => received.every((measure) => (now.get(figureId(measure, feed)) ?? 0) === 0))
}

const once = (feeds: readonly Scope[]): Scope[] => [
  ...new Map(feeds.map((feed) => [figureId('outstanding', feed), feed])).values(),
]
