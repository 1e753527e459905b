import type { Caller } from '../domain/access.ts'
import { directiveTaskId } from '../domain/case-id.ts'
import { localDateOf } from '../domain/instant.ts'
import type { AccountabilityRecord, ReportName } from '../store/accountability-store.ts'
import type { ReportStore } from '../store/report-store.ts'
import { issuedWords } from '../text/directive-words.ts'
import type { AccountabilityDeps } from './deps.ts'
import { settingsOn } from './draft-accountability.ts'
import type { Machines } from './machines.ts'
import { startDraft } from './plan-accountability.ts'
import { carryOut } from './update-case.ts'

type Deps = Omit<AccountabilityDeps, 'documents'> & { machines: Machines; reports: Pick<ReportStore, 'takeNumber'> }

export type AccountabilitySigning =
  | { type: 'signed'; record: AccountabilityRecord & { status: 'signed' } }
  | { type: 'noDraft' | 'conflict' | 'explanationsOpen' }

/**
 * Signing takes the department's next number (the year is the signing date's), ends the letter's task, and lets the
 * machine compose and render the report anew. Not before agencies have had their time to explain. Signing again changes
 * nothing; it starts the same publication once more.
 */
export async function signAccountability(deps: Deps, who: Caller, name: ReportName): Promise<AccountabilitySigning> {
  const record = await deps.accountability.load(name)
  if (record === undefined) return { type: 'noDraft' }
  if (deps.now() < record.explainUntil) return { type: 'explanationsOpen' }
  const signed = record.status === 'signed' ? record : await sign(deps, who, record)
  if (signed === undefined) return { type: 'conflict' }
  await finishTask(deps, who, signed)
  if (signed.draftedAt <= signed.signedAt) await startDraft(deps, name, signed.content + 1)
  return { type: 'signed', record: signed }
}

async function sign(deps: Deps, who: Caller, record: AccountabilityRecord) {
  const signedAt = deps.now()
  const { symbol, firstNumber } = settingsOn(await deps.registry.current(), signedAt)
  const number = await deps.reports.takeNumber({
    sequence: symbol,
    year: Number(localDateOf(signedAt).slice(0, 4)),
    first: firstNumber,
    document: `accountability:${record.directive}:${record.kind}`,
  })
  const signed = {
    ...record,
    status: 'signed' as const,
    version: record.version + 1,
    number,
    signedAt,
    signedBy: who.id,
  }
  return (await deps.accountability.save(signed, record.version)) === 'saved' ? signed : undefined
}

/** The letter's task is done with the report; one that somebody has ended already stays as it is. */
async function finishTask(
  deps: Deps,
  who: Caller,
  { directive, kind, number }: AccountabilityRecord & { number: number },
) {
  const letter = (await deps.directives.load(directive))?.letter
  const task = letter?.reports.find((each) => each.kind === kind)?.task
  if (task === undefined) return
  const { symbol } = settingsOn(await deps.registry.current(), deps.now())
  await carryOut(deps, directiveTaskId(directive, task), {
    command: { type: 'resolve', outcome: 'completed', reason: issuedWords(number, symbol) },
    actor: { role: who.role, id: who.id },
  })
}
