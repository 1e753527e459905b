import * as z from 'zod'
import { apology, draftApology } from '../domain/apology.ts'
import { stateOf, type CaseDocument } from '../domain/document.ts'
import { instant, localDateOf, type Instant } from '../domain/instant.ts'
import { ledgerOf } from '../domain/ledger.ts'
import type { Registry } from '../domain/registry.ts'
import { apologyLetter, reasonWords } from '../text/apology-letter.ts'
import { apologyFormWords } from '../text/apology-words.ts'

/** `confirm` is sent as it is, or with another date or reason, to the commands of the case. */
export const apologyView = z.discriminatedUnion('owed', [
  z.strictObject({ owed: z.literal(false) }),
  apology.omit({ ledger: true }).extend({
    owed: z.literal(true),
    formName: z.string(),
    reason: z.string(),
    confirm: z.strictObject({ type: z.literal('reschedule'), due: instant, reason: z.string() }),
    /** The paper, DOCX in base64. */
    document: z.strictObject({ name: z.string(), base64: z.string() }),
  }),
])
export type ApologyView = z.output<typeof apologyView>

/**
 * The apology that a late dossier owes, and the command by which its agency confirms it: that gives the citizen a new
 * date and leaves the statutory one.
 */
export async function readApology(
  document: CaseDocument,
  { registry, now }: { registry: Registry; now: Instant },
): Promise<ApologyView> {
  const ledger = ledgerOf(document.id, document.entries, { registry, asOf: now })
  const drafted = draftApology(stateOf(document), ledger, { registry, now })
  const on = localDateOf(now)
  const agency = drafted && registry.find('agency', drafted.agency, on)
  if (drafted === undefined || agency === undefined) return { owed: false }
  const parent = agency.parent === undefined ? '' : (registry.find('agency', agency.parent, on)?.name ?? '')
  // Seldom needed, and more than all else that the function loads.
  const { renderDocx } = await import('../text/report-docx.ts')
  const paper = await renderDocx(apologyLetter(drafted, { agency, parent }))
  const { ledger: _, ...told } = drafted
  const reason = reasonWords(drafted)
  return {
    owed: true,
    ...told,
    formName: apologyFormWords[drafted.form],
    reason,
    confirm: { type: 'reschedule', due: drafted.newDate, reason },
    document: { name: `xin-loi-${drafted.code}.docx`, base64: Buffer.from(paper).toString('base64') },
  }
}
