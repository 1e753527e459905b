import type { CaseDocument, CaseSummary } from '../domain/document.ts'
import type { CaseDeps } from './deps.ts'
import { openCases } from './open-cases.ts'
import { recompute } from './recompute.ts'

export interface AuditResult {
  open: number
  /** Recomputed, since the rules have changed; moves dates, re-sends nothing. */
  moved: number
  /** Open cases with neither a next step nor a reason to be held. */
  forgotten: number
  /** Index rows that disagreed with their document. */
  disagreeing: number
}

const BATCH = 100

/**
 * Finds every night what an index cannot show: open cases that nobody would chase, and rows of the index that do not
 * tell what the document says. Cases computed under older rules, as in the minute after a change, are brought up to
 * date on the way.
 */
export async function audit(deps: CaseDeps): Promise<AuditResult> {
  const result: AuditResult = { open: 0, moved: 0, forgotten: 0, disagreeing: 0 }
  const seen = new Set<string>()
  for await (const page of openCases(deps)) {
    const rows = new Map(page.flatMap((row) => (seen.has(row.id) ? [] : [[row.id, row]])))
    const ids = [...rows.keys()]
    for (let start = 0; start < ids.length; start += BATCH)
      for (const document of await deps.cases.loadMany(ids.slice(start, start + BATCH))) {
        seen.add(document.id)
        await inspect(deps, { document, row: rows.get(document.id) }, result)
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
  const current = await recompute(deps, document)
  result.moved += Number(current !== document)
  if (current.nextStepAt !== undefined || current.held !== undefined) return
  result.forgotten += 1
  deps.log.error('open case that nobody would chase', { caseId: document.id })
}
