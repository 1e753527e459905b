import type { CheckReportInput } from '../../workflows/contract.ts'
import { lastWords } from '../domain/contribution.ts'
import { readFeedId } from '../domain/feed.ts'
import { isOpen } from '../domain/incident.ts'
import { preflight, type Preflight } from '../domain/preflight.ts'
import type { ReportSettings } from '../domain/registry.ts'
import type { WeeklyReport } from '../domain/report.ts'
import type { ReportRecord } from '../store/report-store.ts'
import { reviewMail } from '../text/review-mail.ts'
import type { MailDeps, PageDeps, ReportDeps } from './deps.ts'
import { mailToAll } from './mail-to-all.ts'
import { loadReport } from './publish-report.ts'
import { readContent } from './compose-report.ts'

export type CheckDeps = MailDeps & PageDeps & Pick<ReportDeps, 'reports' | 'documents' | 'incidents'>

/**
 * `opened` asks contributors and signers, by mail, for what is missing; `preflight` tells them at midday what still is,
 * which figures jumped and which feeds were silent; `mailed` raises the alarm of the report day unless the report is
 * out. The alarm watches the metric `reportNotMailed`.
 */
export async function checkReport(deps: CheckDeps, task: CheckReportInput): Promise<{ mailed: boolean }> {
  const record = await loadReport(deps, task.week)
  const mailed = record.mailedAt !== undefined
  switch (task.check) {
    case 'opened':
    case 'preflight':
      if (record.publishedAt === undefined) await review(deps, record, task.check)
      return { mailed }
    case 'mailed':
      deps.log.metric('reportNotMailed', Number(!mailed))
      return { mailed }
    default:
      return task.check satisfies never
  }
}

/** What should be looked at in a report as it stands: nothing, once it is published. */
export async function preflightOf(
  deps: Pick<ReportDeps, 'reports' | 'incidents'>,
  record: ReportRecord,
  report: WeeklyReport,
): Promise<Preflight | undefined> {
  if (record.publishedAt !== undefined) return undefined
  const silent = (await deps.incidents.ofKind('silentFeed')).filter(isOpen)
  const feeds = silent.flatMap(({ subject }) => readFeedId(subject) ?? [])
  return preflight(report, lastWords(await deps.reports.contributions(record.week)), feeds)
}

async function review(deps: CheckDeps, record: ReportRecord, stage: 'opened' | 'preflight'): Promise<void> {
  const report = await readContent(deps.documents, record.week, record.content)
  const found = await preflightOf(deps, record, report)
  if (found === undefined) return
  if (stage === 'preflight') note(deps, record.week, found)
  const page = await deps.figuresUrl({ type: 'report', week: record.week, content: record.content })
  const mail = reviewMail(report, { stage, closesAt: record.closesAt, ...found }, page)
  await mailToAll(deps, reviewers(report.settings), { window: `${record.week}.${stage}`, mail })
}

function note({ log }: CheckDeps, week: string, { missing, jumps, silent }: Preflight): void {
  log.metric('reportSectionsMissing', missing.length)
  const told = { missing, jumps: jumps.map(({ id }) => id), silent }
  if (missing.length + jumps.length + silent.length > 0) log.warn('report has something to look at', { week, ...told })
}

/** Each mailbox once: those who write, and those who may sign. */
export const reviewers = (settings: ReportSettings): string[] => [
  ...new Set([...settings.contributors.map(({ email }) => email), ...signers(settings)]),
]

export const signers = ({ signatory, deputies }: ReportSettings): string[] =>
  [signatory, ...deputies].flatMap(({ email }) => email ?? [])
