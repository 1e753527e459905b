import type { Caller } from '../domain/access.ts'
import { causeOf, stopBy } from '../domain/clock-stops.ts'
import type { CaseCommand } from '../domain/command.ts'
import { stateOf, type CaseDocument, type CaseSummary } from '../domain/document.ts'
import type { Instant } from '../domain/instant.ts'
import type { Rejection } from '../domain/rejection.ts'
import type { CaseStore } from '../store/case-store.ts'
import { atOnce } from './at-once.ts'
import type { Core } from './deps.ts'
import { throughOpenCases } from './open-cases.ts'
import { carryOut } from './update-case.ts'
import type { PausesRequest } from './wire.ts'

const WIDTH = 20

/** What became of the cases within the scope. */
export interface PausedCases {
  document: string
  changed: number
  /** Those that the document had reached before, or never held. */
  unchanged: number
  refused: Partial<Record<Rejection['code'], number>>
  failed: number
  /** The last case attended to, where some are left: send the same again with it. */
  after?: string
}

type Deps = Core & { cases: CaseStore }

/**
 * Stops or releases the clocks of all open cases within a scope, by one document. Each case keeps a pause of its own
 * and the document's number, by which a repeat is recognised: sent again, it only reaches what it has not reached yet.
 */
export async function pauseCases(deps: Deps, who: Caller, request: PausesRequest): Promise<PausedCases> {
  const { action, document, scope, after } = request
  const result: PausedCases = { document, changed: 0, unchanged: 0, refused: {}, failed: 0 }
  const actor = { role: who.role, id: who.id }
  const deed = { command: commandOf(request), actor, commandId: `bulk:${document}:${action}` }
  const attend = async (found: CaseDocument): Promise<void> => {
    if (isDone(found, request, deed.commandId)) return void (result.unchanged += 1)
    const outcome = await carryOut(deps, found.id, deed)
    if (outcome.type === 'rejected') countRefusal(result, outcome.rejection)
    else result[outcome.type === 'saved' ? 'changed' : 'unchanged'] += 1
  }
  const last = await throughOpenCases(
    deps,
    { after, agency: scope.agency, fits: fitsIn(request, deps.now()) },
    (documents) =>
      atOnce(documents, WIDTH, (found) =>
        attend(found).catch((error: unknown) => {
          result.failed += 1
          deps.log.error('case not reached by a pause', { caseId: found.id, error: String(error) })
        }),
      ),
  )
  return last === undefined ? result : { ...result, after: last }
}

function commandOf(request: PausesRequest): CaseCommand {
  const { document } = request
  if (request.action === 'resume') return { type: 'resume', document, at: request.at }
  const { reason, from, to } = request
  return { type: 'pause', document, reason, from, ...(to === undefined ? {} : { to }) }
}

/** What came in after the pause was over is not touched by it. */
function fitsIn(request: PausesRequest, now: Instant): (item: CaseSummary) => boolean {
  const { kind, unit, source } = request.scope
  const end = (request.action === 'pause' ? request.to : request.at) ?? now
  return (item) =>
    item.receivedAt < end &&
    (kind === undefined || item.kind === kind) &&
    (unit === undefined || item.unit === unit) &&
    (source === undefined || item.source === source)
}

const isDone = (found: CaseDocument, { action, document }: PausesRequest, commandId: string): boolean =>
  found.entries.some((entry) => entry.commandId === commandId) ||
  (action === 'resume' && stopBy(stateOf(found), causeOf(document)) === undefined)

function countRefusal({ refused }: PausedCases, { code }: Rejection): void {
  refused[code] = (refused[code] ?? 0) + 1
}
