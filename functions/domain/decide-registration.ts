import { isDeepStrictEqual } from 'node:util'
import type { CommandContext, Register } from './command.ts'
import type { CaseFacts, Handler } from './event.ts'
import { isNews } from './facts.ts'
import { withAgencySince } from './hand-over.ts'
import { refuseFuture, refuseUnknownAgency, type Happening, type Known } from './happening.ts'
import type { Instant } from './instant.ts'
import { definedOnly } from './objects.ts'
import type { Rejection } from './rejection.ts'
import type { CaseState } from './state.ts'
import { initialStatus, phaseOf, type Status } from './status.ts'

type Subject = Known & { state: CaseState | undefined }

/** What a source tells of a case, new or known; what it has told before is left out. */
export function decideRegistration(
  command: Register,
  subject: Subject,
  context: CommandContext,
): Happening[] | Rejection {
  const { facts, statusAt, reportedAt } = command
  const request = command.type === 'registerDossier' ? command.request : undefined
  const times = { receivedAt: facts.receivedAt, statusAt, reportedAt, issuedAt: request?.issuedAt }
  const refused =
    refuseFuture(times, context.now) ??
    refuseUnknownAgency(subject.registry, { agency: facts.agency, 'request.addressee': request?.addressee })
  if (refused !== undefined) return refused
  return [
    ...tellFacts(command, subject, context),
    ...tellStatus(command, subject.state, context.now),
    ...tellHandler(command, subject, context),
    ...(request === undefined ? [] : issue(request, subject.state)),
  ]
}

function tellFacts(command: Register, { state }: Subject, context: CommandContext): Happening[] {
  const { facts, source, reportedAt } = command
  const told = { facts, ...definedOnly({ source }) }
  if (state === undefined) {
    const armed = 'armFrom' in command && command.armFrom === 'now' ? { armedFrom: context.now } : {}
    return [{ event: { type: 'received', ...told, ...armed }, at: facts.receivedAt, sourceOrder: reportedAt }]
  }
  const at = reportedAt ?? context.now
  if (!isNews({ source: source ?? context.actor.id, at, facts }, state.told)) return []
  return [{ event: { type: 'corrected', ...told }, at, sourceOrder: reportedAt }]
}

function tellStatus(command: Register, state: CaseState | undefined, now: Instant): Happening[] {
  const { facts, status, statusAt, reportedAt } = command
  const supplementDue = command.type === 'registerDossier' ? command.supplementDue : undefined
  if (status === undefined)
    return facts.kind === 'dossier' && state === undefined
      ? [{ event: { type: 'statusChanged', status: 'received' }, at: facts.receivedAt, sourceOrder: reportedAt }]
      : []
  const isInitial = status === initialStatus[facts.kind]
  if (isInitial || isRepeated({ status, statusAt, supplementDue }, state)) return []
  const event = { type: 'statusChanged' as const, status, ...definedOnly({ supplementDue }) }
  const isBeginning = state === undefined && phaseOf(facts.kind, status) !== 'finished'
  const at = statusAt ?? reportedAt ?? (isBeginning ? facts.receivedAt : now)
  return [{ event, at, sourceOrder: reportedAt }]
}

interface ToldStatus {
  status: Status
  statusAt?: Instant | undefined
  supplementDue?: Instant | undefined
}

/** The state that the case is in, told without a moment of its own, is no change. */
export const isRepeated = ({ status, statusAt, supplementDue }: ToldStatus, state: CaseState | undefined): boolean =>
  statusAt === undefined &&
  status === state?.status &&
  (supplementDue === undefined || supplementDue === state.supplements.at(-1)?.due)

/** Two systems that name different persons do not contradict each other for ever; after a hand-over all is new. */
function tellHandler(command: Register, { state, entries }: Subject, { actor, now }: CommandContext): Happening[] {
  const { facts, handler, reportedAt } = command
  if (handler === undefined || (state !== undefined && isBehind(facts, state))) return []
  const at = reportedAt ?? now
  const since = (state && withAgencySince(state)) ?? ''
  const named = entries
    .filter(({ actor: { id }, occurredAt }) => id === actor.id && occurredAt >= since && occurredAt <= at)
    .toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1))
    .flatMap(({ event }): Handler[] => (event.type === 'handlerNamed' ? [event.handler] : []))
  if (isDeepStrictEqual(handler, named.at(-1) ?? state?.handler)) return []
  return [{ event: { type: 'handlerNamed', handler }, at, sourceOrder: reportedAt }]
}

/** A source that has not heard of the hand-over names a person of the agency that gave the case away. */
const isBehind = ({ agency }: CaseFacts, { facts, agency: present }: CaseState): boolean =>
  agency !== undefined && agency === facts.agency && agency !== present

type Request = NonNullable<Extract<Register, { type: 'registerDossier' }>['request']>

/** A request is issued once, whoever tells of it. */
export function issue({ id, issuedAt, addressee }: Request, state: CaseState | undefined): Happening[] {
  if (state?.requests.some((known) => known.id === id)) return []
  return [{ event: definedOnly({ type: 'requestIssued' as const, request: id, addressee }), at: issuedAt }]
}
