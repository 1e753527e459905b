import { createHash } from 'node:crypto'
import { ESCALATION_CONTRACT } from '../../workflows/contract.ts'
import type { CaseDocument } from '../domain/document.ts'
import { fromMs, MINUTE_MS, toMs, type Instant } from '../domain/instant.ts'
import type { CaseDeps } from './deps.ts'

/** The sweep runs every 5 minutes and starts what falls due within 10: a missed run harms nobody. */
export const SWEEP_REACH_MS = 10 * MINUTE_MS

/** `<hash of id>-t<timerVersion>-a<attempt>`: the name alone keeps a second start from happening. */
export function timerName(id: string, timerVersion: number, attempt: number): string {
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 32)
  return `${hash}-t${timerVersion}-a${attempt}`
}

export const sweepEnd = (now: Instant): Instant => fromMs(toMs(now) + SWEEP_REACH_MS)

/** Whether the case's next step is near and has no execution yet. */
export const wantsTimer = (document: CaseDocument, now: Instant): boolean =>
  document.nextStepAt !== undefined &&
  document.nextStepAt <= sweepEnd(now) &&
  document.timer?.version !== document.timerVersion

/**
 * Starts the execution that waits for the case's next step and notes it in the document. A lost note is harmless:
 * the next sweep starts the same name again, which is refused as already there.
 */
export async function startTimer(
  deps: Pick<CaseDeps, 'cases' | 'machines' | 'now'>,
  document: CaseDocument,
  attempt = 1,
): Promise<void> {
  const { id, timerVersion, nextStepAt, version } = document
  if (nextStepAt === undefined) return
  const name = timerName(id, timerVersion, attempt)
  await deps.machines.startEscalation(name, {
    contract: ESCALATION_CONTRACT,
    caseId: id,
    timerVersion,
    waitUntil: nextStepAt,
  })
  const timer = { version: timerVersion, attempt, name, startedAt: deps.now() }
  await deps.cases.save({ ...withoutFailures(document), version: version + 1, timer }, version)
}

const withoutFailures = ({ failedSweeps: _failed, ...document }: CaseDocument): CaseDocument => document

/** After a command: a step nearer than the next sweeps is armed at once; failing at that is left to the sweep. */
export async function armIfNear(deps: CaseDeps, document: CaseDocument): Promise<void> {
  if (!wantsTimer(document, deps.now())) return
  try {
    await startTimer(deps, document)
  } catch (error) {
    deps.log.warn('timer left to the sweep', { caseId: document.id, error: String(error) })
  }
}
