import { stateOf, type CaseDocument } from '../domain/document.ts'
import { fromMs, MINUTE_MS, toMs, type Instant } from '../domain/instant.ts'
import { endOfMinute, nextSending } from '../domain/sending-hours.ts'
import { tellOfDamage } from './damage.ts'
import type { CaseDeps } from './deps.ts'
import { executionName } from './digest-run.ts'

type Deps = Pick<CaseDeps, 'machines' | 'log'>

/** After a step: starts the windows in which the case's immediate notices go out. Failing at that is left to the sweep. */
export async function startWindows(deps: Deps, document: CaseDocument): Promise<void> {
  if (document.pendingImmediate === undefined) return
  const waiting = stateOf(document).notices.filter((notice) => notice.pending.length > 0)
  try {
    await start(
      deps,
      waiting.flatMap((notice) => notice.immediateAt ?? []),
    )
  } catch (error) {
    deps.log.warn('immediate mail left to the sweep', { caseId: document.id, error: String(error) })
  }
}

/** A window takes a minute, and a few more where it tries again. */
const LATE_MS = 3 * MINUTE_MS
/** What has not gone out by then goes with the next digest: a recipient without a mailbox is not tried all day. */
const GIVEN_UP_MS = 120 * MINUTE_MS

/**
 * With every sweep: immediate notices whose window passed without them get another, now or at the next sending hour.
 * @returns of how many cases
 */
export async function startMissedWindows(deps: Deps & Pick<CaseDeps, 'cases' | 'registry' | 'now'>): Promise<number> {
  const now = deps.now()
  const ids: string[] = []
  const late = { from: fromMs(toMs(now) - GIVEN_UP_MS), to: fromMs(toMs(now) - LATE_MS) }
  for await (const { id } of deps.cases.pendingImmediate(late)) ids.push(id)
  if (ids.length === 0) return 0
  const registry = await deps.registry.current()
  const documents = await deps.cases.loadMany(ids, tellOfDamage(deps))
  await start(
    deps,
    documents.map((document) => nextSending(stateOf(document), registry, endOfMinute(now))),
  )
  deps.log.warn('immediate mail was not sent in its window', { cases: documents.length })
  return documents.length
}

/** A window that was started before stays as it is. */
async function start({ machines }: Deps, times: readonly Instant[]): Promise<void> {
  for (const sendAt of new Set(times)) {
    const run = { kind: 'immediate', sendAt } as const
    await machines.startDigests(executionName(run), { contract: 1, ...run })
  }
}
