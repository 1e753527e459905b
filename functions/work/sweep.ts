import type { CaseDocument } from '../domain/document.ts'
import { fromMs, later, MINUTE_MS, toMs, type Instant } from '../domain/instant.ts'
import type { DueStep } from '../store/case-store.ts'
import { atOnce } from './at-once.ts'
import type { CaseDeps } from './deps.ts'
import { isPassing } from './passing.ts'
import { startTimer, sweepEnd } from './timers.ts'

/** A step that is this late makes the sweep look whether its execution still runs. */
const LATE_MS = 2 * MINUTE_MS

/**
 * Longer than an execution takes over a step with all its retries. One that still runs waits for another moment: the
 * case was restored to what it was before.
 */
const LOST_MS = 30 * MINUTE_MS

const AT_ONCE = 20

/**
 * What one sweep takes on. Two of them see a step before it falls, so that six thousand of the same moment are armed in
 * time; the function has a minute left when it stops.
 */
const MOST_STARTS = 3000
const BUDGET_MS = 3 * MINUTE_MS

export interface SweepResult {
  started: number
  replaced: number
  /** Steps that were late when they were armed, or that still wait for their execution. */
  late: number
  /** Left to the next sweep: AWS throttled, a rival was saving, or this sweep had done its share. */
  postponed: number
  /** Cases by whose own fault the sweep failed on them. */
  failed: number
  /** Of those, the ones on which it failed for the third time. */
  setAside: number
}

interface Sweep {
  deps: CaseDeps
  result: SweepResult
  endsAt: Instant
}

/**
 * Starts an execution for every case whose next step falls within ten minutes and has none; then looks after those that
 * are late although they have one. Soonest first. A case that fails is counted, reported, the third time set aside, and
 * keeps nobody else waiting.
 */
export async function sweep(deps: CaseDeps): Promise<SweepResult> {
  const result = { started: 0, replaced: 0, late: 0, postponed: 0, failed: 0, setAside: 0 }
  const run = { deps, result, endsAt: fromMs(toMs(deps.now()) + BUDGET_MS) }
  const due: DueStep[] = []
  for await (const step of deps.cases.dueSteps(sweepEnd(deps.now()))) due.push(step)
  const soonestFirst = due.toSorted((a, b) => (a.nextStepAt < b.nextStepAt ? -1 : 1))
  const { unarmed = [], late = [] } = Object.groupBy(soonestFirst, (step) => standing(step, deps.now()))
  for (const steps of [unarmed, late]) await atOnce(steps, AT_ONCE, (step) => attendSafely(run, step))
  return result
}

function standing({ nextStepAt, timer, timerVersion }: DueStep, now: Instant): 'unarmed' | 'waiting' | 'late' {
  if (timer === undefined || timer.version !== timerVersion) return 'unarmed'
  return isLate(later(nextStepAt, timer.startedAt), now) ? 'late' : 'waiting'
}

const isLate = (since: Instant, now: Instant, by = LATE_MS): boolean => toMs(now) - toMs(since) >= by

async function attendSafely(run: Sweep, step: DueStep): Promise<void> {
  const { deps, result } = run
  if (isSpent(run)) return void (result.postponed += 1)
  try {
    await attend(run, step)
  } catch (error) {
    const facts = { caseId: step.id, error: String(error) }
    if (isPassing(error)) {
      result.postponed += 1
      deps.log.warn('case left to the next sweep', facts)
    } else {
      result.failed += 1
      deps.log.error('sweep failed on a case', facts)
      await blame(run, step)
    }
  }
}

const isSpent = ({ deps, result, endsAt }: Sweep): boolean =>
  result.started + result.replaced >= MOST_STARTS || deps.now() >= endsAt

/** A note that cannot be made now is made by a later sweep. */
async function blame({ deps, result }: Sweep, step: DueStep): Promise<void> {
  try {
    const { setAside } = await deps.cases.noteFailedSweep(step)
    if (!setAside) return
    result.setAside += 1
    deps.log.error('case set aside', { caseId: step.id })
  } catch (error) {
    deps.log.warn('failure not noted', { caseId: step.id, error: String(error) })
  }
}

async function attend(run: Sweep, step: DueStep): Promise<void> {
  const { deps, result } = run
  const { timer, nextStepAt } = step
  if (timer === undefined || timer.version !== step.timerVersion) {
    if (await startFresh(run, step)) result.started += 1
    return
  }
  const since = later(nextStepAt, timer.startedAt)
  const isRunning = (await deps.machines.escalationStatus(timer.name)) === 'running'
  if (isRunning && !isLate(since, deps.now(), LOST_MS)) countLateness(run, since)
  else if (await startFresh(run, step)) result.replaced += 1
}

/** The index may lag: only the document says whether the step still stands. */
async function startFresh(run: Sweep, step: DueStep): Promise<boolean> {
  const { deps } = run
  const document = await deps.cases.load(step.id)
  const { timer } = document ?? {}
  if (document?.nextStepAt === undefined || document.nextStepAt > sweepEnd(deps.now())) return false
  const dead = timer?.version === document.timerVersion ? timer : undefined
  if (dead !== undefined && dead.attempt !== step.timer?.attempt) return false
  countLateness(run, later(document.nextStepAt, lastHeardOf(document)))
  await startTimer(deps, document, (dead?.attempt ?? 0) + 1)
  return true
}

/** Nobody can be late with a step before hearing of it. */
const lastHeardOf = ({ entries }: CaseDocument): Instant => entries.at(-1)?.recordedAt ?? ''

function countLateness({ deps, result }: Sweep, since: Instant): void {
  if (!isLate(since, deps.now())) return
  result.late += 1
  deps.log.metric('stepLatenessSeconds', Math.round((toMs(deps.now()) - toMs(since)) / 1000))
}
