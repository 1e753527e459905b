import type { Caller } from '../domain/access.ts'
import type { CaseCommand } from '../domain/command.ts'
import { mayBeOriginal } from '../domain/duplicate.ts'
import { stateOf, type CaseDocument } from '../domain/document.ts'
import { definedOnly } from '../domain/objects.ts'
import { refuseRole } from '../domain/permitted.ts'
import type { Rejection } from '../domain/rejection.ts'
import type { CaseDeps } from './deps.ts'
import { armIfNear } from './timers.ts'
import { carryOut, type Outcome } from './update-case.ts'

/** What a caller does to one case within reach; a step that is thereby near is armed at once. */
export async function commandCase(
  deps: CaseDeps,
  who: Caller,
  { before, command, expected }: { before: CaseDocument; command: CaseCommand; expected?: number | undefined },
): Promise<Outcome> {
  const rejection =
    refuseRole(who.role, command, stateOf(before)) ??
    ('duplicateOf' in command ? await refuseOriginal(deps, before, command.duplicateOf) : undefined)
  if (rejection !== undefined) return { type: 'rejected', rejection }
  const agency = who.role === 'agency' ? who.agency : undefined
  const deed = { command, actor: { role: who.role, id: who.id }, ...definedOnly({ expected, agency }) }
  const outcome = await carryOut(deps, before.id, deed)
  if (outcome.type !== 'rejected') await armIfNear(deps, outcome.document)
  return outcome
}

/** A report is said again of an earlier one that stands by itself. */
async function refuseOriginal(
  { cases }: CaseDeps,
  before: CaseDocument,
  value: string | undefined,
): Promise<Rejection | undefined> {
  if (value === undefined || value === before.id) return undefined
  const original = await cases.load(value)
  if (original?.summary.kind !== 'fieldReport') return { code: 'noOriginal', value, why: 'unknown' }
  if (original.summary.status === 'duplicate') return { code: 'noOriginal', value, why: 'duplicate' }
  return mayBeOriginal(original, before) ? undefined : { code: 'noOriginal', value, why: 'later' }
}
