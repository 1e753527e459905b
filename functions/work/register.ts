import type { Caller, Owner } from '../domain/access.ts'
import type { CaseId } from '../domain/case-id.ts'
import type { Register } from '../domain/command.ts'
import { caseIdOf, providerOf } from '../domain/event.ts'
import type { Rejection } from '../domain/rejection.ts'
import type { RegisterDeps } from './deps.ts'
import { armIfNear } from './timers.ts'
import { carryOut, type Outcome } from './update-case.ts'
import type { Registration } from './wire.ts'

/** What became of one item of a batch. */
export type Registered =
  | { id: CaseId; result: 'created' | 'updated' | 'unchanged' }
  | { id: CaseId; result: 'rejected'; rejection: Rejection }

export const registeredId = ({ facts }: Register): CaseId => caseIdOf(facts)

export const registeredOwner = ({ facts }: Register): Owner => ({
  agency: facts.agency,
  provider: providerOf(facts),
})

/**
 * Takes in what a source tells of one case. Told twice, by whichever system, it is one case, and a repeat writes nothing.
 * The citizen is stored apart, and before the case, so that a crash in between loses neither.
 */
export async function register(deps: RegisterDeps, who: Caller, item: Registration<Register>): Promise<Registered> {
  const id = registeredId(item.command)
  const isNew = item.person !== undefined && (await deps.cases.load(id)) === undefined
  if (item.person !== undefined && isNew) await deps.people.save(id, item.person)
  const source = item.command.source ?? systemOf(who)
  const actor = { role: who.role, id: item.command.source ?? who.id }
  const outcome = await carryOut(deps, id, { command: { ...item.command, source }, actor })
  if (outcome.type === 'rejected') return { id, result: 'rejected', rejection: outcome.rejection }
  if (outcome.type === 'saved' && item.person !== undefined && !isNew) await deps.people.save(id, item.person)
  await armIfNear(deps, outcome.document)
  return { id, result: resultOf(outcome) }
}

/** Who speaks for no system speaks for the office: one colleague may correct another. */
function systemOf(who: Caller): string {
  switch (who.role) {
    case 'provider':
      return who.provider
    case 'agency':
      return who.agency
    case 'operator':
    case 'signer':
    case 'auditor':
    case 'administrator':
      return who.role
    default:
      return who satisfies never
  }
}

const resultOf = (outcome: Exclude<Outcome, { type: 'rejected' }>) =>
  outcome.type === 'unchanged' ? 'unchanged' : outcome.document.version === 1 ? 'created' : 'updated'
