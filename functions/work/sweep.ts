import { MINUTE_MS, toMs } from '../domain/instant.ts'
import type { DueStep } from '../store/case-store.ts'
import type { CaseDeps } from './deps.ts'
import { startTimer, sweepEnd } from './timers.ts'

/** A step that is this late makes the sweep look whether its execution still runs. */
const LATE_MS = 2 * MINUTE_MS

const AT_ONCE = 20

export interface SweepResult {
  started: number
  replaced: number
  late: number
  failed: number
}

/**
 * Starts an execution for every case whose next step falls within ten minutes and has none; audits the late ones.
 * A case that fails is counted, reported, and keeps nobody else waiting.
 */
export async function sweep(deps: CaseDeps): Promise<SweepResult> {
  const result: SweepResult = { started: 0, replaced: 0, late: 0, failed: 0 }
  let group: Promise<void>[] = []
  for await (const due of deps.cases.dueSteps(sweepEnd(deps.now()))) {
    group.push(attendSafely(deps, due, result))
    if (group.length === AT_ONCE) group = await settled(group)
  }
  await settled(group)
  return result
}

const settled = async (group: Promise<void>[]): Promise<never[]> => {
  await Promise.all(group)
  return []
}

async function attendSafely(deps: CaseDeps, due: DueStep, result: SweepResult): Promise<void> {
  try {
    await attend(deps, due, result)
  } catch (error) {
    result.failed += 1
    deps.log.error('sweep failed on a case', { caseId: due.id, error: String(error) })
  }
}

async function attend(deps: CaseDeps, due: DueStep, result: SweepResult): Promise<void> {
  const lateness = toMs(deps.now()) - toMs(due.nextStepAt)
  const armed = due.timer?.version === due.timerVersion ? due.timer : undefined
  if (armed !== undefined && lateness < LATE_MS) return
  if (armed !== undefined) {
    result.late += 1
    deps.log.metric('stepLatenessSeconds', Math.round(lateness / 1000))
    if ((await deps.machines.escalationStatus(armed.name)) === 'running') return
  }
  if (await startFresh(deps, due)) result[armed === undefined ? 'started' : 'replaced'] += 1
}

/** The index may lag: only the document says whether the step still stands. */
async function startFresh(deps: CaseDeps, due: DueStep): Promise<boolean> {
  const document = await deps.cases.load(due.id)
  const { timer } = document ?? {}
  if (document?.nextStepAt === undefined || document.nextStepAt > sweepEnd(deps.now())) return false
  const dead = timer?.version === document.timerVersion ? timer : undefined
  if (dead !== undefined && dead.attempt !== due.timer?.attempt) return false
  await startTimer(deps, document, (dead?.attempt ?? 0) + 1)
  return true
}
