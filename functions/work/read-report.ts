import type { CountedCase } from '../domain/counted-case.ts'
import { casesBehind, figureList, readFigureId, type Figure } from '../domain/figure-list.ts'
import type { WeeklyReport } from '../domain/report.ts'
import type { ReportRecord } from '../store/report-store.ts'
import type { ReportDeps } from './deps.ts'
import { readContent } from './compose-report.ts'

/** A report without its cases, which may be tens of thousands, and every figure with its id. */
export type ReportView = Omit<WeeklyReport, 'cases'> & { figures: Figure[] }

export function viewReport(report: WeeklyReport): ReportView {
  const { cases: _, ...rest } = report
  return { ...rest, figures: figureList(report) }
}

type Deps = Pick<ReportDeps, 'reports' | 'documents'>

/** Where the report stands, and its frozen content. Undefined where the week has no draft. */
export async function readReport(
  deps: Deps,
  week: string,
): Promise<{ record: ReportRecord; report: WeeklyReport } | undefined> {
  const record = await deps.reports.load(week)
  return record && { record, report: await readContent(deps.documents, week, record.content) }
}

export interface FigureView {
  figure: Figure
  /** How many cases stand behind it in all. */
  behind: number
  cases: CountedCase[]
  /** Where the next page begins; absent on the last one. */
  next?: number
}

/** A figure of a frozen report and a page of the cases behind it; undefined where the report has no such figure. */
export function viewFigure(
  report: WeeklyReport,
  id: string,
  { from, limit }: { from: number; limit: number },
): FigureView | undefined {
  const read = readFigureId(id)
  const figure = figureList(report).find((each) => each.id === id)
  if (read === undefined || figure === undefined) return undefined
  const behind = casesBehind(report, read)
  const next = from + limit
  return {
    figure,
    behind: behind.length,
    cases: behind.slice(from, next),
    ...(next < behind.length ? { next } : {}),
  }
}
