import { decide } from '../domain/decide.ts'
import type { CaseDocument } from '../domain/document.ts'
import type { Instant } from '../domain/instant.ts'
import type { CaseDeps } from './deps.ts'
import type { EscalationInput } from './machines.ts'
import { advance, updateCase, type Change, type Moment, type Outcome } from './update-case.ts'

/** What the machine does next. Its `reason` is for whoever looks at the execution. */
export type Escalated = { next: 'wait'; waitUntil: Instant } | { next: 'stop'; reason: string }

const actor = { role: 'system', id: 'escalation' }

/**
 * Fires exactly the step that is due, or nothing: a stale timer drops itself, one that comes too early waits again.
 * The step's entries carry an id made of the timer and its wake-up, so a repeated Task fires nothing twice.
 */
export async function escalate(deps: CaseDeps, task: EscalationInput): Promise<Escalated> {
  return updateCase<Escalated>(deps, task.caseId, (before, moment) => {
    if (before === undefined) return leave({ next: 'stop', reason: 'notFound' })
    if (before.timerVersion !== task.timerVersion) return leave({ next: 'stop', reason: 'superseded' })
    const fired = fire(before, task, moment)
    if (fired.type === 'leave') return leave(following(before))
    return { ...fired, result: following(fired.document) }
  })
}

function fire(before: CaseDocument, task: EscalationInput, moment: Moment): Change<Outcome> {
  const context = { commandId: `escalate:${task.timerVersion}:${task.waitUntil}`, actor, now: moment.now }
  const decision = decide({ type: 'escalate' }, { entries: before.entries, registry: moment.registry }, context)
  const entries = decision.type === 'accepted' ? decision.entries : []
  return advance({ id: task.caseId, before, entries, firedStep: true }, moment)
}

const following = ({ nextStepAt, held }: CaseDocument): Escalated =>
  nextStepAt === undefined
    ? { next: 'stop', reason: held ?? 'held' }
    : { next: 'wait', waitUntil: nextStepAt }

const leave = (result: Escalated): Change<Escalated> => ({ type: 'leave', result })
