import * as z from 'zod'
import { caseId, directiveTaskId, dossierId, fieldReportId, nationalCode, taskNumber, type CaseId } from './case-id.ts'
import { instant, type Instant } from './instant.ts'
import { place } from './place.ts'
import { recipientRole, slug } from './registry.ts'
import { caseStatus } from './status.ts'

const shortText = z.string().normalize().trim().min(1).max(200)
/** At most 4 KB in the table, whatever the letters. */
export const reason = z.string().normalize().trim().min(1).max(1000)

/** Number and symbol of the document that orders something for many cases, such as `152/UBND-KGVX`. */
export const documentNumber = z.string().normalize().trim().min(1).max(100)

/** What a source knows of a dossier, without the citizen. `due` is the appointment (ngày hẹn trả). */
export const dossierFacts = z.strictObject({
  kind: z.literal('dossier'),
  code: nationalCode,
  agency: slug.optional(),
  procedure: slug,
  unit: slug.optional(),
  receivedAt: instant,
  due: instant.optional(),
})

/** What a provider knows of a field report, without the reporter and the exact place. */
export const fieldReportFacts = z.strictObject({
  kind: z.literal('fieldReport'),
  code: shortText,
  provider: slug,
  agency: slug.optional(),
  category: slug,
  /** Absent where the provider does not know it, as where it has a place on the map only. */
  unit: slug.optional(),
  receivedAt: instant,
  due: instant.optional(),
  /** About where, see `areaOf`. */
  area: place.optional(),
})

/** How often a standing task, one without a date of its own, is to be reported on. */
export const rhythm = z.enum(['weekly', 'monthly', 'quarterly'])
export type Rhythm = z.output<typeof rhythm>

/**
 * What a letter orders an agency to do. `agency` leads and is chased, coordinators are informed, copies only know of it.
 * `due` is the date that the letter gives; of a standing task, the next day of reporting.
 */
export const directiveTaskFacts = z.strictObject({
  kind: z.literal('directiveTask'),
  code: shortText,
  /** Id of the letter, and the task's number in it. */
  directive: slug,
  number: taskNumber,
  title: z.string().normalize().trim().min(1).max(500),
  agency: slug.optional(),
  coordinators: z.array(slug).max(60).default([]),
  copies: z.array(slug).max(60).default([]),
  receivedAt: instant,
  due: instant.optional(),
  rhythm: rhythm.optional(),
})
export type DirectiveTaskFacts = z.output<typeof directiveTaskFacts>

export const caseFacts = z.discriminatedUnion('kind', [dossierFacts, fieldReportFacts, directiveTaskFacts])
export type CaseFacts = z.output<typeof caseFacts>

export const caseIdOf = (facts: CaseFacts): CaseId => {
  switch (facts.kind) {
    case 'dossier':
      return dossierId(facts.code)
    case 'fieldReport':
      return fieldReportId(facts.provider, facts.code)
    case 'directiveTask':
      return directiveTaskId(facts.directive, facts.number)
    default:
      return facts satisfies never
  }
}

/** What the case is about: its procedure, its category, or the letter. */
export function subjectOf(facts: CaseFacts): string {
  switch (facts.kind) {
    case 'dossier':
      return facts.procedure
    case 'fieldReport':
      return facts.category
    case 'directiveTask':
      return facts.directive
    default:
      return facts satisfies never
  }
}

/** Who collected the case; only field reports have a provider. */
export const providerOf = (facts: CaseFacts): string | undefined =>
  facts.kind === 'fieldReport' ? facts.provider : undefined

/** The administrative unit that the case is about; a task has none. */
export const unitOf = (facts: CaseFacts): string | undefined => ('unit' in facts ? facts.unit : undefined)

/** The person in charge at the agency. Unknown stays unknown: "chưa xác định", never guessed. */
export const handler = z.strictObject({ name: shortText, post: shortText })
export type Handler = z.output<typeof handler>

/** Why an agency asks for more time. To add one: a row here and its words in `functions/text/words.ts`. */
export const extensionReason = z.enum([
  'otherAgency',
  'citizenPapers',
  'siteInspection',
  'complexity',
  'materials',
  'weather',
  'system',
  'other',
])
export type ExtensionReason = z.output<typeof extensionReason>

/** Names one notice of a case: it is raised once, whatever is retried. */
export const noticeKey = z.strictObject({
  episode: z.int().min(1),
  level: z.int(),
  occurrence: z.int().min(0),
})
export type NoticeKey = z.output<typeof noticeKey>

/** The system whose word it is; where absent, the actor's own. */
const source = slug.optional()

const type = <T extends string>(name: T) => z.literal(name)

/** Everything that can have happened to a case. To add an event: a row here, a branch in `evolve`, its words. */
export const caseEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: type('received'),
    facts: caseFacts,
    source,
    /** No step that lies before it is anybody's: the case was old when it became known. */
    armedFrom: instant.optional(),
  }),
  z.strictObject({ type: type('corrected'), facts: caseFacts, source }),
  z.strictObject({
    type: type('statusChanged'),
    status: caseStatus,
    /** Until when the citizen may supply papers. */
    supplementDue: instant.optional(),
    /** The report that this one says again. */
    duplicateOf: caseId.optional(),
    reason: reason.optional(),
    /** An operator confirms with it what the agency had claimed. */
    confirms: z.literal('claim').optional(),
  }),
  z.strictObject({ type: type('requestIssued'), request: shortText, addressee: slug.optional() }),
  z.strictObject({ type: type('requestAnswered'), request: shortText, confirmedBy: z.enum(['source', 'operator']) }),
  z.strictObject({ type: type('paused'), reason, document: documentNumber.optional() }),
  z.strictObject({ type: type('resumed'), document: documentNumber.optional() }),
  z.strictObject({ type: type('extended'), due: instant, reason }),
  z.strictObject({ type: type('rescheduled'), due: instant, reason }),
  z.strictObject({ type: type('reassigned'), agency: slug, handler: handler.optional(), reason }),
  z.strictObject({ type: type('declined'), reason, proposed: slug.optional() }),
  z.strictObject({ type: type('handlerNamed'), handler }),
  z.strictObject({ type: type('acknowledged') }),
  z.strictObject({ type: type('committed'), by: instant }),
  z.strictObject({ type: type('commitmentWithdrawn'), reason }),
  z.strictObject({ type: type('extensionRequested'), due: instant, why: extensionReason, reason: reason.optional() }),
  z.strictObject({ type: type('extensionRefused'), reason }),
  z.strictObject({ type: type('notSyncedExplained'), reason }),
  z.strictObject({ type: type('claimed'), proof: reason }),
  z.strictObject({ type: type('claimRefused'), reason }),
  /** `unlinked` where it had ended before it was linked: its end stands again, and nothing is to be done. */
  z.strictObject({ type: type('reopened'), reason, unlinked: z.literal(true).optional() }),
  /** How far a directive task has come; of a standing one, with the next day of reporting. */
  z.strictObject({ type: type('progressReported'), report: reason, due: instant.optional() }),
  /** An agency does not accept a part of the ledger, named by the entry that began it; the part stays visible. */
  z.strictObject({ type: type('delayDisputed'), entry: z.int().min(1), reason }),
  z.strictObject({ type: type('disputeAnswered'), entry: z.int().min(1), upheld: z.boolean(), reason }),
  z.strictObject({
    type: type('noticeRaised'),
    ...noticeKey.shape,
    due: instant,
    /** When the step fell; a case that was told late has steps before anybody knew of it. */
    stepAt: instant,
    /** The date that the agency had committed itself to and did not keep. */
    commitment: instant.optional(),
    roles: z.array(recipientRole).min(1),
    /** Of an immediate notice: when its mail may go out. Absent: with the next digest. */
    immediateAt: instant.optional(),
  }),
  z.strictObject({
    type: type('stepSkipped'),
    ...noticeKey.shape,
    why: z.enum(['higherLevelReached', 'momentPassed']),
  }),
  z.strictObject({
    type: type('noticeSettled'),
    ...noticeKey.shape,
    role: recipientRole,
    how: z.enum(['sent', 'dropped']),
    window: z.string(),
  }),
  /** The mail of that window never reached its mailbox: the notice waits for another one. */
  z.strictObject({ type: type('noticeReturned'), ...noticeKey.shape, role: recipientRole, window: z.string() }),
])
export type CaseEvent = z.output<typeof caseEvent>
export type EventType = CaseEvent['type']
export type EventOf<T extends EventType> = Extract<CaseEvent, { type: T }>

/** Who did it: a role of the access matrix and the subject of its token, or the system itself. */
export const actor = z.strictObject({ role: shortText, id: shortText })
export type Actor = z.output<typeof actor>

/**
 * One line of a case's timeline, with both times: `occurredAt` in the world, `recordedAt` in the system.
 * `sourceOrder` is the time at which the source produced the message; it orders equal `occurredAt`s.
 */
export const entry = z.strictObject({
  seq: z.int().min(1),
  commandId: z.string().min(1).max(200),
  occurredAt: instant,
  recordedAt: instant,
  sourceOrder: instant.optional(),
  actor,
  event: caseEvent,
})
export type Entry = z.output<typeof entry>

/** The two times a question is asked at; each defaults to everything. */
export interface AsOf {
  asOf?: Instant | undefined
  knownAt?: Instant | undefined
}
