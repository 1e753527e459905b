import type { Caller } from '../domain/access.ts'
import { refuseFuture } from '../domain/happening.ts'
import type { Rejection } from '../domain/rejection.ts'
import type { ReportSettings } from '../domain/registry.ts'
import { deliveredTo, type Delivered, type Transmission } from '../domain/transmission.ts'
import type { ReportRecord } from '../store/report-store.ts'
import type { ReportDeps } from './deps.ts'
import { readContent } from './compose-report.ts'

export type Transmitting =
  | { type: 'recorded'; transmissions: Delivered[] }
  | { type: 'noDraft' | 'notPublished' }
  | { type: 'rejected'; rejection: Rejection }

type Deps = Pick<ReportDeps, 'reports' | 'documents' | 'now'>

/**
 * Notes that the report as it is published now was sent, received or opened. Messages may come twice and in any order:
 * the first word on a recipient and a step counts. A row that is wrong keeps all of them out.
 */
export async function recordTransmissions(
  deps: Deps,
  who: Caller,
  { week, transmissions }: { week: string; transmissions: readonly Transmission[] },
): Promise<Transmitting> {
  const record = await deps.reports.load(week)
  if (record === undefined) return { type: 'noDraft' }
  if (record.publishedAt === undefined || record.status !== 'signed') return { type: 'notPublished' }
  const { settings } = await readContent(deps.documents, week, record.content)
  const now = deps.now()
  for (const each of transmissions) {
    const rejection = refuseFuture({ at: each.at }, now) ?? refuseStranger(settings, each)
    if (rejection !== undefined) return { type: 'rejected', rejection }
  }
  const noted = { content: record.content, recordedAt: now, recordedBy: who.id }
  for (const each of transmissions) await deps.reports.noteTransmission(week, { ...each, ...noted })
  return { type: 'recorded', transmissions: await transmissionsOf(deps, record, settings) }
}

/** How far each recipient has the report as it is published now. */
export async function transmissionsOf(
  { reports }: Pick<Deps, 'reports'>,
  { week, content, status }: ReportRecord,
  settings: ReportSettings,
): Promise<Delivered[]> {
  if (status !== 'signed') return []
  const told = await reports.transmissions(week)
  return deliveredTo(
    recipientsOf(settings),
    told.filter((each) => each.content === content),
  )
}

const recipientsOf = ({ addressees, recipients }: ReportSettings): string[] => [
  ...new Set([...addressees, ...recipients.map(({ name }) => name)]),
]

function refuseStranger(settings: ReportSettings, { recipient }: Transmission): Rejection | undefined {
  const known = recipientsOf(settings)
  return known.includes(recipient) ? undefined : { code: 'unknownRecipient', recipient, known }
}
