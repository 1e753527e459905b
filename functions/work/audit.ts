import { UNASSIGNED } from '../domain/counted-case.ts'
import { isSetAside, type CaseDocument, type CaseSummary } from '../domain/document.ts'
import { lacksRules } from '../domain/escalation.ts'
import type { CaseDeps } from './deps.ts'
import { openCases } from './open-cases.ts'
import { recompute, succeed } from './recompute.ts'

export interface AuditResult {
  open: number
  /** Recomputed, since the rules have changed; moves dates, re-sends nothing. */
  moved: number
  /** Open cases with neither a next step nor a reason to be held. */
  forgotten: number
  /** Open cases that no rule says when to chase, as those whose clock began before the registry's first rows. */
  unruled: number
  /** Cases that sweeps had set aside; they are tried again from now on. */
  setAside: number
  /** Index rows that disagreed with their document. */
  disagreeing: number
  /** Cases that could not be read, or not be brought up to date. */
  failed: number
  /** Open cases past their due date, by agency; an agency without any has none. */
  overdue: Map<string, number>
}

const BATCH = 100

/**
 * Finds every night what an index cannot show: open cases that nobody would chase, and rows of the index that do not
 * tell what the document says. Cases computed under older rules, as in the minute after a change, are brought up to
 * date on the way, and those set aside taken back. A case that fails is counted and keeps nobody else from being seen.
 */
export async function audit(deps: CaseDeps): Promise<AuditResult> {
  const counts = { open: 0, moved: 0, forgotten: 0, unruled: 0, setAside: 0, disagreeing: 0, failed: 0 }
  const result: AuditResult = { ...counts, overdue: new Map() }
  const seen = new Set<string>()
  const fail = (caseId: string, error: unknown): void => {
    seen.add(caseId)
    result.failed += 1
    deps.log.error('audit failed on a case', { caseId, error: String(error) })
  }
  for await (const page of openCases(deps)) {
    const rows = new Map(page.flatMap((row) => (seen.has(row.id) ? [] : [[row.id, row]])))
    const ids = [...rows.keys()]
    for (let start = 0; start < ids.length; start += BATCH)
      for (const document of await deps.cases.loadMany(ids.slice(start, start + BATCH), fail)) {
        seen.add(document.id)
        const inspected = inspect(deps, { document, row: rows.get(document.id) }, result)
        await inspected.catch((error: unknown) => fail(document.id, error))
      }
  }
  return result
}

interface Inspected {
  document: CaseDocument
  row: CaseSummary | undefined
}

async function inspect(deps: CaseDeps, { document, row }: Inspected, result: AuditResult): Promise<void> {
  result.open += 1
  result.disagreeing += Number(row?.due !== document.summary.due || document.summary.phase === 'finished')
  result.setAside += Number(isSetAside(document))
  const current = await recompute(deps, await succeed(deps, document))
  result.moved += Number(current.rulesVersion !== document.rulesVersion)
  const { held, summary } = current
  if (summary.due !== undefined && summary.due < deps.now()) {
    const agency = summary.agency ?? UNASSIGNED
    result.overdue.set(agency, (result.overdue.get(agency) ?? 0) + 1)
  }
  if (lacksRules(held)) {
    result.unruled += 1
    deps.log.error('open case that no rule says when to chase', { caseId: document.id, held })
  } else if (current.nextStepAt === undefined && held === undefined) {
    result.forgotten += 1
    deps.log.error('open case that nobody would chase', { caseId: document.id })
  }
}
