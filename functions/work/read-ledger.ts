import type { Caller } from '../domain/access.ts'
import type { CaseDocument } from '../domain/document.ts'
import { foldCase } from '../domain/evolve.ts'
import { ledgerOf, type Ledger, type LedgerQuestion } from '../domain/ledger.ts'
import type { Dispute } from '../domain/state.ts'
import { words } from '../text/words.ts'

export interface LedgerView extends Omit<Ledger, 'parts'> {
  parts: (Ledger['parts'][number] & { text: string })[]
  disputes: readonly Dispute[]
}

/** Names of persons are the agency's own and the staff's to see: others read whose agency it was, and not who. */
export function readLedger(document: CaseDocument, who: Caller, question: LedgerQuestion): LedgerView | undefined {
  const ledger = ledgerOf(document.id, document.entries, question)
  if (ledger === undefined) return undefined
  const parts = ledger.parts.map(({ handler, ...part }) => ({
    ...part,
    ...(handler !== undefined && maySee(who, part.agency) && { handler }),
    text: words.heldBy[part.heldBy],
  }))
  return { ...ledger, parts, disputes: foldCase(document.entries, question)?.disputes ?? [] }
}

const maySee = (who: Caller, agency: string | undefined): boolean =>
  who.role === 'agency' ? who.agency === agency : who.role !== 'provider'
