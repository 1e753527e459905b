import type { Caller } from '../domain/access.ts'
import { lastWords, type Contribution } from '../domain/contribution.ts'
import { figureChanges } from '../domain/figure-list.ts'
import type { Instant } from '../domain/instant.ts'
import type { Rejection } from '../domain/rejection.ts'
import type { WeeklyReport } from '../domain/report.ts'
import type { ReportRecord } from '../store/report-store.ts'
import { refuseUnknown } from './contributions.ts'
import type { ReportDeps } from './deps.ts'
import type { Machines } from './machines.ts'
import { composeDraft, freezeNew, readContent } from './compose-report.ts'

export interface CorrectionAsk {
  week: string
  reason: string
  /** By what was known when; absent: by all that is known now. */
  knownAt?: Instant | undefined
  contributions: readonly Contribution[]
}

export type Correcting =
  | { type: 'corrected'; report: WeeklyReport }
  | { type: 'noDraft' | 'notPublished' | 'conflict' }
  | { type: 'rejected'; rejection: Rejection }

type Deps = ReportDeps & { machines: Machines }

/**
 * Publishes a signed report anew: same period, number and date, counted by what is known now, with what people write
 * anew; it says what changed. The machine renders and mails it. What was published before stays as it was.
 */
export async function correctReport(deps: Deps, who: Caller, ask: CorrectionAsk): Promise<Correcting> {
  const record = await deps.reports.load(ask.week)
  if (record === undefined) return { type: 'noDraft' }
  if (record.status !== 'signed' || record.publishedAt === undefined) return { type: 'notPublished' }
  const rejection = refuseUnknown(ask.contributions, await deps.registry.current(), deps.now())
  if (rejection !== undefined) return { type: 'rejected', rejection }
  const report = await freezeNew(deps.documents, await correctedContent(deps, who, { ask, record }))
  const { mailedAt: _, ...published } = record
  const next = { ...published, version: record.version + 1, content: report.version, publishedAt: deps.now() }
  if ((await deps.reports.save(next, record.version)) === 'conflict') return { type: 'conflict' }
  for (const each of ask.contributions)
    await deps.reports.contribute(ask.week, { ...each, author: who.id, storedAt: deps.now() })
  await deps.machines.startReport(`correct-${ask.week}-v${report.version}`, {
    contract: 1,
    action: 'publish',
    week: ask.week,
    time: deps.now(),
    notBefore: deps.now(),
  })
  return { type: 'corrected', report }
}

async function correctedContent(
  deps: Deps,
  who: Caller,
  { ask, record }: { ask: CorrectionAsk; record: ReportRecord },
): Promise<WeeklyReport> {
  const before = await readContent(deps.documents, record.week, record.content)
  const { week, period } = record
  const now = deps.now()
  const knownAt = ask.knownAt ?? now
  const registry = await deps.registry.knownAt(knownAt)
  const also = before.cases.map(({ id }) => id)
  const counted = await composeDraft(deps, { week, period, knownAt, content: record.content + 1 }, { registry, also })
  const written = ask.contributions.map((each) => ({ ...each, author: who.id, storedAt: now }))
  const correction = {
    at: now,
    by: who.id,
    reason: ask.reason,
    corrects: before.version,
    figures: figureChanges(before, counted),
    contributions: written.map(({ section, cityService }) => ({ section, ...(cityService && { cityService }) })),
  }
  const { status, number, signedAt, date, settings } = before
  return {
    ...counted,
    status,
    date,
    settings,
    ...(number && { number }),
    ...(signedAt && { signedAt }),
    contributions: lastWords([...before.contributions, ...written]),
    corrections: [...before.corrections, correction],
  }
}
