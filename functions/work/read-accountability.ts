import type { Caller } from '../domain/access.ts'
import type { AccountabilityContent, AccountableAgency, BacklogReport, PilotReport } from '../domain/accountability.ts'
import type { Instant } from '../domain/instant.ts'
import type { AccountabilityRecord, ReportName } from '../store/accountability-store.ts'
import type { AccountabilityDeps } from './deps.ts'
import { readAccountabilityContent } from './draft-accountability.ts'

type Deps = Pick<AccountabilityDeps, 'accountability' | 'documents' | 'now'>

/** Where the report stands, and its content as far as the caller may see it. Undefined where there is no draft. */
export async function readAccountability(
  deps: Deps,
  who: Caller,
  name: ReportName,
): Promise<{ record: AccountabilityRecord; content: AccountabilityContent } | undefined> {
  const record = await deps.accountability.load(name)
  if (record === undefined) return undefined
  const content = await readAccountabilityContent(deps.documents, name, record.content)
  return { record, content: isSeenWhole(who) ? content : partOf(content, partyOf(who)) }
}

const isSeenWhole = ({ role }: Caller): boolean => role !== 'agency' && role !== 'provider'

/** Agencies and providers by their id in the registry; others are none. */
export const partyOf = (who: Caller): string | undefined =>
  who.role === 'agency' ? who.agency : who.role === 'provider' ? who.provider : undefined

/** The sums of the whole, and of the rest what is the party's own: no other's cases, persons or words. */
function partOf(content: AccountabilityContent, party: string | undefined): AccountabilityContent {
  const { report } = content
  return {
    ...content,
    explanations: content.explanations.filter(({ by }) => by === party),
    report: report.kind === 'backlog' ? backlogPart(report, party) : pilotPart(report, party),
  }
}

const backlogPart = (report: BacklogReport, party: string | undefined): BacklogReport => ({
  ...report,
  byAgency: report.byAgency.filter(({ agency }) => agency === party).map(withoutOthers),
})

/** A case that came from another agency was in the hands of a person whose name is not this one's to read. */
const withoutOthers = (row: AccountableAgency): AccountableAgency => ({
  ...row,
  cases: row.cases.map((each) => ({
    ...each,
    ledger: {
      ...each.ledger,
      parts: each.ledger.parts.map(({ handler, ...part }) =>
        handler === undefined || part.agency !== row.agency ? part : { ...part, handler },
      ),
    },
  })),
})

const pilotPart = (report: PilotReport, party: string | undefined): PilotReport => ({
  ...report,
  byProvider: report.byProvider.filter(({ provider }) => provider === party),
  coverage: {
    ...report.coverage,
    rows: report.coverage.rows.filter(({ deployment: { provider, unit } }) => provider === party || unit === party),
  },
})

export type Explained = { type: 'explained'; at: Instant; late: boolean } | { type: 'noDraft' }

/** Kept beside earlier words; late where the time to explain is over. Nobody can explain what he has not been shown. */
export async function explainAccountability(
  deps: Pick<Deps, 'accountability' | 'now'>,
  name: ReportName,
  { by, text }: { by: string; text: string },
): Promise<Explained> {
  const record = await deps.accountability.load(name)
  if (record === undefined) return { type: 'noDraft' }
  const at = deps.now()
  await deps.accountability.explain(name, { by, at, text })
  return { type: 'explained', at, late: at > record.explainUntil }
}
