import { stopBy, causeOf } from './clock-stops.ts'
import type { CaseCommand, CommandContext } from './command.ts'
import { fieldReportId } from './case-id.ts'
import { decideAnswer } from './decide-answers.ts'
import { isRepeated, issue } from './decide-registration.ts'
import { calendarOf } from './due.ts'
import { decideDispute } from './disputes.ts'
import type { CaseEvent } from './event.ts'
import { refuseFuture, refuseUnknownAgency, type Happening, type Known } from './happening.ts'
import { later, localDateOf, type Instant } from './instant.ts'
import { definedOnly } from './objects.ts'
import { refuse } from './permitted.ts'
import { refusePostponement } from './postponement.ts'
import type { Rejection } from './rejection.ts'
import type { CaseState } from './state.ts'
import { nextReportingDate } from './standing-task.ts'
import { statusesOf } from './status.ts'

type Subject = Known & { state: CaseState }
type Of<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>

/** What a source or a person does to a case that is known. */
export function decideCommand(
  command: CaseCommand,
  subject: Subject,
  context: CommandContext,
): Happening[] | Rejection {
  const { state } = subject
  return refuse(command, state) ?? refuseFuture(timesOf(command), context.now) ?? carryOut(command, subject, context)
}

function carryOut(command: CaseCommand, subject: Subject, context: CommandContext): Happening[] | Rejection {
  const { state, registry } = subject
  const { now } = context
  switch (command.type) {
    case 'changeStatus':
      return changeStatus(command, state, now)
    case 'resolve':
      return resolve(command, state, now)
    case 'issueRequest':
      return issueRequest(command, subject, now)
    case 'answerRequest':
      return answer(command, state, context)
    case 'pause':
      return pause(command, now)
    case 'resume':
      return resume(command, state, now)
    case 'extend':
    case 'reschedule':
      return postpone(command, subject, now)
    case 'reassign':
    case 'decline':
      return handOver(command, registry, now)
    case 'nameHandler':
      return once({ type: 'handlerNamed', handler: command.handler }, now)
    case 'disputeDelay':
    case 'answerDispute':
      return decideDispute(command, subject, now)
    case 'reportProgress':
      return reportProgress(command, subject, now)
    case 'reopen':
      return reopen(command, state, now)
    default:
      return decideAnswer(command, subject, now)
  }
}

const once = (event: CaseEvent, at: Instant): Happening[] => [{ event, at }]

function changeStatus(command: Of<'changeStatus'>, state: CaseState, now: Instant): Happening[] | Rejection {
  const { status, statusAt, reportedAt, supplementDue, duplicateOf } = command
  const allowed = Object.keys(statusesOf(state.facts.kind))
  if (!allowed.includes(status)) return { code: 'wrongStatus', status: state.status, wanted: status, allowed }
  if (isRepeated(command, state)) return []
  const event = { type: 'statusChanged' as const, status, ...definedOnly({ supplementDue, duplicateOf }) }
  const refused = refuseItself(duplicateOf, state)
  return refused ?? [{ event, at: statusAt ?? reportedAt ?? now, sourceOrder: reportedAt }]
}

function resolve(command: Of<'resolve'>, state: CaseState, now: Instant): Happening[] | Rejection {
  const { outcome: status, duplicateOf, reason, at = now } = command
  const allowed = Object.keys(statusesOf(state.facts.kind))
  if (!allowed.includes(status)) return { code: 'wrongStatus', status: state.status, wanted: status, allowed }
  const event = { type: 'statusChanged' as const, status, ...definedOnly({ duplicateOf, reason }) }
  return refuseItself(duplicateOf, state) ?? once(event, at)
}

function reopen({ reason }: Of<'reopen'>, { endedAs }: CaseState, now: Instant): Happening[] {
  return once({ type: 'reopened', reason, ...(endedAs !== undefined && { unlinked: true as const }) }, now)
}

function refuseItself(duplicateOf: string | undefined, { facts }: CaseState): Rejection | undefined {
  const isItself = facts.kind === 'fieldReport' && duplicateOf === fieldReportId(facts.provider, facts.code)
  return isItself ? { code: 'noOriginal', value: duplicateOf, why: 'itself' } : undefined
}

function issueRequest(command: Of<'issueRequest'>, { state, registry }: Subject, now: Instant) {
  const { request: id, issuedAt = now, addressee } = command
  return refuseUnknownAgency(registry, { addressee }, localDateOf(now)) ?? issue({ id, issuedAt, addressee }, state)
}

/**
 * Whose word it is stands in the timeline: an operator's, or the source system's that speaks for the agency.
 * Of two answers the earlier stands; a clock that is behind answers no sooner than it was asked.
 */
function answer(command: Of<'answerRequest'>, state: CaseState, context: CommandContext): Happening[] | Rejection {
  const known = state.requests.map((request) => request.id)
  const request = state.requests.find(({ id }) => id === command.request)
  if (request === undefined) return { code: 'unknownRequest', request: command.request, known }
  const at = later(command.answeredAt ?? context.now, request.issuedAt)
  if (request.answeredAt !== undefined && request.answeredAt <= at) return []
  const confirmedBy = context.actor.role === 'operator' ? 'operator' : 'source'
  return once({ type: 'requestAnswered', request: command.request, confirmedBy }, at)
}

/** A pause that is over ends by the same word that tells of it. */
function pause({ reason, document, from, to }: Of<'pause'>, now: Instant): Happening[] {
  const by = definedOnly({ document })
  const paused = once({ type: 'paused', reason, ...by }, from ?? now)
  return to === undefined ? paused : [...paused, ...once({ type: 'resumed', ...by }, to)]
}

function resume({ document, at }: Of<'resume'>, state: CaseState, now: Instant): Happening[] | Rejection {
  const since = stopBy(state, causeOf(document))?.since
  if (at !== undefined && since !== undefined && at <= since)
    return { code: 'notLater', field: 'at', value: at, than: since }
  return once({ type: 'resumed', ...definedOnly({ document }) }, at ?? now)
}

function postpone(command: Of<'extend' | 'reschedule'>, { state, registry }: Subject, now: Instant) {
  const { type, due, reason } = command
  const event = { type: type === 'extend' ? ('extended' as const) : ('rescheduled' as const), due, reason }
  return refusePostponement(state, registry, { command: type, due, now }) ?? once(event, now)
}

/** Only an operator moves a case; an agency says that it is not its own. */
function handOver(command: Of<'reassign' | 'decline'>, registry: Known['registry'], now: Instant) {
  if (command.type === 'decline') {
    const { reason, proposed } = command
    const refused = refuseUnknownAgency(registry, { proposed }, localDateOf(now))
    return refused ?? once({ type: 'declined', reason, ...definedOnly({ proposed }) }, now)
  }
  const { agency, handler, reason } = command
  const refused = refuseUnknownAgency(registry, { agency }, localDateOf(now))
  return refused ?? once({ type: 'reassigned', agency, reason, ...definedOnly({ handler }) }, now)
}

/** A standing task is due again with the next round of its rhythm. */
function reportProgress({ report }: Of<'reportProgress'>, { state, registry }: Subject, now: Instant): Happening[] {
  const { facts } = state
  const rhythm = facts.kind === 'directiveTask' ? facts.rhythm : undefined
  const after = later(state.statutory?.at ?? now, now)
  const due = rhythm && nextReportingDate(calendarOf(state, registry), rhythm, after)
  return once({ type: 'progressReported', report, ...definedOnly({ due }) }, now)
}

function timesOf(command: CaseCommand): Record<string, Instant | undefined> {
  switch (command.type) {
    case 'changeStatus':
      return { statusAt: command.statusAt, reportedAt: command.reportedAt }
    case 'issueRequest':
      return { issuedAt: command.issuedAt }
    case 'answerRequest':
      return { answeredAt: command.answeredAt }
    case 'pause':
      return { from: command.from, to: command.to }
    case 'resume':
    case 'resolve':
      return { at: command.at }
    default:
      return {}
  }
}
