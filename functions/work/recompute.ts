import { isSetAside, type CaseDocument } from '../domain/document.ts'
import type { CaseStore } from '../store/case-store.ts'
import { atOnce } from './at-once.ts'
import type { Core } from './deps.ts'
import { throughOpenCases } from './open-cases.ts'
import { successorOf } from '../domain/succession.ts'
import { REORGANISED } from '../text/directive-words.ts'
import { advance, carryOut, updateCase } from './update-case.ts'

type Deps = Core & { cases: CaseStore }

const WIDTH = 20

/** What became of the open cases under newer rules. */
export interface Recomputed {
  open: number
  /** Those that got another date or step; all others are left as they are. */
  moved: number
  failed: number
  /** The last case attended to, where some are left. */
  after?: string
}

/**
 * Brings open cases that were computed under older rules up to date. One that fails is counted and left to the nightly
 * audit. The episode stays, so what was sent is not sent again.
 */
export async function recomputeOpenCases(deps: Deps, after?: string): Promise<Recomputed> {
  const result: Recomputed = { open: 0, moved: 0, failed: 0 }
  const last = await throughOpenCases(deps, { after }, (documents) =>
    atOnce(documents, WIDTH, async (document) => {
      result.open += 1
      try {
        const current = await recompute(deps, await succeed(deps, document))
        result.moved += Number(current.version !== document.version)
      } catch (error) {
        result.failed += 1
        deps.log.error('case not recomputed', { caseId: document.id, error: String(error) })
      }
    }),
  )
  return last === undefined ? result : { ...result, after: last }
}

/** The same document where it was computed under the rules in force, or where they move nothing. Takes back one set aside. */
export async function recompute(deps: Deps, document: CaseDocument): Promise<CaseDocument> {
  const { version } = await deps.registry.current()
  if (document.rulesVersion === version && !isSetAside(document)) return document
  return bringUpToDate(deps, document)
}

/** Open cases of an agency that a reorganisation has ended go to its successor; the time before stays its own. */
export async function succeed(deps: Deps, document: CaseDocument): Promise<CaseDocument> {
  const agency = successorOf(document.summary, await deps.registry.current(), deps.now())
  if (agency === undefined || document.summary.phase === 'finished') return document
  const outcome = await carryOut(deps, document.id, {
    command: { type: 'reassign', agency, reason: REORGANISED },
    actor: { role: 'system', id: 'reorganisation' },
  })
  if (outcome.type !== 'rejected') return outcome.document
  deps.log.error('case not given to a successor', { caseId: document.id, why: outcome.rejection.code })
  return document
}

function bringUpToDate(deps: Deps, document: CaseDocument): Promise<CaseDocument> {
  return updateCase(deps, document.id, (before, moment) => {
    if (before === undefined) return { type: 'leave', result: document }
    const change = advance({ id: document.id, before, entries: [], firedStep: false }, moment)
    return change.type === 'save' ? { ...change, result: change.document } : { type: 'leave', result: document }
  })
}
