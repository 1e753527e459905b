import { UNASSIGNED } from '../domain/figures.ts'
import type { CaseDocument } from '../domain/document.ts'
import { advance, updateCase, type Outcome } from './update-case.ts'
import type { CaseDeps } from './deps.ts'

const PAGE = 200

export interface AuditResult {
  open: number
  /** Recomputed, since the rules have changed; moves dates, re-sends nothing. */
  moved: number
  /** Open cases with neither a next step nor a reason to be held. */
  forgotten: number
  /** Index rows that disagreed with their document. */
  disagreeing: number
}

/**
 * Finds every night what an index cannot show: open cases that nobody would chase, and rows of the index that do not
 * tell what the document says. Cases computed under older rules are recomputed on the way.
 */
export async function audit(deps: CaseDeps): Promise<AuditResult> {
  const result: AuditResult = { open: 0, moved: 0, forgotten: 0, disagreeing: 0 }
  const registry = await deps.registry.current()
  for (const agency of [...registry.codes('agency'), UNASSIGNED]) {
    let cursor: string | undefined
    do {
      const page = await deps.cases.listByAgency({ agency, partition: 'OPEN', limit: PAGE, cursor })
      const shown = new Map(page.items.map((item) => [item.id, item]))
      for (const document of await deps.cases.loadMany([...shown.keys()])) {
        const row = shown.get(document.id)
        result.disagreeing += Number(row?.due !== document.summary.due || document.summary.phase === 'finished')
        await inspect(deps, document, result)
      }
      cursor = page.cursor
    } while (cursor !== undefined)
  }
  return result
}

async function inspect(deps: CaseDeps, document: CaseDocument, result: AuditResult): Promise<void> {
  result.open += 1
  const { version } = await deps.registry.current()
  const outcome = document.rulesVersion === version ? undefined : await recompute(deps, document.id)
  result.moved += Number(outcome?.type === 'saved')
  const current = outcome?.document ?? document
  if (current.nextStepAt !== undefined || current.held !== undefined) return
  result.forgotten += 1
  deps.log.error('open case that nobody would chase', { caseId: document.id })
}

/** Under the rules in force now. The episode stays, so what was sent is not sent again. */
async function recompute(
  deps: CaseDeps,
  id: string,
): Promise<Extract<Outcome, { document: CaseDocument }> | undefined> {
  return updateCase(deps, id, (before, moment) => {
    if (before === undefined) return { type: 'leave', result: undefined }
    const change = advance({ id, before, entries: [], firedStep: false }, moment)
    return { ...change, result: change.result.type === 'rejected' ? undefined : change.result }
  })
}
