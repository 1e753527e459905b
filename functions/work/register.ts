import type { Caller, Owner } from '../domain/access.ts'
import type { CaseId } from '../domain/case-id.ts'
import type { Register } from '../domain/command.ts'
import { caseIdOf, providerOf } from '../domain/event.ts'
import type { Rejection } from '../domain/rejection.ts'
import type { RegisterDeps } from './deps.ts'
import { armIfNear } from './timers.ts'
import { carryOutAll, type Deed, type Outcome } from './update-case.ts'
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

/** What a list tells beside the case as it stands, and the name by which a repeat is known. */
export interface Told {
  /** How the case came to be where it stands, in one write with it. */
  before?: readonly Register[]
  commandId?: string
  /** Many cases at once are armed by the sweep, which is made for it. */
  leaveToSweep?: boolean
}

/**
 * Takes in what a source tells of one case. Told twice, by whichever system, it is one case, and a repeat writes nothing.
 * The citizen is stored apart, and before the case, so that a crash in between loses neither.
 */
export async function register(
  deps: RegisterDeps,
  who: Caller,
  item: Registration<Register> & Told,
): Promise<Registered> {
  const id = registeredId(item.command)
  const isNew = item.person !== undefined && (await deps.cases.load(id)) === undefined
  if (item.person !== undefined && isNew) await deps.people.save(id, item.person, deps.now())
  const source = item.command.source ?? systemOf(who)
  const actor = { role: who.role, id: item.command.source ?? who.id }
  const deeds = [...(item.before ?? []), item.command].map((command, n) => ({
    command: { ...command, source },
    actor,
    ...(item.commandId !== undefined && { commandId: `${item.commandId}:${n}` }),
  }))
  const outcome = await carryOutAll(deps, id, deeds)
  if (outcome.type === 'rejected') return { id, result: 'rejected', rejection: outcome.rejection }
  if (outcome.type === 'saved' && item.person !== undefined && !isNew)
    await deps.people.save(id, item.person, deps.now())
  if (item.leaveToSweep !== true) await armIfNear(deps, outcome.document)
  return { id, result: resultOf(outcome, deeds) }
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
    case 'monitoring':
      return who.role
    default:
      return who satisfies never
  }
}

type Done = Exclude<Outcome, { type: 'rejected' }>

/** What was done before under the same command ids is answered as it was then. */
function resultOf({ type, document }: Done, deeds: readonly Deed[]): 'created' | 'updated' | 'unchanged' {
  if (type === 'saved') return document.version === 1 ? 'created' : 'updated'
  const ours = document.entries.find(({ commandId }) => deeds.some((deed) => deed.commandId === commandId))
  if (ours === undefined) return 'unchanged'
  return ours.seq === 1 ? 'created' : 'updated'
}
