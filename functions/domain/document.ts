import * as z from 'zod'
import { caseId } from './case-id.ts'
import { committedUntil } from './commitment.ts'
import { definedOnly } from './objects.ts'
import { dueOf, statutoryDue } from './due.ts'
import { heldReasons, planNext, type Plan } from './escalation.ts'
import { type Entry, entry, type EventType, providerOf, subjectOf, unitOf } from './event.ts'
import { foldCase } from './evolve.ts'
import { firstSource } from './facts.ts'
import { instant, later, type Instant } from './instant.ts'
import { place } from './place.ts'
import type { Registry } from './registry.ts'
import type { CaseState } from './state.ts'
import { caseKind } from './status.ts'

/** More time asked for, a claim to be done, a source said to lag behind: somebody else has the next word. */
export const unsettledAnswer = z.enum(['extension', 'claim', 'notSynced'])
export type UnsettledAnswer = z.output<typeof unsettledAnswer>

/** The case in short, for lists, indexes and the console: under 1 KB, without anybody's name. */
export const caseSummary = z.strictObject({
  id: caseId,
  kind: caseKind,
  code: z.string(),
  agency: z.string().optional(),
  provider: z.string().optional(),
  /** The system that was the first to tell of it. */
  source: z.string().optional(),
  subject: z.string(),
  unit: z.string().optional(),
  /** Of a field report: about where it is. */
  area: place.optional(),
  /** Of a field report: when something last happened to it that its citizen would want to know, as was recorded. */
  updatedAt: instant.optional(),
  status: z.string(),
  phase: z.enum(['waiting', 'running', 'paused', 'finished']),
  receivedAt: instant,
  due: instant.optional(),
  statutoryDue: instant.optional(),
  finishedAt: instant.optional(),
  /** When the case last had something to count: its end, or a processing request issued later. */
  closedAt: instant.optional(),
  openRequests: z.int(),
  /** Until when the citizen may supply the papers asked for. */
  supplementDue: instant.optional(),
  /** The agency says that the case is not its own; an operator has to answer. */
  declined: z.literal(true).optional(),
  /** The date that the agency has committed itself to, moved by pauses. */
  committedTo: instant.optional(),
  /** What the agency has said that the centre or the source has yet to settle. */
  unsettled: z.array(unsettledAnswer).optional(),
  /** Highest escalation level raised in this episode; 0 and below are reminders. */
  level: z.int().optional(),
})
export type CaseSummary = z.output<typeof caseSummary>

/** The Step Functions execution that waits for the case's next step. */
export const timer = z.strictObject({ version: z.int(), attempt: z.int().min(1), name: z.string(), startedAt: instant })
export type Timer = z.output<typeof timer>

/** One document per case, its timeline inside; one conditional write saves both. */
export const caseDocument = z.strictObject({
  id: caseId,
  version: z.int().min(1),
  entries: z.array(entry),
  summary: caseSummary,
  /** When the next escalation step falls; absent while the case is held, for the reason given. */
  nextStepAt: instant.optional(),
  held: z.enum(heldReasons).optional(),
  /** Since when a notice has waited for a mail; of an immediate one, when it may go out. */
  pendingSince: instant.optional(),
  /** One of the notices that wait is immediate. */
  pendingImmediate: z.literal(true).optional(),
  /** Rises when anything but the step itself moved the next step; an execution with an older one drops itself. */
  timerVersion: z.int().min(1),
  timer: timer.optional(),
  rulesVersion: z.int(),
  /** Sweeps in a row that failed on this case; at three it is set aside. */
  failedSweeps: z.int().optional(),
})
export type CaseDocument = z.output<typeof caseDocument>

/** Sweeps in a row that may fail on a case before it is set aside. */
const FAILURES_BORNE = 3

/** Whether sweeps pass the case by, so that it blocks nobody. Any save takes it back. */
export const isSetAside = ({ failedSweeps = 0 }: { failedSweeps?: number | undefined }): boolean =>
  failedSweeps >= FAILURES_BORNE

/** A state that cannot be folded although entries exist: the document is damaged. */
export class DamagedDocumentError extends Error {
  override readonly name = 'DamagedDocumentError'
}

export interface Addition {
  id: string
  entries: readonly Entry[]
  /** The step that has just fired leaves the running execution in force. */
  firedStep: boolean
}

/**
 * The document after new entries, with everything that derives from them. Pure.
 * @param rules the registry in force and the moment of the decision
 * @throws DamagedDocumentError when the timeline holds no beginning
 */
export function nextDocument(
  before: CaseDocument | undefined,
  added: Addition,
  rules: { registry: Registry; now: Instant },
): CaseDocument {
  const entries = [...(before?.entries ?? []), ...added.entries]
  const state = foldCase(entries)
  if (state === undefined) throw new DamagedDocumentError(`${added.id} has no beginning`)
  const plan = planNext(state, rules.registry, rules.now)
  const next = planFields(plan)
  const moved = before === undefined || before.nextStepAt !== next.nextStepAt || before.held !== next.held
  return {
    id: added.id,
    version: (before?.version ?? 0) + 1,
    entries,
    summary: { ...summarise(added.id, state, rules.registry), ...newsOf(state, entries) },
    ...next,
    ...pendingFields(state),
    timerVersion: (before?.timerVersion ?? 0) + (moved && !added.firedStep ? 1 : before === undefined ? 1 : 0),
    ...(before?.timer === undefined ? {} : { timer: before.timer }),
    rulesVersion: rules.registry.version,
  }
}

/** When the next step falls, or why there is none. */
export const planFields = (plan: Plan): Pick<CaseDocument, 'nextStepAt' | 'held'> =>
  plan.type === 'step' ? { nextStepAt: plan.step.at } : { held: plan.reason }

function pendingFields({ notices }: CaseState): Pick<CaseDocument, 'pendingSince' | 'pendingImmediate'> {
  const waiting = notices.filter((notice) => notice.pending.length > 0)
  const [immediateAt] = waiting.flatMap((notice) => notice.immediateAt ?? []).toSorted()
  if (immediateAt !== undefined) return { pendingSince: immediateAt, pendingImmediate: true }
  return waiting[0] === undefined ? {} : { pendingSince: waiting[0].raisedAt }
}

/**
 * The last moment of a closed case that may matter to what is counted: its end, or what was heard of it since, as late
 * news of that end. One that was told whole after its end was never known as open: its end is all there is of it.
 */
export function lastMoment({ summary, entries }: CaseDocument): Instant | undefined {
  const { closedAt } = summary
  const [first, last] = [entries[0], entries.at(-1)]
  if (closedAt === undefined || first === undefined || last === undefined) return closedAt
  return first.recordedAt === last.recordedAt ? closedAt : later(closedAt, last.recordedAt)
}

/** The document's state, folded from its timeline. @throws DamagedDocumentError */
export function stateOf(document: CaseDocument): CaseState {
  const state = foldCase(document.entries)
  if (state === undefined) throw new DamagedDocumentError(`${document.id} has no beginning`)
  return state
}

export function summarise(id: string, state: CaseState, registry: Registry): CaseSummary {
  const { facts, progress } = state
  const finishedAt = progress.phase === 'finished' ? progress.at : undefined
  const asked = state.requests.map((request) => request.issuedAt).toSorted()
  const unsettled = unsettledAnswers(state)
  const level = state.notices.filter((notice) => notice.episode === state.episode).map((notice) => notice.level)
  return definedOnly({
    id,
    kind: facts.kind,
    code: facts.code,
    agency: state.agency,
    provider: providerOf(facts),
    source: firstSource(state.told),
    subject: subjectOf(facts),
    unit: unitOf(facts),
    area: 'area' in facts ? facts.area : undefined,
    status: state.status,
    phase: progress.phase,
    receivedAt: facts.receivedAt,
    due: dueOf(state, registry)?.at,
    statutoryDue: statutoryDue(state, registry)?.at,
    finishedAt,
    closedAt: finishedAt && [finishedAt, ...asked].toSorted().at(-1),
    openRequests: finishedAt === undefined ? state.requests.filter((each) => each.answeredAt === undefined).length : 0,
    supplementDue: state.status === 'supplementRequested' ? state.supplements.at(-1)?.due : undefined,
    declined: state.declined && (true as const),
    committedTo: committedUntil(state, registry),
    unsettled: unsettled.length === 0 ? undefined : unsettled,
    level: level.length === 0 ? undefined : Math.max(...level),
  })
}

/** Notices go on between offices, and are nobody's news. */
const news = new Set<EventType>([
  'received',
  'corrected',
  'statusChanged',
  'paused',
  'resumed',
  'extended',
  'reassigned',
  'reopened',
])

/** Every change of a summary is written to two indexes: only of field reports does anybody ask. */
function newsOf({ facts }: CaseState, entries: readonly Entry[]): Pick<CaseSummary, 'updatedAt'> {
  if (facts.kind !== 'fieldReport') return {}
  const [last] = entries
    .flatMap(({ event, recordedAt }) => (news.has(event.type) ? [recordedAt] : []))
    .toSorted()
    .toReversed()
  return last === undefined ? {} : { updatedAt: last }
}

function unsettledAnswers({ answers: { extension, claim, notSyncedAt } }: CaseState): UnsettledAnswer[] {
  const said = { extension, claim, notSynced: notSyncedAt }
  return unsettledAnswer.options.filter((each) => said[each] !== undefined)
}
