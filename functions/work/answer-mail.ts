import { hash } from 'node:crypto'
import type { CaseCommand } from '../domain/command.ts'
import { stateOf, type CaseDocument } from '../domain/document.ts'
import { refuseRole } from '../domain/permitted.ts'
import type { Rejection } from '../domain/rejection.ts'
import type { AnswerDraft } from '../text/answer-form.ts'
import type { AnswerOutcome } from '../text/answer-result.ts'
import { atOnce } from './at-once.ts'
import type { CaseDeps, LinkDeps } from './deps.ts'
import { closedTo, type OpenMail } from './open-answers.ts'
import { armIfNear } from './timers.ts'
import { BusyCaseError, carryOut } from './update-case.ts'

export type AnswerDeps = LinkDeps & CaseDeps

export interface MailAnswer {
  token: string
  draft: AnswerDraft
  command: CaseCommand
}

const WIDTH = 10

/**
 * Gives one answer in the chosen cases of the mail, each on its own: what one refuses, others take.
 * @returns what became of it, by case
 */
export async function answerMail(
  deps: AnswerDeps,
  mail: OpenMail,
  answer: MailAnswer,
): Promise<ReadonlyMap<string, AnswerOutcome>> {
  const { all, chosen } = answer.draft
  const wanted = mail.documents.filter(
    (document) => (all && closedTo(mail.contact, stateOf(document)) === undefined) || chosen.includes(document.id),
  )
  const outcomes = new Map<string, AnswerOutcome>()
  await atOnce(wanted, WIDTH, async (document) => {
    outcomes.set(document.id, await answerCase(deps, { mail, answer, document }))
  })
  return outcomes
}

interface Asked {
  mail: OpenMail
  answer: MailAnswer
  document: CaseDocument
}

async function answerCase(deps: AnswerDeps, { mail, answer, document }: Asked): Promise<AnswerOutcome> {
  const { command } = answer
  const state = stateOf(document)
  const closed = closedTo(mail.contact, state)
  if (closed !== undefined) return { type: 'closed', closed }
  const rejection = refuseRole('agency', command, state)
  if (rejection !== undefined) return { type: 'refused', rejection }
  try {
    const actor = { role: 'agency-link', id: mail.scope.recipient }
    const { agency } = mail.contact
    const deed = { command, actor, agency, commandId: commandIdOf(answer, document.id) }
    const outcome = await carryOut(deps, document.id, deed)
    if (outcome.type === 'rejected') return refusalOf(outcome.rejection)
    await armIfNear(deps, outcome.document)
    return { type: 'taken' }
  } catch (error) {
    if (error instanceof BusyCaseError) return { type: 'busy' }
    throw error
  }
}

const refusalOf = (rejection: Rejection): AnswerOutcome =>
  rejection.code === 'handedOver' ? { type: 'closed', closed: 'otherAgency' } : { type: 'refused', rejection }

/** The same answer of the same copy of the form is the same deed, however often it arrives. */
function commandIdOf({ token, draft, command }: MailAnswer, caseId: string): string {
  return `answer:${hash('sha256', JSON.stringify([token, draft.form, caseId, command])).slice(0, 40)}`
}
