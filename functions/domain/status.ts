import * as z from 'zod'
import { keysOf } from './objects.ts'

/** Where a case stands with its clock: not started, running, stopped, ended. */
export type Phase = 'waiting' | 'running' | 'paused' | 'finished'

interface StatusFacts {
  /** The number in the national list of dossier states; field reports have none. */
  national?: number
  phase: Phase
  /** Final states that still lead on, as "processed" leads to "result returned". */
  leadsTo?: readonly string[]
}

/**
 * The ten national dossier states. The clock starts at 2, stands still at 5 and 6, ends at 3, 7, 8, 9, 10.
 * To add a state: one row here and its words in `functions/text/words.ts`; a test proves the table closed.
 */
export const dossierStatuses = {
  registered: { national: 1, phase: 'waiting' },
  received: { national: 2, phase: 'running' },
  refused: { national: 3, phase: 'finished' },
  processing: { national: 4, phase: 'running' },
  supplementRequested: { national: 5, phase: 'paused' },
  feeRequested: { national: 6, phase: 'paused' },
  withdrawn: { national: 7, phase: 'finished' },
  terminated: { national: 8, phase: 'finished' },
  processed: { national: 9, phase: 'finished', leadsTo: ['returned'] },
  returned: { national: 10, phase: 'finished' },
} as const satisfies Record<string, StatusFacts>

/**
 * States of a field report. The three last are final without work having been done at the scene. That it says another
 * one again may be found after its end, and outlasts an end of which its provider tells late.
 */
export const fieldReportStatuses = {
  received: { phase: 'running' },
  processing: { phase: 'running' },
  resolved: { phase: 'finished', leadsTo: ['duplicate'] },
  notCompetent: { phase: 'finished', leadsTo: ['duplicate'] },
  duplicate: { phase: 'finished' },
  withdrawn: { phase: 'finished', leadsTo: ['duplicate'] },
} as const satisfies Record<string, StatusFacts>

/** States of a task that a letter orders. It lapses where the letter's deadline closes it with work left. */
export const directiveTaskStatuses = {
  assigned: { phase: 'running' },
  processing: { phase: 'running' },
  completed: { phase: 'finished' },
  lapsed: { phase: 'finished' },
  cancelled: { phase: 'finished' },
} as const satisfies Record<string, StatusFacts>

export type DossierStatus = keyof typeof dossierStatuses
export type FieldReportStatus = keyof typeof fieldReportStatuses
export type DirectiveTaskStatus = keyof typeof directiveTaskStatuses
export type Status = DossierStatus | FieldReportStatus | DirectiveTaskStatus

export const dossierStatus = z.enum(keysOf(dossierStatuses))
export const fieldReportStatus = z.enum(keysOf(fieldReportStatuses))
export const directiveTaskStatus = z.enum(keysOf(directiveTaskStatuses))
export const caseStatus = z.union([dossierStatus, fieldReportStatus, directiveTaskStatus])
export const caseKind = z.enum(['dossier', 'fieldReport', 'directiveTask'])
export type CaseKind = z.output<typeof caseKind>

export const statusesOf = (kind: CaseKind): Record<string, StatusFacts> => {
  switch (kind) {
    case 'dossier':
      return dossierStatuses
    case 'fieldReport':
      return fieldReportStatuses
    case 'directiveTask':
      return directiveTaskStatuses
    default:
      return kind satisfies never
  }
}

/** In which a case of the kind begins. */
export const initialStatus: Record<CaseKind, Status> = {
  dossier: 'registered',
  fieldReport: 'received',
  directiveTask: 'assigned',
}

export const phaseOf = (kind: CaseKind, status: Status): Phase => statusesOf(kind)[status]?.phase ?? 'running'

/** A final state absorbs what comes later, except the states it leads to: sources repeat and send late. */
export function absorbs(kind: CaseKind, from: Status, to: Status): boolean {
  const facts = statusesOf(kind)[from]
  return facts?.phase === 'finished' && !(facts.leadsTo ?? []).includes(to)
}
