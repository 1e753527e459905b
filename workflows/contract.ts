import * as z from 'zod'
import { caseId } from '../functions/domain/case-id.ts'
import { directiveId, reportKind } from '../functions/domain/directive.ts'
import { instant } from '../functions/domain/instant.ts'
import { isoWeek } from '../functions/domain/report.ts'

/**
 * What travels between the state machines and the functions: ids and times, nothing else.
 *
 * An execution may wait for months and meets the code of its last day, so every payload carries the version of this
 * contract and the code accepts the last two. Add a field: make it optional. Change one: add version 2 beside 1, and
 * drop 1 when no execution that began with it can still run. Unknown fields are ignored, since a machine is deployed a
 * moment before or after its functions.
 */
export const contract = z.literal(1)

const version = z.int().min(1)
const ofWeek = { contract, week: isoWeek }
const ofVersion = { ...ofWeek, version }

/**
 * The escalation's own count: 1 did not tell when the Task began. Its executions go on under their old definition, of
 * which a test keeps a copy as long as 1 is accepted here.
 */
export const ESCALATION_CONTRACT = 2
export const escalationContract = z.literal([1, ESCALATION_CONTRACT])

/** Input of the escalation machine: the step at `waitUntil` of this timer, and no other. */
export const escalationInput = z.object({
  contract: escalationContract,
  caseId,
  timerVersion: z.int().min(1),
  waitUntil: instant,
})

/** `enteredAt` is the machine's own time, by which the wait was over. */
export const escalateCaseInput = escalationInput.extend({ enteredAt: instant.optional() })

/** The next round's payload. `reason` is for whoever looks at the execution. */
export const escalateCaseAnswer = z.discriminatedUnion('next', [
  escalationInput.extend({ next: z.literal('wait') }),
  escalationInput.omit({ waitUntil: true }).extend({ next: z.literal('stop'), reason: z.string() }),
])

/**
 * Input of the digests machine: every morning from the rule, at the rule's own time, or immediate mail at the end of a
 * minute. Kind and time name the window; whoever starts the machine twice for it sends nothing twice.
 */
export const digestsInput = z.object({ contract, kind: z.enum(['daily', 'immediate']), sendAt: instant })
export const planDigestsInput = digestsInput

const recipient = z.string().min(1)

/** The codes of those who have something to be told: some 80 bytes each, so that thousands pass. */
export const planDigestsAnswer = digestsInput.extend({ recipients: z.array(recipient) })

export const sendDigestInput = digestsInput.extend({ recipient })

/** `rejected`: no retry would help. `failed` is the machine's own word, when the retries are used up. */
export const digestOutcome = z.object({ recipient, outcome: z.enum(['sent', 'nothing', 'rejected', 'failed']) })
export const sendDigestAnswer = digestOutcome

export const settleDigestsInput = digestsInput.extend({ outcomes: z.array(digestOutcome) })

/**
 * Mails of this window, notices in them, and recipients who have none although they should. `left`: whom to try once
 * more, all of these as long as one of them is only `failed`; an answer without it is one of an earlier version.
 */
export const settleDigestsAnswer = digestsInput.extend({
  mails: z.int(),
  told: z.int(),
  failed: z.int(),
  left: z.array(recipient).optional(),
})

/**
 * Input of the weekly-report machine: every morning from the rule, which carries its own time, or once signed.
 * `notBefore` is the closing of the contributions and the time one under way may still take.
 */
export const weeklyReportInput = z.discriminatedUnion('action', [
  z.object({ contract, action: z.literal('draft'), time: instant }),
  z.object({ ...ofWeek, action: z.literal('publish'), time: instant, notBefore: instant }),
])

/**
 * EventBridge delivers at least once and cannot name an execution: the first `execution` to draft a week owns it, and
 * another one is told that nothing is due.
 */
export const draftReportInput = z.object({ contract, time: instant, execution: z.string().min(1) })

/** The day's plan: pre-flight, publication at the deadline, proof of mailing. `version` is the draft's. */
export const draftReportAnswer = z.discriminatedUnion('due', [
  z.object({ contract, due: z.literal(false) }),
  z.object({ ...ofVersion, due: z.literal(true), checkAt: instant, publishAt: instant, verifyAt: instant }),
])

/**
 * `opened` asks contributors and signers for what is missing; `preflight` tells what still is, and what to look at;
 * `mailed` raises the report-day alarm unless the report is out.
 */
export const checkReportInput = z.object({ ...ofWeek, check: z.enum(['opened', 'preflight', 'mailed']) })
export const checkReportAnswer = z.object({ ...ofWeek, mailed: z.boolean() })

/** `deadline` publishes an unsigned report marked as a draft, and does nothing where one is published already. */
export const publishReportInput = z.object({ ...ofWeek, mode: z.enum(['signed', 'deadline']) })

/** Whether this call published; `version` is the one that stands. */
export const publishReportAnswer = z.object({ ...ofVersion, published: z.boolean() })

/** Both may be called again for the same version: documents are written anew, an addressee gets one mail. */
export const renderReportInput = z.object(ofVersion)
export const renderReportAnswer = z.object(ofVersion)
export const mailReportInput = z.object(ofVersion)
export const mailReportAnswer = z.object(ofVersion)

/** Input of the import machine: `read` begins with the file, `apply` with a chunk of its rows. */
const ofRun = { contract, id: z.string().min(1), run: z.int().min(1) }
export const importInput = z.object({ ...ofRun, action: z.enum(['read', 'apply']), chunk: z.int().min(1) })
export const readImportInput = z.object(ofRun)
export const applyImportInput = z.object({ ...ofRun, chunk: z.int().min(1) })

/** The next chunk, or the end of the run: all rows are done, the file is refused, or a newer run has taken over. */
export const importAnswer = z.discriminatedUnion('next', [
  applyImportInput.extend({ next: z.literal('apply') }),
  z.object({ ...ofRun, next: z.literal('stop'), reason: z.string() }),
])

/** Input of the accountability machine, and of both its Tasks: one version of one report of a letter. */
export const draftAccountabilityInput = z.object({ contract, directive: directiveId, kind: reportKind, version })
export const draftAccountabilityAnswer = draftAccountabilityInput
export const renderAccountabilityInput = draftAccountabilityInput
export const renderAccountabilityAnswer = draftAccountabilityInput

export type EscalationInput = z.output<typeof escalationInput>
export type EscalateCaseInput = z.output<typeof escalateCaseInput>
export type EscalateCaseAnswer = z.output<typeof escalateCaseAnswer>
export type DigestsInput = z.output<typeof digestsInput>
export type DigestOutcome = z.output<typeof digestOutcome>
export type WeeklyReportInput = z.output<typeof weeklyReportInput>
export type DraftReportInput = z.output<typeof draftReportInput>
export type DraftReportAnswer = z.output<typeof draftReportAnswer>
export type CheckReportInput = z.output<typeof checkReportInput>
export type CheckReportAnswer = z.output<typeof checkReportAnswer>
export type PublishReportInput = z.output<typeof publishReportInput>
export type PublishReportAnswer = z.output<typeof publishReportAnswer>
export type RenderReportInput = z.output<typeof renderReportInput>
export type ImportInput = z.output<typeof importInput>
export type ReadImportInput = z.output<typeof readImportInput>
export type ApplyImportInput = z.output<typeof applyImportInput>
export type ImportAnswer = z.output<typeof importAnswer>
export type DraftAccountabilityInput = z.output<typeof draftAccountabilityInput>
export type MailReportInput = z.output<typeof mailReportInput>
