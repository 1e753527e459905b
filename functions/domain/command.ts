import * as z from 'zod'
import { caseId } from './case-id.ts'
import {
  type Actor,
  directiveTaskFacts,
  documentNumber,
  dossierFacts,
  extensionReason,
  fieldReportFacts,
  handler,
  noticeKey,
  reason,
} from './event.ts'
import { instant, type Instant } from './instant.ts'
import { recipientRole, slug } from './registry.ts'
import { caseStatus, directiveTaskStatus, dossierStatus, fieldReportStatus } from './status.ts'

const requestId = z.string().normalize().trim().min(1).max(200)

/** When the source entered the state, and when it produced the message; both default to the moment of arrival. */
const sourceTimes = { statusAt: instant.optional(), reportedAt: instant.optional() }

/** The system whose word it is, where the caller passes it on. */
const source = slug.optional()

/** With `supplementRequested`: until when the citizen may supply papers. */
const supplementDue = instant.optional()

/** Of an old case that becomes known late: steps whose moment lies behind are nobody's any more, reached or not. */
const armFrom = z.literal('now').optional()

/** A dossier as a source tells it: new or known, in any order, with or without a processing request. */
export const registerDossier = z.strictObject({
  type: z.literal('registerDossier'),
  facts: dossierFacts,
  status: dossierStatus.optional(),
  ...sourceTimes,
  source,
  armFrom,
  supplementDue,
  handler: handler.optional(),
  request: z.strictObject({ id: requestId, issuedAt: instant, addressee: slug.optional() }).optional(),
})

export const registerFieldReport = z.strictObject({
  type: z.literal('registerFieldReport'),
  facts: fieldReportFacts,
  status: fieldReportStatus.optional(),
  ...sourceTimes,
  source,
  armFrom,
  handler: handler.optional(),
})

/** A task as a letter orders it. */
export const registerTask = z.strictObject({
  type: z.literal('registerTask'),
  facts: directiveTaskFacts,
  status: directiveTaskStatus.optional(),
  ...sourceTimes,
  source,
  handler: handler.optional(),
})

const command = <T extends string, S extends z.core.$ZodShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...shape })

/** What a source or an operator may do to one case through `POST /cases/{id}/commands`. */
export const caseCommand = z.discriminatedUnion('type', [
  command('changeStatus', {
    status: caseStatus,
    ...sourceTimes,
    supplementDue,
    duplicateOf: caseId.optional(),
  }),
  command('issueRequest', { request: requestId, issuedAt: instant.optional(), addressee: slug.optional() }),
  command('answerRequest', { request: requestId, answeredAt: instant.optional() }),
  command('pause', {
    reason,
    document: documentNumber.optional(),
    from: instant.optional(),
    /** Of a pause that is over. */
    to: instant.optional(),
  }).refine(({ from, to }) => to === undefined || (from !== undefined && from < to), {
    path: ['to'],
    message: 'lies after from',
  }),
  command('resume', { document: documentNumber.optional(), at: instant.optional() }),
  command('extend', { due: instant, reason }),
  command('reschedule', { due: instant, reason }),
  command('reassign', { agency: slug, handler: handler.optional(), reason }),
  command('decline', { reason, proposed: slug.optional() }),
  command('nameHandler', { handler }),
  command('acknowledge', {}),
  command('commit', {
    /** Counted from now; the last of them ends the commitment. */
    workingDays: z.int().min(1).max(999).optional(),
    by: instant.optional(),
  }).refine(({ workingDays, by }) => (workingDays === undefined) !== (by === undefined), {
    path: ['by'],
    message: 'or workingDays is given, and not both',
  }),
  command('withdrawCommitment', { reason }),
  command('requestExtension', { due: instant, why: extensionReason, reason: reason.optional() }).refine(
    ({ why, reason: text }) => why !== 'other' || text !== undefined,
    { path: ['reason'], message: 'is given where why is other' },
  ),
  command('refuseExtension', { reason }),
  command('explainNotSynced', { reason }),
  command('claimDone', { proof: reason }),
  command('confirmClaim', { reason: reason.optional() }),
  command('refuseClaim', { reason }),
  command('resolve', {
    outcome: z.union([
      fieldReportStatus.exclude(['received', 'processing']),
      directiveTaskStatus.exclude(['assigned', 'processing']),
    ]),
    duplicateOf: caseId.optional(),
    reason: reason.optional(),
    at: instant.optional(),
  }).refine(({ outcome, duplicateOf }) => (outcome === 'duplicate') === (duplicateOf !== undefined), {
    path: ['duplicateOf'],
    message: 'goes with the outcome duplicate, and with no other',
  }),
  command('reopen', { reason }),
  command('reportProgress', { report: reason }),
  command('disputeDelay', { entry: z.int().min(1), reason }),
  command('answerDispute', { entry: z.int().min(1), upheld: z.boolean(), reason }),
])
export type CaseCommand = z.output<typeof caseCommand>

/** What the system itself does: an escalation step that came due, and mails that went out, proved needless or came back. */
export const systemCommand = z.discriminatedUnion('type', [
  command('escalate', {}),
  command('settleNotices', {
    window: z.string(),
    notices: z.array(
      z.strictObject({
        episode: z.int(),
        level: z.int(),
        occurrence: z.int(),
        role: recipientRole,
        how: z.enum(['sent', 'dropped']),
      }),
    ),
  }),
  command('returnNotices', {
    window: z.string(),
    notices: z.array(z.strictObject({ ...noticeKey.shape, role: recipientRole })),
  }),
])
export type SystemCommand = z.output<typeof systemCommand>

export type RegisterDossier = z.output<typeof registerDossier>
export type RegisterFieldReport = z.output<typeof registerFieldReport>
export type RegisterTask = z.output<typeof registerTask>
export type Register = RegisterDossier | RegisterFieldReport | RegisterTask
export type Command = Register | CaseCommand | SystemCommand

/** What every command carries: an id that its entries keep, who gives it, and the time it arrives. */
export interface CommandContext {
  commandId: string
  actor: Actor
  now: Instant
}
