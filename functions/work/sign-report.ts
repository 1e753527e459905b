import type { Caller } from '../domain/access.ts'
import { localDateOf } from '../domain/instant.ts'
import type { ReportSettings } from '../domain/registry.ts'
import type { ReportRecord } from '../store/report-store.ts'
import type { ReportDeps } from './deps.ts'
import { afterClosing } from './draft-report.ts'
import type { Machines } from './machines.ts'
import { readContent } from './compose-report.ts'

export type Signing = { type: 'signed'; record: ReportRecord } | { type: 'noDraft' | 'conflict' | 'unknownSignatory' }

/**
 * Signing closes the review, in the signatory's own capacity or a deputy's, takes the number (the year is the signing date's), and lets the machine publish.
 * Signing again changes nothing; it starts the publication once more under the same name, which is refused as known.
 */
export async function signReport(
  deps: ReportDeps & { machines: Machines },
  who: Caller,
  { week, signatory }: { week: string; signatory?: string | undefined },
): Promise<Signing> {
  const record = await deps.reports.load(week)
  if (record === undefined) return { type: 'noDraft' }
  const { settings } = await readContent(deps.documents, week, record.content)
  const as = [settings.signatory, ...settings.deputies].find(
    ({ name }) => name === (signatory ?? settings.signatory.name),
  )
  if (as === undefined) return { type: 'unknownSignatory' }
  const signed = record.status === 'signed' ? record : await sign(deps, who, { record, settings, as })
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

interface ToSign {
  record: ReportRecord
  settings: ReportSettings
  as: ReportSettings['signatory']
}

async function sign(
  deps: ReportDeps,
  who: Caller,
  { record, settings, as }: ToSign,
): Promise<ReportRecord | undefined> {
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
    signatory: { capacity: as.capacity, name: as.name },
  }
  return (await deps.reports.save(signed, record.version)) === 'saved' ? signed : undefined
}
