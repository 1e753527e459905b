import type { EscalateCaseAnswer, EscalateCaseInput, EscalationInput } from '../../workflows/contract.ts'
import { decide } from '../domain/decide.ts'
import type { CaseDocument } from '../domain/document.ts'
import { later } from '../domain/instant.ts'
import type { CaseDeps } from './deps.ts'
import { startWindows } from './immediate.ts'
import { advance, updateCase, type Change, type Moment, type Outcome } from './update-case.ts'

const actor = { role: 'system', id: 'escalation' }

/**
 * Fires exactly the step that is due, or nothing: a stale timer drops itself, one that comes too early waits again.
 * The step's entries carry an id made of the timer and its wake-up, so a repeated Task fires nothing twice.
 */
export async function escalate(
  deps: CaseDeps,
  { enteredAt = '', ...task }: EscalateCaseInput,
): Promise<EscalateCaseAnswer> {
  const { answer, document } = await updateCase<Escalated>(deps, task.caseId, (before, here) => {
    // The machine's clock is the one that waited. By its own, one that is behind would send it waiting again and again.
    const moment = { ...here, now: later(here.now, enteredAt) }
    if (before === undefined) return leave({ answer: stop(task, 'notFound') })
    if (before.timerVersion !== task.timerVersion) return leave({ answer: stop(task, 'superseded') })
    const fired = fire(before, task, moment)
    const after = fired.type === 'save' ? fired.document : before
    return { ...fired, result: { answer: following(task, after), document: after } }
  })
  // Also where a repeated Task has fired nothing: the first may have died before this.
  if (document !== undefined) await startWindows(deps, document)
  return answer
}

interface Escalated {
  answer: EscalateCaseAnswer
  document?: CaseDocument
}

function fire(before: CaseDocument, task: EscalationInput, moment: Moment): Change<Outcome> {
  const context = { commandId: `escalate:${task.timerVersion}:${task.waitUntil}`, actor, now: moment.now }
  const decision = decide({ type: 'escalate' }, { entries: before.entries, registry: moment.registry }, context)
  const entries = decision.type === 'accepted' ? decision.entries : []
  return advance({ id: task.caseId, before, entries, firedStep: true }, moment)
}

const following = (task: EscalationInput, { nextStepAt, held }: CaseDocument): EscalateCaseAnswer =>
  nextStepAt === undefined ? stop(task, held ?? 'held') : { ...task, next: 'wait', waitUntil: nextStepAt }

const stop = ({ contract, caseId, timerVersion }: EscalationInput, reason: string): EscalateCaseAnswer => ({
  contract,
  caseId,
  timerVersion,
  next: 'stop',
  reason,
})

const leave = (result: Escalated): Change<Escalated> => ({ type: 'leave', result })
