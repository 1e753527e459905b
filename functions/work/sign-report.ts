import type { Caller } from '../domain/access.ts'
import { localDateOf } from '../domain/instant.ts'
import type { Contribution } from '../domain/contribution.ts'
import type { ReportRecord } from '../store/report-store.ts'
import type { ReportDeps } from './deps.ts'
import { afterClosing } from './draft-report.ts'
import type { Machines } from './machines.ts'
import { readContent } from './report-content.ts'

export type Signing = { type: 'signed'; record: ReportRecord } | { type: 'noDraft' } | { type: 'conflict' }

/**
 * Signing closes the review, takes the number (the year is the signing date's), and lets the machine publish.
 * Signing again changes nothing; it starts the publication once more under the same name, which is refused as known.
 */
export async function signReport(
  deps: ReportDeps & { machines: Machines },
  who: Caller,
  week: string,
): Promise<Signing> {
  const record = await deps.reports.load(week)
  if (record === undefined) return { type: 'noDraft' }
  const signed = record.status === 'signed' ? record : await sign(deps, who, record)
  if (signed === undefined) return { type: 'conflict' }
  await deps.machines.startReport(`publish-${week}-v${signed.content}`, {
    contract: 1,
    action: 'publish',
    week,
    time: signed.closesAt,
    notBefore: afterClosing(signed.closesAt),
  })
  return { type: 'signed', record: signed }
}

async function sign(deps: ReportDeps, who: Caller, record: ReportRecord): Promise<ReportRecord | undefined> {
  const { settings } = await readContent(deps.documents, record.week, record.content)
  const signedAt = deps.now()
  const number = await deps.reports.takeNumber({
    sequence: settings.number.symbol,
    year: Number(localDateOf(signedAt).slice(0, 4)),
    first: settings.number.first,
    document: `weekly:${record.week}`,
  })
  const { publishedAt: _, mailedAt: __, ...open } = record
  const closesAt = signedAt < record.closesAt ? signedAt : record.closesAt
  const signed: ReportRecord = {
    ...open,
    status: 'signed',
    version: record.version + 1,
    closesAt,
    number,
    signedAt,
    signedBy: who.id,
  }
  return (await deps.reports.save(signed, record.version)) === 'saved' ? signed : undefined
}

/** Stores what people write. After the closing it is refused: what was published would not show it. */
export async function contribute(
  deps: Pick<ReportDeps, 'reports' | 'now'>,
  who: Caller,
  given: { week: string; contributions: readonly Contribution[] },
): Promise<'stored' | 'closed'> {
  const record = await deps.reports.load(given.week)
  const storedAt = deps.now()
  if (record !== undefined && storedAt >= record.closesAt) return 'closed'
  for (const contribution of given.contributions)
    await deps.reports.contribute(given.week, { ...contribution, author: who.id, storedAt })
  return 'stored'
}
