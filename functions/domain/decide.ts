import { isDeepStrictEqual } from 'node:util'
import type { CaseCommand, Command, CommandContext, Register } from './command.ts'
import { definedOnly } from './objects.ts'
import { dueOf } from './due.ts'
import { firingAt } from './escalation.ts'
import type { CaseEvent, Entry, NoticeKey } from './event.ts'
import { foldCase, sameNotice } from './evolve.ts'
import { earlier, type Instant } from './instant.ts'
import { allowedCommands, type CommandType } from './permitted.ts'
import type { RecipientRole, Registry } from './registry.ts'
import type { CaseState } from './state.ts'
import { statusesOf, type Status } from './status.ts'

/** Why a command was not carried out; words are in `functions/text`. Nothing was written. */
export type Rejection =
  | { code: 'notFound' }
  | { code: 'notAllowed'; status: Status; command: CommandType; allowed: readonly CommandType[] }
  | { code: 'wrongStatus'; status: Status; wanted: string; allowed: readonly string[] }
  | { code: 'unknownRequest'; request: string; known: readonly string[] }
  | { code: 'unknownAgency'; agency: string }
  | { code: 'inFuture'; field: string; value: Instant; now: Instant }
  | { code: 'dueNotLater'; value: Instant; current: Instant }

export type Decision = { type: 'accepted'; entries: Entry[] } | { type: 'rejected'; rejection: Rejection }

interface Happening {
  event: CaseEvent
  at: Instant
  sourceOrder?: Instant | undefined
}

/** What the decision needs besides the command: the case so far and the rules in force. */
export interface Known {
  entries: readonly Entry[]
  registry: Registry
}

/**
 * Pure. Answers with the entries to add to the timeline: none when the command is a repeat or changes nothing.
 * A command whose id already stands in the timeline has succeeded before.
 */
export function decide(command: Command, known: Known, context: CommandContext): Decision {
  if (known.entries.some((entry) => entry.commandId === context.commandId)) return { type: 'accepted', entries: [] }
  const state = foldCase(known.entries)
  const happened = happenings(command, { ...known, state }, context)
  if ('code' in happened) return { type: 'rejected', rejection: happened }
  return { type: 'accepted', entries: toEntries(happened, known.entries, context) }
}

function toEntries(happened: Happening[], entries: readonly Entry[], context: CommandContext): Entry[] {
  const { commandId, actor, now } = context
  const isNew = (each: Happening) => !entries.some((entry) => sameMessage(entry, each))
  return happened.filter(isNew).map(({ event, at, sourceOrder }, index) => {
    const seq = entries.length + index + 1
    return definedOnly({ seq, commandId, occurredAt: at, recordedAt: now, sourceOrder, actor, event })
  })
}

/** A source that repeats itself says the same thing of the same moment. */
const sameMessage = (entry: Entry, { event, at }: Happening): boolean =>
  entry.occurredAt === at && isDeepStrictEqual(entry.event, event)

type Subject = Known & { state: CaseState | undefined }

function happenings(command: Command, subject: Subject, context: CommandContext): Happening[] | Rejection {
  switch (command.type) {
    case 'registerDossier':
    case 'registerFieldReport':
      return register(command, subject, context)
    case 'escalate':
      return subject.state === undefined ? { code: 'notFound' } : escalate(subject.state, subject.registry, context)
    case 'settleNotices':
      return settle(command, subject.state, context.now)
    default: {
      const { state } = subject
      if (state === undefined) return { code: 'notFound' }
      const allowed = allowedCommands(state)
      if (!allowed.includes(command.type))
        return { code: 'notAllowed', status: state.status, command: command.type, allowed }
      return commandCase(command, { ...subject, state }, context)
    }
  }
}

function register(command: Register, { state, registry }: Subject, { now }: CommandContext): Happening[] | Rejection {
  const { facts, statusAt, reportedAt, handler } = command
  const at = earlier(statusAt ?? reportedAt ?? facts.receivedAt, now)
  const issuedAt = command.type === 'registerDossier' ? command.request?.issuedAt : undefined
  const future = firstInFuture({ receivedAt: facts.receivedAt, statusAt, issuedAt }, now)
  const refused = future ?? unknownAgency(facts.agency, registry)
  if (refused !== undefined) return refused
  const sourceOrder = reportedAt
  const happened: Happening[] = []
  if (state === undefined) happened.push({ event: { type: 'received', facts }, at: facts.receivedAt, sourceOrder })
  else if (!isDeepStrictEqual(facts, state.facts))
    happened.push({ event: { type: 'corrected', facts }, at: reportedAt ?? now, sourceOrder })
  const status = command.status ?? (state === undefined ? 'received' : undefined)
  const repeated = statusAt === undefined && status === state?.status
  if (status !== undefined && status !== initialStatus(command) && !repeated)
    happened.push({ event: { type: 'statusChanged', status }, at, sourceOrder })
  if (handler !== undefined && !isDeepStrictEqual(handler, state?.handler))
    happened.push({ event: { type: 'handlerNamed', handler }, at: reportedAt ?? now, sourceOrder })
  if (command.type === 'registerDossier' && command.request !== undefined)
    happened.push(...issued(command.request, state))
  return happened
}

/** A case begins in this state by being received; saying so again is no change. */
const initialStatus = (command: Register): Status => (command.type === 'registerDossier' ? 'registered' : 'received')

function issued(request: { id: string; issuedAt: Instant; addressee?: string | undefined }, state?: CaseState) {
  if (state?.requests.some((known) => known.id === request.id)) return []
  const { id, issuedAt, addressee } = request
  return [{ event: definedOnly({ type: 'requestIssued' as const, request: id, addressee }), at: issuedAt }]
}

type KnownSubject = Known & { state: CaseState }

function commandCase(command: CaseCommand, subject: KnownSubject, context: CommandContext): Happening[] | Rejection {
  const { state, registry } = subject
  const { now } = context
  const late = firstInFuture(timesOf(command), now)
  if (late !== undefined) return late
  switch (command.type) {
    case 'changeStatus':
      return changeStatus(command, state, now)
    case 'resolve':
      return [{ event: { type: 'statusChanged', status: command.outcome }, at: command.at ?? now }]
    case 'issueRequest':
      return issued({ id: command.request, issuedAt: command.issuedAt ?? now, addressee: command.addressee }, state)
    case 'answerRequest':
      return answer(command, state, context)
    case 'pause':
      return [{ event: { type: 'paused', reason: command.reason }, at: command.from ?? now }]
    case 'resume':
      return [{ event: { type: 'resumed' }, at: command.at ?? now }]
    case 'extend':
      return extend(command, subject, now)
    case 'reschedule':
      return [{ event: { type: 'rescheduled', due: command.due, reason: command.reason }, at: now }]
    case 'reassign': {
      const { type: _, ...to } = command
      return unknownAgency(command.agency, registry) ?? [{ event: { type: 'reassigned', ...to }, at: now }]
    }
    case 'nameHandler':
      return [{ event: { type: 'handlerNamed', handler: command.handler }, at: now }]
    case 'reopen':
      return [{ event: { type: 'reopened', reason: command.reason }, at: now }]
    default:
      return command satisfies never
  }
}

type Of<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>

function changeStatus(command: Of<'changeStatus'>, state: CaseState, now: Instant): Happening[] | Rejection {
  const allowed = Object.keys(statusesOf(state.facts.kind))
  if (!allowed.includes(command.status))
    return { code: 'wrongStatus', status: state.status, wanted: command.status, allowed }
  if (command.statusAt === undefined && command.status === state.status) return []
  const at = command.statusAt ?? command.reportedAt ?? now
  return [{ event: { type: 'statusChanged', status: command.status }, at, sourceOrder: command.reportedAt }]
}

/** Whose word it is stands in the timeline: an operator's, or the source system's that speaks for the agency. */
function answer(command: Of<'answerRequest'>, state: CaseState, context: CommandContext): Happening[] | Rejection {
  const known = state.requests.map((request) => request.id)
  if (!known.includes(command.request)) return { code: 'unknownRequest', request: command.request, known }
  if (state.requests.some((request) => request.id === command.request && request.answeredAt !== undefined)) return []
  const confirmedBy = context.actor.role === 'operator' ? 'operator' : 'source'
  const event = { type: 'requestAnswered' as const, request: command.request, confirmedBy } as const
  return [{ event, at: command.answeredAt ?? context.now }]
}

function extend(command: Of<'extend'>, { state, registry }: KnownSubject, now: Instant): Happening[] | Rejection {
  const current = dueOf(state, registry)?.at
  if (current !== undefined && command.due <= current) return { code: 'dueNotLater', value: command.due, current }
  return [{ event: { type: 'extended', due: command.due, reason: command.reason }, at: now }]
}

function escalate(state: CaseState, registry: Registry, { now }: CommandContext): Happening[] {
  const { fire, skip } = firingAt(state, registry, now)
  const skipped = skip.map(({ step: { episode, level, occurrence }, why }) => ({
    event: { type: 'stepSkipped' as const, episode, level, occurrence, why },
    at: now,
  }))
  if (fire === undefined) return skipped
  const { episode, level, occurrence, due, at: stepAt, roles } = fire
  return [
    ...skipped,
    { event: { type: 'noticeRaised', episode, level, occurrence, due, stepAt, roles: [...roles] }, at: now },
  ]
}

/** Only what still waits is settled: a run that is repeated tells the case nothing new. */
function settle(command: Extract<Command, { type: 'settleNotices' }>, state: CaseState | undefined, now: Instant) {
  const waits = (key: NoticeKey & { role: RecipientRole }): boolean =>
    state?.notices.some((notice) => sameNotice(notice, key) && notice.pending.includes(key.role)) ?? false
  return command.notices.filter(waits).map((notice) => ({
    event: { type: 'noticeSettled' as const, ...notice, window: command.window },
    at: now,
  }))
}

const unknownAgency = (agency: string | undefined, registry: Registry): Rejection | undefined =>
  agency === undefined || registry.find('agency', agency, '9999-12-31') !== undefined
    ? undefined
    : { code: 'unknownAgency', agency }

const timesOf = (command: CaseCommand): Record<string, Instant | undefined> => {
  switch (command.type) {
    case 'changeStatus':
      return { statusAt: command.statusAt }
    case 'issueRequest':
      return { issuedAt: command.issuedAt }
    case 'answerRequest':
      return { answeredAt: command.answeredAt }
    case 'pause':
      return { from: command.from }
    case 'resume':
    case 'resolve':
      return { at: command.at }
    default:
      return {}
  }
}

function firstInFuture(times: Record<string, Instant | undefined>, now: Instant): Rejection | undefined {
  const [field, value] = Object.entries(times).find(([, at]) => at !== undefined && at > now) ?? []
  return field === undefined || value === undefined ? undefined : { code: 'inFuture', field, value, now }
}
