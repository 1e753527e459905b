import * as z from 'zod'
import { calendarInForce, statutoryDue } from './due.ts'
import { instant, localDate, localDateOf, type Instant, type LocalDate } from './instant.ts'
import { ledger, type Ledger } from './ledger.ts'
import { shift } from './limit.ts'
import { nationalCode } from './case-id.ts'
import { definedOnly } from './objects.ts'
import type { Registry } from './registry.ts'
import type { CaseState } from './state.ts'
import { subjectName } from './subject-name.ts'

/** Forms of the apology; the one of the day holds. */
export const apologyForm = z.enum(['circular01-2018', 'circular03-2025'])
export type ApologyForm = z.output<typeof apologyForm>

/** A late dossier owes the citizen an apology with a reason and a new date: drafted for its agency to confirm. */
export const apology = z.strictObject({
  form: apologyForm,
  code: nationalCode,
  procedure: z.string(),
  agency: z.string(),
  receivedAt: instant,
  /** The date that stands against the agency, which no apology moves; and the last one promised, where it differs. */
  due: instant,
  promised: instant.optional(),
  /** A proposal; the agency confirms this date or another by the command `reschedule`. */
  newDate: instant,
  date: localDate,
  /** Where the late time lay, for the agency to give as the reason in its own words. */
  ledger,
})
export type Apology = z.output<typeof apology>

/** How far ahead a new date is proposed; the agency sets what it can keep. */
const PROPOSED = { amount: 5, unit: 'workingDays' } as const

/**
 * Undefined where none is owed: no dossier, finished, or not late. Decree 61/2018/NĐ-CP (in force from 2018-06-21) with
 * form 04 of Circular 01/2018/TT-VPCP; from 2025-07-01 Decree 118/2025/NĐ-CP with the form of Circular 03/2025/TT-VPCP
 * (unsure: check number and date of the form before relying on it).
 */
export function draftApology(
  state: CaseState,
  found: Ledger | undefined,
  { registry, now }: { registry: Registry; now: Instant },
): Apology | undefined {
  const { facts, agency, progress, promised } = state
  const due = statutoryDue(state, registry)?.at
  const calendar = calendarInForce(state, registry)
  if (facts.kind !== 'dossier' || progress.phase === 'finished' || agency === undefined) return undefined
  if (due === undefined || due >= now || calendar === undefined || found === undefined) return undefined
  const date = localDateOf(now)
  return definedOnly({
    form: formOn(date),
    code: facts.code,
    procedure: subjectName(facts, registry, date),
    agency,
    receivedAt: facts.receivedAt,
    due,
    promised: promised?.at,
    newDate: shift(calendar, now, PROPOSED),
    date,
    ledger: found,
  })
}

const formOn = (date: LocalDate): ApologyForm => (date < '2025-07-01' ? 'circular01-2018' : 'circular03-2025')
